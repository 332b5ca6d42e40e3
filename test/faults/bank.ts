/**
 * Faults to plant, one at a time, to see that the proof catches each. The product holds no switch for them: a fault
 * is put into one source file while a test run loads it, and nowhere else. A bug that was found becomes a fault here.
 */
import type { Fault } from './fault.js';
import { ofFetching, ofLists, ofRelease } from './of-answers.js';
import { ofApps } from './of-apps.js';
import { ofArchives } from './of-archives.js';
import { ofAsks } from './of-asks.js';
import { ofPlan, ofView } from './of-consent.js';
import { ofFiles } from './of-files.js';
import { ofBlocks, ofClaims, ofGrantees, ofWriting } from './of-grantees.js';
import { ofLive } from './of-live.js';
import { ofLogins } from './of-logins.js';
import { ofNames } from './of-names.js';
import { ofOfferings } from './of-offerings.js';
import { ofOwn } from './of-own.js';
import { ofPods, ofSignedBytes, ofTurns } from './of-pods.js';
import { ofPulls } from './of-pulls.js';
import { ofRecognition } from './of-recognition.js';
import { ofRoute } from './of-route.js';
import { ofSteps } from './of-steps.js';
import { ofWords } from './of-words.js';

export const bank: readonly Fault[] = [
  ...ofPlan,
  ...ofView,
  ...ofGrantees,
  ...ofWriting,
  ...ofBlocks,
  ...ofClaims,
  ...ofLists,
  ...ofFetching,
  ...ofRelease,
  ...ofAsks,
  ...ofOwn,
  ...ofNames,
  ...ofLive,
  ...ofApps,
  ...ofLogins,
  ...ofArchives,
  ...ofPods,
  ...ofTurns,
  ...ofFiles,
  ...ofPulls,
  ...ofOfferings,
  ...ofRecognition,
  ...ofRoute,
  ...ofSignedBytes,
  ...ofSteps,
  ...ofWords,
];
