import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readsSamira, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { say } from '../../fixtures/properties.js';
import { shares } from './attacks/steps.js';
import { type HostileSchool, startHostileSchool } from './bad-input/hostile-school.js';
import { badQuestions } from './bad-input/questions.js';
import { badSchools } from './bad-input/schools.js';
import { unreadableGrants } from './bad-input/stored.js';
import { malformedTerms } from './bad-input/terms.js';
import { badTokens } from './bad-input/tokens.js';

say('a part of the bad input');

let house: TestHouse;
let school: HostileSchool;
beforeAll(async () => {
  school = await startHostileSchool();
  house = await openHouse({ institutions: school.institutions, isQuiet: true });
  return async () => {
    await house.stop();
    await school.stop();
  };
}, 120_000);
const opened = () => house;

describe('a malformed grant', () => {
  malformedTerms(opened);
});
describe('in place of who asks', () => {
  badTokens(opened);
});
describe('a question, with a grant behind it', () => {
  beforeAll(async () => {
    await shares(house);
    // Where much else is done the pod has it later than the answer waits for.
    const isThere = async () => expect((await readsSamira(house)).codes).toEqual([]);
    await vi.waitFor(isThere, { timeout: 60_000, interval: 500 });
    return () => revokesAll(house);
  });
  badQuestions(opened);
});
describe('a grant that came to be unreadable', () => {
  unreadableGrants(opened);
});
describe('from a school', () => {
  badSchools(() => ({ house, school }));
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
  expect(house.logLines).toEqual([]);
});
