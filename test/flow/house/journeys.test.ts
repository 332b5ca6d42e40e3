/** The facts of two journeys, an adviser's and an app's, that no other test shows; docs/journeys.md has them all. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { whatAnAdviserCannot } from './journeys/adviser-bounds.js';
import { whatSheReads, whenItEnds } from './journeys/adviser-ends.js';
import { whatAnAdviserSees } from './journeys/adviser-sees.js';
import { journeyOverFiveSchools } from './journeys/app.js';
import { enrolsSamira, type MoreSchools, startMoreSchools } from './journeys/more-schools.js';

let house: TestHouse;
let more: MoreSchools;
beforeAll(async () => {
  more = await startMoreSchools();
  house = await openHouse({ institutions: more.institutions, podWaitMs: 60_000, isQuiet: true });
  await enrolsSamira(house);
  return async () => {
    await house.stop();
    await more.stop();
  };
}, 180_000);
const opened = () => house;

describe('an app asks over five schools', () => {
  journeyOverFiveSchools(() => ({ house, more }));
});
describe('an adviser with a grant for advice', () => {
  whatAnAdviserSees(opened);
  whatAnAdviserCannot(opened);
  whatSheReads(opened);
});
describe('an adviser who has had their time', () => {
  whenItEnds(opened);
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
