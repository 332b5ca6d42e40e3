import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { institutionId, type LearnerId } from '../../../src/base/index.js';
import type { DueWork, Lane } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { byLearner, enrol, noor, sayYes, terms, waterbeheer } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

/** Puts work in the outbox as the flows do, and gives it a number to know it by. */
const add = (learner: LearnerId, lane: Lane, nr: number): Promise<string> => {
  const { db, outbox } = kluis.ledger;
  return db.inTransaction((tx) => outbox.add(tx, learner, lane, 'DELIVER', { nr }));
};
async function addAll(learner: LearnerId, lane: Lane, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let nr = 0; nr < count; nr += 1) ids.push(await add(learner, lane, nr));
  return ids;
}
const nrs = (work: readonly DueWork[]): readonly unknown[] =>
  work.map(({ payload }): unknown => JSON.parse(payload));

async function owedTo(learner: LearnerId) {
  const items = await kluis.sql(
    "select 1 from outbox_item where learner_id = $1 and state = 'WAITING'",
    [learner],
  );
  const jobs = await kluis.sql("select 1 from pgboss.job where data->>'learner' = $1", [learner]);
  return { items: items.length, jobs: jobs.length };
}

it('work and the job that wakes a worker for it are committed together', async () => {
  const learner = await enrol(kluis.ledger);
  await add(learner, 'DELIVERY', 1);
  expect(await owedTo(learner)).toEqual({ items: 1, jobs: 1 });
});

it('work and its job are both gone when the transaction that made them due is rolled back', async () => {
  const learner = await enrol(kluis.ledger);
  const { db, outbox } = kluis.ledger;
  const failing = db.inTransaction(async (tx) => {
    await outbox.add(tx, learner, 'POLICY', 'CLOSE_VIEW', {});
    throw new Error('the learner closed the page');
  });
  await expect(failing).rejects.toThrow('the learner closed the page');
  expect(await owedTo(learner)).toEqual({ items: 0, jobs: 0 });
});

it('a yes owes the pod a view, a no owes it the closing, and a yes that failed owes it nothing', async () => {
  const learner = await enrol(kluis.ledger);
  const { id } = await sayYes(kluis.ledger, learner);
  expect(await owedTo(learner)).toEqual({ items: 1, jobs: 1 });
  await kluis.ledger.grants.revoke(learner, id, byLearner);
  expect(await owedTo(learner)).toEqual({ items: 2, jobs: 2 });
  const unstorable = { grantee: noor.webId, terms: terms({ maxSessions: 0 }), actor: byLearner };
  await expect(kluis.ledger.grants.grant(learner, unstorable)).rejects.toThrow('check');
  expect(await owedTo(learner)).toEqual({ items: 2, jobs: 2 });
});

it('an accepted delivery is in the log, known, and due to the pod', async () => {
  const learner = await enrol(kluis.ledger);
  const hashes = new Map([[waterbeheer, 'a1']]);
  const acceptance = { actor: noor, institution: institutionId('heidestad.example') };
  await kluis.ledger.deliveries.accept(learner, { ...acceptance, deliveries: [], hashes });
  expect(await kluis.ledger.deliveries.known(learner)).toEqual(hashes);
  expect(await owedTo(learner)).toEqual({ items: 1, jobs: 1 });
  expect(await kluis.ledger.log.read(learner, 1)).toMatchObject([
    { kind: 'WRITE', records: [{ key: waterbeheer }] },
  ]);
  const corrected = new Map([[waterbeheer, 'b2']]);
  await kluis.ledger.deliveries.accept(learner, {
    ...acceptance,
    deliveries: [],
    hashes: corrected,
  });
  expect(await kluis.ledger.deliveries.known(learner)).toEqual(corrected);
});

it('work is done oldest first, per learner and per lane', async () => {
  const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
  for (let nr = 0; nr < 5; nr += 1) {
    await add(samira, 'DELIVERY', nr);
    await add(barry, 'DELIVERY', nr + 100);
    await add(samira, 'POLICY', nr + 200);
  }
  const done: DueWork[] = [];
  const { outbox } = kluis.ledger;
  const handle = async (work: DueWork) => void done.push(work);
  await outbox.drain(samira, 'DELIVERY', handle);
  expect(nrs(done)).toEqual([0, 1, 2, 3, 4].map((nr) => ({ nr })));
  expect(done.every(({ learner, kind }) => learner === samira && kind === 'DELIVER')).toBe(true);
  await outbox.drain(samira, 'DELIVERY', () => Promise.reject(new Error('nothing left to do')));
  await outbox.drain(barry, 'DELIVERY', handle);
  await outbox.drain(samira, 'POLICY', handle);
  expect(nrs(done.slice(5))).toEqual(
    [100, 101, 102, 103, 104, 200, 201, 202, 203, 204].map((nr) => ({ nr })),
  );
});

it('drained by two processes at once, each piece is done once and still in order', async () => {
  const other = await kluis.openAnother();
  const learner = await enrol(kluis.ledger);
  const ids = await addAll(learner, 'DELIVERY', 12);
  const done: { readonly by: string; readonly id: string }[] = [];
  const drain = (by: string, { outbox } = kluis.ledger) =>
    outbox.drain(learner, 'DELIVERY', async ({ id }) => {
      await sleep(2);
      done.push({ by, id });
    });
  await Promise.all([drain('this'), drain('this again'), drain('other', other)]);
  await other.close();
  expect(done.map(({ id }) => id)).toEqual(ids);
});

it('a handler that throws leaves its piece and what comes after it waiting, in order', async () => {
  const learner = await enrol(kluis.ledger);
  const ids = await addAll(learner, 'DELIVERY', 3);
  const { outbox } = kluis.ledger;
  const done: string[] = [];
  const failing = outbox.drain(learner, 'DELIVERY', async ({ id }) => {
    if (id === ids[1]) throw new Error('pod asleep');
    done.push(id);
  });
  await expect(failing).rejects.toThrow('pod asleep');
  expect(done).toEqual(ids.slice(0, 1));
  await outbox.drain(learner, 'DELIVERY', async ({ id }) => void done.push(id));
  expect(done).toEqual(ids);
});

it('what is done keeps nothing of what was delivered', async () => {
  const learner = await enrol(kluis.ledger);
  const id = await add(learner, 'DELIVERY', 1);
  await kluis.ledger.outbox.drain(learner, 'DELIVERY', async () => {});
  const [row] = await kluis.sql('select state, payload, done_at from outbox_item where id = $1', [
    id,
  ]);
  expect(row).toMatchObject({ state: 'DONE', payload: null });
  expect(row?.['done_at']).toBeInstanceOf(Date);
});

it('who waits for a piece hears when it is done, or that it is not', async () => {
  const learner = await enrol(kluis.ledger);
  const id = await add(learner, 'POLICY', 1);
  const { outbox } = kluis.ledger;
  expect(await outbox.isDone(id, 0)).toBe(false);
  const waiting = outbox.isDone(id, 5000);
  await outbox.drain(learner, 'POLICY', () => sleep(30));
  expect(await waiting).toBe(true);
});

it('work of one name does not cross, over two processes', async () => {
  const other = await kluis.openAnother();
  let inside = 0;
  let most = 0;
  const enter = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
  };
  const all = Array.from({ length: 8 }, (_, n) =>
    (n % 2 === 0 ? kluis.ledger : other).outbox.alone('view of one grant', enter),
  );
  await Promise.all(all);
  await other.close();
  expect(most).toBe(1);
});

it('a view that cannot be shut keeps no other open, and is tried again', async () => {
  const learner = await enrol(kluis.ledger);
  const { db, outbox } = kluis.ledger;
  const owes = (kind: string, nr: number) =>
    db.inTransaction((tx) => outbox.add(tx, learner, 'POLICY', kind, { nr }));
  await owes('OPEN_VIEW', 0);
  await owes('CLOSE_VIEW', 1);
  await owes('CLOSE_VIEW', 2);
  const done: unknown[] = [];
  const drained = outbox.drain(learner, 'POLICY', async ({ payload }) => {
    const nr = /\d/.exec(payload)?.[0];
    if (nr === '1') throw new Error('the pod still lets somebody in');
    done.push(nr);
  });
  await expect(drained).rejects.toThrow('the pod still lets somebody in');
  expect(done).toEqual(['2', '0']);
  expect((await owedTo(learner)).items).toBe(1);
});
