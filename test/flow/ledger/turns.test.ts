/** A learner's work has its turn; a pod in trouble takes up no more than that. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { LearnerId } from '../../../src/base/index.js';
import type { Setback } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});
afterEach(() => vi.restoreAllMocks());

const add = (learner: LearnerId, many: number) => {
  const { db, outbox } = kluis.ledger;
  const works = Array.from({ length: many }, () => ({
    lane: 'POLICY' as const,
    kind: 'CLOSE_VIEW',
    payload: {},
  }));
  return db.inTransaction((tx) => outbox.add(tx, learner, works));
};
/** One turn of that learner's. @returns how many pieces were tried. */
async function turn(
  learner: LearnerId,
  handle: () => void,
  setback: Partial<Setback> = {},
): Promise<number> {
  let tried = 0;
  await kluis.ledger.outbox.drain(learner, 'POLICY', {
    handle: async () => {
      tried += 1;
      handle();
    },
    setbackOf: () => ({ reason: 'POD_UNREACHABLE', patience: 10, ...setback }),
    onError: () => {},
  });
  return tried;
}
/** The wake-ups that wait for this learner. */
const wakes = (learner: LearnerId) =>
  kluis.sql(
    `select priority, start_after > now() as later from pgboss.job
       where data->>'learner' = $1 and name = 'POLICY' and state = 'created'
       order by priority desc`,
    [learner],
  );
const down = () => {
  throw new Error('down');
};

it('attack 33: a pod that gives no answer is asked for one piece, and the rest waits behind what is new', async () => {
  const learner = await enrol(kluis.ledger);
  await add(learner, 5);
  expect(await turn(learner, down, { isOfAll: true })).toBe(1);
  expect(await wakes(learner)).toEqual([
    { priority: 0, later: false },
    { priority: -1, later: true },
  ]);
});

it('whoever is woken for that learner meanwhile finds nothing to try', async () => {
  const learner = await enrol(kluis.ledger);
  await add(learner, 5);
  expect(await turn(learner, down, { isOfAll: true })).toBe(1);
  expect(await turn(learner, down, { isOfAll: true })).toBe(0);
});

it('what goes on with something begun waits behind what is new', async () => {
  const learner = await enrol(kluis.ledger);
  await kluis.ledger.audits.ask(learner);
  await kluis.ledger.audits.goOn(learner, { after: 'x', looks: 1, since: 'now' });
  expect((await wakes(learner)).map(({ priority }) => priority)).toEqual([0, -1]);
});

it('what is wrong with one piece keeps the others waiting for nothing', async () => {
  const learner = await enrol(kluis.ledger);
  await add(learner, 5);
  expect(await turn(learner, down)).toBe(5);
});

it('attack 33: a turn ends after a while, with a wake-up for what is left, until all is done', async () => {
  const learner = await enrol(kluis.ledger);
  const ids = await add(learner, 5);
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const slowly = () => void (now += 6000);
  expect(await turn(learner, slowly)).toBe(2);
  expect((await wakes(learner)).map(({ priority }) => priority)).toEqual([0, -1]);
  expect([await turn(learner, slowly), await turn(learner, slowly)]).toEqual([2, 1]);
  vi.restoreAllMocks();
  expect(await kluis.ledger.outbox.isDone(ids, 0)).toBe(true);
});
