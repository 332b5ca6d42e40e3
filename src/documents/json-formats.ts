import { comprehensiveLearnerRecord } from './clr2/format.js';
import { eduId } from './eduid/format.js';
import { elmJson } from './elm/elm-json.js';
import { elmoJson } from './elmo/elmo-json.js';
import type { JsonFormat } from './json-format.js';
import { lerRs } from './ler-rs/format.js';
import { openBadges2 } from './ob2/format.js';
import { openBadges3 } from './ob3/format.js';
import { published } from './published/format.js';
import { verifiableCredential } from './vc/format.js';

/** The first that fits reads it: what is more particular stands before what is more general. */
export const jsonFormats: readonly JsonFormat[] = [
  ...published,
  eduId,
  elmJson,
  elmoJson,
  lerRs,
  comprehensiveLearnerRecord,
  openBadges3,
  openBadges2,
  verifiableCredential,
];
