import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { LearnerId } from '../../../src/base/index.js';
import type { DueWork, Lane, Ledger } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

let worker: Ledger | undefined;
afterEach(async () => {
  await worker?.close();
});

/** A second process that does the work of the first, as the flows do it. */
async function startWorker(handle: (work: DueWork, lane: Lane) => Promise<void>): Promise<void> {
  const opened = await kluis.openAnother();
  worker = opened;
  await opened.startWorkers((learner, lane) =>
    opened.outbox.drain(learner, lane, {
      handle: async (works) => {
        for (const work of works) await handle(work, lane);
      },
      setbackOf: () => ({ reason: 'POD_UNREACHABLE', patience: 10 }),
      onError: () => {},
    }),
  );
}
async function add(learner: LearnerId, lane: Lane): Promise<string> {
  const { db, outbox } = kluis.ledger;
  const work = { lane, kind: 'DELIVER', payload: {} };
  const [id = ''] = await db.inTransaction((tx) => outbox.add(tx, learner, [work]));
  return id;
}
const isDone = (id: string) => kluis.ledger.outbox.isDone([id], 10_000);

it('work is done by another process soon after it was committed', async () => {
  await startWorker(async () => {});
  const learner = await enrol(kluis.ledger);
  const before = Date.now();
  expect(await isDone(await add(learner, 'POLICY'))).toBe(true);
  expect(Date.now() - before).toBeLessThan(5000);
});

it('work that failed is tried again, with nobody asking', async () => {
  let tries = 0;
  await startWorker(async () => {
    tries += 1;
    if (tries === 1) throw new Error('pod asleep');
  });
  expect(await isDone(await add(await enrol(kluis.ledger), 'DELIVERY'))).toBe(true);
  expect(tries).toBe(2);
});

it('closing a view does not wait for a delivery that is stuck, of the same learner or another', async () => {
  const free = Promise.withResolvers<undefined>();
  let stuck = 0;
  await startWorker(async (_work, lane) => {
    if (lane === 'POLICY') return;
    stuck += 1;
    await free.promise;
  });
  const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
  const deliveries = [await add(samira, 'DELIVERY'), await add(barry, 'DELIVERY')];
  try {
    await vi.waitFor(() => expect(stuck).toBe(2), { timeout: 10_000 });
    expect(await isDone(await add(samira, 'POLICY'))).toBe(true);
    for (const id of deliveries) expect(await kluis.ledger.outbox.isDone([id], 0)).toBe(false);
  } finally {
    free.resolve(undefined);
  }
  for (const id of deliveries) expect(await isDone(id)).toBe(true);
});

it('what was tried before has its turn, however much comes in between', async () => {
  const free = Promise.withResolvers<undefined>();
  let stuck = 0;
  const last = await enrol(kluis.ledger);
  await startWorker(async ({ learner }) => {
    if (learner === last) return;
    stuck += 1;
    await free.promise;
  });
  try {
    for (let nr = 0; nr < 3; nr += 1) await add(await enrol(kluis.ledger), 'POLICY');
    await vi.waitFor(() => expect(stuck).toBe(3), { timeout: 10_000 });
    const id = await add(last, 'POLICY');
    expect(await kluis.ledger.outbox.isDone([id], 2500)).toBe(false);
    await kluis.ledger.outbox.wakeLater(last, 'POLICY', 0);
    expect(await isDone(id)).toBe(true);
  } finally {
    free.resolve(undefined);
  }
});

it('work left waiting by a process that died is taken up at the next start', async () => {
  const learner = await enrol(kluis.ledger);
  const ids = [await add(learner, 'POLICY'), await add(learner, 'DELIVERY')];
  // The dead process had both jobs in hand, and nobody will say of them that they failed.
  await kluis.sql(
    "update pgboss.job set state = 'active', started_on = now() where data->>'learner' = $1",
    [learner],
  );
  await startWorker(async () => {});
  for (const id of ids) expect(await isDone(id)).toBe(true);
});

it('two jobs for one learner do no work twice', async () => {
  const learner = await enrol(kluis.ledger);
  const ids: string[] = [];
  for (let nr = 0; nr < 6; nr += 1) ids.push(await add(learner, 'DELIVERY'));
  const done: string[] = [];
  await startWorker(async ({ id }) => void done.push(id));
  for (const id of ids) expect(await isDone(id)).toBe(true);
  expect(done).toEqual(ids);
});
