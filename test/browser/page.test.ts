import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { everyoneCanUseIt } from './accessibility.js';
import { type StartedApp, startApp } from './app.js';
import { attacksOnThePage } from './attacks.js';
import { staysSmall } from './budget.js';
import { developerJourney } from './developer-journey.js';
import { guardianJourney } from './guardian-journey.js';
import { institutionJourney } from './institution-journey.js';
import { keyboardJourney } from './keyboard-journey.js';
import { learnerJourney } from './learner-journey.js';
import { looksAreTakenOnce } from './looks.js';
import { startBrowser } from './person.js';
import { proposalJourney } from './proposal-journey.js';
import { recognitionJourney } from './recognition-journey.js';
import { routeJourney } from './route-journey.js';
import { sharingByLink } from './share-journey.js';
import { staysSteady } from './steady-journey.js';
import { takenBackForAll } from './taken-back-journey.js';
import { saidTwice } from './twice.js';
import { wordsAreWords } from './words.js';

let app: StartedApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  return async () => {
    await browser.close();
    await app.stop();
  };
}, 180_000);

const opened = () => ({ app, browser });

learnerJourney(opened);
sharingByLink(opened);
takenBackForAll(opened);
keyboardJourney(opened);
routeJourney(opened);
proposalJourney(opened);
developerJourney(opened);
institutionJourney(opened);
recognitionJourney(opened);
attacksOnThePage(opened);
wordsAreWords(opened);
saidTwice(opened);
looksAreTakenOnce(opened);
staysSteady(opened);
staysSmall(opened);
guardianJourney(opened);
everyoneCanUseIt(opened);

it('a browser was there', () => {
  expect(browser.isConnected()).toBe(true);
});
