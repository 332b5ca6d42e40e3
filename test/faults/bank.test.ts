import { beforeAll, describe, expect, it } from 'vitest';
import { proved, seed } from '../fixtures/properties.js';
import { bank } from './bank.js';
import { type Outcome, runOf } from './child-run.js';
import { sourceOf, withFault } from './plant.js';

/** Children at one time. */
const lanes = 2;
const timeout = 600_000;

/** A run takes every hundredth fault, which ones by its seed: each costs a start of its own. LEERKLUIS_FAULTS: all, or names. */
const { LEERKLUIS_FAULTS: chosen } = process.env;
const planted = bank.filter(({ name }, n) => {
  if (chosen === undefined || chosen === '') return n % 100 === seed % 100;
  return chosen === 'all' || chosen.split(',').includes(name);
});
const over = new AbortController();
const { signal } = over;
const runs = planted.map(({ name: fault, caughtBy: files }) => ({
  name: fault,
  run: () => runOf({ files, fault, signal }),
}));
const outcomes = new Map(runs.map(({ name }) => [name, Promise.withResolvers<Outcome>()]));
const outcomeOf = async (name: string): Promise<Outcome> => {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new TypeError('a run of the list is meant');
  return outcome.promise;
};

async function work(waiting: Iterator<(typeof runs)[number]>): Promise<void> {
  for (let next = waiting.next(); next.done !== true && !signal.aborted; next = waiting.next()) {
    const { name, run } = next.value;
    outcomes.get(name)?.resolve(await run());
  }
}

let [tried, caught] = [0, 0];

describe(`the fault bank (seed ${seed})`, () => {
  beforeAll(() => {
    const waiting = runs.values();
    for (let lane = 0; lane < lanes; lane += 1) void work(waiting);
    return () => over.abort();
  });

  it.each(bank)('$name can be planted, and changes the source', (fault) => {
    const source = sourceOf(fault);
    expect(withFault(fault, source)).not.toBe(source);
  });

  it.each(planted)(
    '$name is caught: $what',
    async ({ name }) => {
      const { caughtBy, broken } = await outcomeOf(name);
      tried += 1;
      if (broken.length === 0 && caughtBy.length > 0) caught += 1;
      expect(broken).toEqual([]);
      expect(caughtBy).not.toEqual([]);
      process.stdout.write(`${name.padEnd(34)}| caught by "${caughtBy[0]}"\n`);
    },
    timeout,
  );

  it(
    'is caught by tests that pass where nothing is planted',
    async () => {
      const all = await Promise.all(planted.map(async ({ name }) => outcomeOf(name)));
      const titles = [...new Set(all.flatMap((outcome) => outcome.caughtBy))];
      const files = [...new Set(planted.flatMap((fault) => fault.caughtBy))];
      const { passed, caughtBy, broken } = await runOf({ files, titles, signal });
      expect({ caughtBy, broken }).toEqual({ caughtBy: [], broken: [] });
      expect(passed).toBeGreaterThanOrEqual(Math.max(1, titles.length));
    },
    timeout,
  );

  it('has no fault that goes unnoticed', () => {
    proved({ method: 'faults', cases: tried, mismatches: tried - caught });
    expect(caught).toBe(planted.length);
  });
});
