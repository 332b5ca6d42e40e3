import { beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/base/index.js';
import { compilePlan } from '../../../src/consent/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { podAndLibrary } from './two-stores/library.js';
import { bothWays, evaluatorWithSwitch } from './two-stores/matrix.js';
import { oneTime } from './two-stores/one-time.js';

const evaluator = evaluatorWithSwitch(compilePlan);
let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ decide: evaluator.decide, isQuiet: true });
  return () => house.stop();
}, 180_000);
const opened = () => house;

describe('a grant for one look', () => {
  oneTime(opened);
});
describe('what the pod server says, and what its library says', () => {
  podAndLibrary(opened);
});
describe('two stores that do not say the same', () => {
  bothWays(opened, evaluator);
});
it('nothing unforeseen happened behind these answers', () => {
  const kinds = house.faults.map((fault) => {
    const cause = fault instanceof Error && 'originalError' in fault ? fault.originalError : fault;
    return cause instanceof Fault ? cause.kind : String(cause);
  });
  // One cell takes the pod away.
  expect(kinds.filter((kind) => kind !== 'PodUnreachable')).toEqual([]);
});
