import { beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { attacksAtTheDoor } from './attacks/door.js';
import { attacksByCost } from './attacks/limits.js';
import { attacksByReach } from './attacks/reach.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
  return house.stop;
}, 120_000);
const opened = () => house;

describe('at the door', () => attacksAtTheDoor(opened));
describe('by asking too much', () => attacksByCost(opened));
describe('by reaching for what is another’s', () => attacksByReach(opened));

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
