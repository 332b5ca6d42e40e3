import { beforeAll, beforeEach, expect, it } from 'vitest';
import { mailMessenger } from '../../../src/mail.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { type MailServer, startMailServer } from '../../fixtures/mail-server.js';
import { plenty } from '../../fixtures/plenty.js';
import { attacksByLookingAlike } from './asks/look-alikes.js';
import { tellsLearners } from './asks/mail.js';
import { attacksByPressing } from './asks/pressing.js';
import { attacksByWords } from './asks/reasons.js';
import { forgetAsks, page } from './asks/steps.js';
import { attacksByAsking } from './asks/telling.js';

let house: TestHouse;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  const messenger = mailMessenger({ smtpUrl: mail.url, from: 'kluis@kluis.example', page });
  const { requestsPerDay: _asInTheProduct, ...allowance } = plenty;
  house = await openHouse({ messenger, allowance, isQuiet: true });
  return async () => {
    await house.stop();
    await mail.stop();
  };
}, 120_000);
beforeEach(() => forgetAsks(house));
const opened = () => house;

attacksByAsking(opened);
attacksByPressing(opened);
attacksByLookingAlike(opened);
attacksByWords(opened);
tellsLearners(opened, () => mail);

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
