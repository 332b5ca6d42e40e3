import { afterEach, expect, it } from 'vitest';
import { type HouseOptions, openHouse, type TestHouse } from '../../fixtures/house.js';
import { cases, say, seed } from '../../fixtures/properties.js';
import { plainPods } from './interleaved/plain-pods.js';
import { interleave, type Told } from './interleaved/run.js';

let house: TestHouse | undefined;
afterEach(async () => {
  await house?.stop();
  house = undefined;
}, 60_000);

async function runs(name: string, wanted: number, options: HouseOptions): Promise<Told> {
  house = await openHouse({ podWaitMs: 0, ...options });
  const told = await interleave(house, { wanted, seed, withApp: options.pods === undefined });
  say(`interleaved, ${name}: ${told.line}`);
  return { ...told, wrong: [...told.wrong, ...house.faults.map(String)] };
}

// A real pod server takes most of the time of an answer: it sees 300, and 1,700 go through pods that cost next to nothing.
it.each([
  ['real pod server', 300, {}],
  ['plain pods', 1700, { pods: plainPods }],
] as const)(
  'each answer in between changes is what the grants of its moment say: %s, %i answers',
  async (name, usual, options) => {
    const wanted = cases(usual);
    const { heard, shown, mixed, wrong, wrongByHalf } = await runs(name, wanted, options);
    expect(wrong).toEqual([]);
    // A judge that finds nothing wrong finds what is.
    expect(wrongByHalf).toBeGreaterThan(0);
    expect(heard.length).toBeGreaterThanOrEqual(wanted);
    // A run in which all are refused, or none, would prove little.
    expect(shown.length).toBeGreaterThan(heard.length / 3);
    expect(shown.length).toBeLessThan(heard.length);
    expect(mixed.length).toBeGreaterThan(heard.length / 5);
  },
  600_000,
);
