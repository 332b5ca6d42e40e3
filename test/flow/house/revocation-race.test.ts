/**
 * Two server processes on one database: whoever stops a grant through one of them has stopped it in both, also for the
 * answers that are under way.
 */
import { beforeAll, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { isLong, mainCases, proved } from '../../fixtures/properties.js';
import { judge } from './race/judge.js';
import { atOnce, race } from './race/run.js';
import { learners, type Stock, stockOf } from './race/stock.js';
import { openTwoApis, startOnly } from './race/two-apis.js';

const revokes = mainCases(16);
/** Of each learner. */
const rounds = Math.ceil(revokes / (learners.length * atOnce));
/** A leak takes chance: as many rounds as it takes to see one, and no more than these. */
const leakyRounds = 6;
const patience = isLong ? 3_600_000 : 600_000;
const upTo = (ms: number): number => Math.random() * ms;

let house: TestHouse;
let stock: Stock;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 0 });
  stock = await stockOf(house, atOnce * (rounds + leakyRounds));
  house.proxy.delay(({ method, path, status }) =>
    method === 'GET' && status === 200 && path.endsWith('/view.json') ? upTo(300) : 0,
  );
  return () => house.stop();
}, patience);

const refusals = new Set(['CONFLICT', 'GRANT_ENDED', 'NOT_FOUND', 'UPSTREAM']);
/** What the race came to, and what the variant that looks at the start only came to. */
const seen = { revokes: 0, leaks: 0, leaksOfStartOnly: 0, note: '' };

it(
  'attack 22: no answer leaves after the revoke of its grant, whichever process was told',
  async () => {
    const apis = await openTwoApis(house);
    const raced = await race({ house, apis, stock, name: 'Reads', rounds });
    await apis.stop();
    const { shown, voided, late, lines, codes, unlogged, leaks } = await judge(house, raced);
    seen.revokes = raced.stopped.length;
    seen.leaks = leaks.length + late.length;
    seen.note = `${raced.heard.length} answers, ${shown.length} released, ${voided.length} void`;
    process.stdout.write(
      `revocation race, two processes: ${raced.stopped.length} revokes, ${seen.note} of those asked in time, ${leaks.length} leaks\n`,
    );
    expect(raced.stopped.length).toBeGreaterThanOrEqual(revokes);
    expect(leaks).toEqual([]);
    expect(late).toEqual([]);
    expect(unlogged).toEqual([]);
    expect(lines).toHaveLength(shown.length);
    expect(shown.every((one) => (one.shown?.count ?? 0) > 0)).toBe(true);
    expect([...codes].filter((code) => !refusals.has(code))).toEqual([]);
    // A view that is taken away while it is read may break off.
    expect(apis.faults().filter((fault) => !fault.includes('pod'))).toEqual([]);
    // A race that always ends one way was none.
    expect(shown.length).toBeGreaterThan(1);
    expect(voided.length).toBeGreaterThan(1);
  },
  patience,
);

it(
  'the same judge sees the leaks of a build that looks at the policy at the start only',
  async () => {
    const apis = await openTwoApis(house, startOnly);
    for (let round = 1; round <= leakyRounds && seen.leaksOfStartOnly === 0; round += 1) {
      const raced = await race({ house, apis, stock, name: `Leaks${round}`, rounds: 1 });
      const { shown, leaks, lines } = await judge(house, raced);
      seen.leaksOfStartOnly = leaks.length;
      process.stdout.write(
        `start-only variant, two processes: ${raced.stopped.length} revokes, ${shown.length} released, ${leaks.length} leaks\n`,
      );
      expect(lines).toHaveLength(shown.length);
    }
    await apis.stop();
    expect(seen.leaksOfStartOnly).toBeGreaterThan(0);
  },
  patience,
);

it('both were seen in one run', () => {
  const note = `${seen.note}; start-only leaks ${seen.leaksOfStartOnly}`;
  const unseen = seen.leaksOfStartOnly > 0 ? 0 : 1;
  proved({ method: 'race', cases: seen.revokes, mismatches: seen.leaks + unseen, note });
  expect(seen.leaksOfStartOnly).toBeGreaterThan(0);
  expect(house.faults).toEqual([]);
});
