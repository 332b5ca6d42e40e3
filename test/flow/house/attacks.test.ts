import { beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { attacksByApps } from './attacks/apps.js';
import { nothingLeftBehind } from './attacks/canary.js';
import { attacksAtTheDoor } from './attacks/door.js';
import { attacksByCost } from './attacks/limits.js';
import { attacksByListening } from './attacks/live.js';
import { attacksByPeeking } from './attacks/peek.js';
import { attacksByReach } from './attacks/reach.js';
import { attacksOnTerms } from './attacks/terms.js';
import { attacksByTime } from './attacks/time.js';

let house: TestHouse;
/** Every answer of this file, to look through at the end. */
const answers: string[] = [];
beforeAll(async () => {
  const opened = await openHouse({ isQuiet: true });
  const ask: TestHouse['ask'] = async (...question) => {
    const answer = await opened.ask(...question);
    answers.push(answer.text);
    return answer;
  };
  house = { ...opened, ask };
  return () => opened.stop();
}, 120_000);
const opened = () => house;

describe('at the door', () => {
  attacksAtTheDoor(opened);
});
describe('by asking too much', () => {
  attacksByCost(opened);
});
describe('by reaching for what is another’s', () => {
  attacksByReach(opened);
});
describe('by peeking', () => {
  attacksByPeeking(opened);
});
describe('by time', () => {
  attacksByTime(opened);
});
describe('by an app', () => {
  attacksByApps(opened);
});
describe('by listening on', () => {
  attacksByListening(opened);
});
describe('on the terms of a grant', () => {
  attacksOnTerms(opened);
});
describe('and after all that', () => {
  nothingLeftBehind(opened, answers);

  it('nothing unforeseen happened behind these answers', () => {
    expect(house.faults).toEqual([]);
  });
});
