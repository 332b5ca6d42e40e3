import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { answersThatMeet } from './apps/answering.js';
import { whatIsDocumented } from './apps/documented.js';
import { journeyOfAnApp } from './apps/journey.js';
import { registrations } from './apps/registering.js';
import { attacksBySendingOn } from './apps/sending-on.js';
import { attacksOnSigningIn } from './apps/signing-in.js';
import { signingOutOfApps } from './apps/signing-out.js';
import { learnersToTryWith } from './apps/test-learners.js';
import { attacksOnTokens } from './apps/tokens.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
}, 180_000);
afterAll(() => house.stop());

describe('apps that people registered, on real servers', () => {
  registrations(() => house);
  attacksOnSigningIn(() => house);
  attacksBySendingOn(() => house);
  answersThatMeet(() => house);
  attacksOnTokens(() => house);
  journeyOfAnApp(() => house);
  whatIsDocumented(() => house);
  learnersToTryWith(() => house);
  signingOutOfApps(() => house);

  it('nothing went wrong that nobody foresaw', () => {
    expect(house.faults).toEqual([]);
  });
});
