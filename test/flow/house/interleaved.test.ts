import { afterEach, expect, it } from 'vitest';
import { type HouseOptions, openHouse, type TestHouse } from '../../fixtures/house.js';
import { cases, isLong, proved, say, seed } from '../../fixtures/properties.js';
import { plainPods } from './interleaved/plain-pods.js';
import { interleave, type Told } from './interleaved/run.js';

let house: TestHouse | undefined;
afterEach(async () => {
  await house?.stop();
  house = undefined;
}, 60_000);

const all = { heard: 0, mixed: 0, wrong: 0 };

async function runs(name: string, wanted: number, options: HouseOptions): Promise<Told> {
  house = await openHouse({ podWaitMs: 0, ...options });
  const told = await interleave(house, { wanted, seed, withApp: options.pods === undefined });
  say(`interleaved, ${name}: ${told.line}`);
  return { ...told, wrong: [...told.wrong, ...house.faults.map(String)] };
}

/** Answers in a long run: a usual one hears a twelfth of them. */
const most = { real: 240, plain: 1800 };
const part = (of: number): number => (isLong ? of : of / 12);

// A real pod server takes most of the time of an answer: it sees a tenth, the others go through pods that cost next to nothing.
it.each([
  ['real pod server', part(most.real), {}],
  ['plain pods', part(most.plain), { pods: plainPods }],
] as const)(
  'attack 27: each answer in between changes is what the grants of its moment say: %s, %i answers',
  async (name, usual, options) => {
    const wanted = cases(usual);
    const { heard, shown, mixed, wrong, wrongByHalf } = await runs(name, wanted, options);
    all.wrong += wrong.length;
    all.heard += heard.length;
    all.mixed += mixed.length;
    expect(wrong).toEqual([]);
    // A judge that finds nothing wrong finds what is.
    expect(wrongByHalf).toBeGreaterThan(0);
    expect(heard.length).toBeGreaterThanOrEqual(wanted);
    // A run in which all are refused, or none, would prove little.
    expect(shown.length).toBeGreaterThan(heard.length / 3);
    expect(shown.length).toBeLessThan(heard.length);
    expect(mixed.length).toBeGreaterThan(heard.length / 10);
  },
  600_000,
);

it('a fifth of all answers, and more, show a record and hold one back', () => {
  say(`interleaved: ${all.heard} answers, ${((100 * all.mixed) / all.heard).toFixed(0)} % mixed`);
  const note = `${all.mixed} mixed`;
  proved({ method: 'interleaved on servers', cases: all.heard, mismatches: all.wrong, note });
  expect(all.heard).toBeGreaterThanOrEqual(cases(part(most.real + most.plain)));
  expect(all.mixed / all.heard).toBeGreaterThanOrEqual(0.2);
});
