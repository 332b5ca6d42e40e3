import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LearnerId } from '../../../src/base/index.js';
import type { Craft, DueWork, Lane, Ledger } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { owedTo } from './owed.js';
import { byLearner, enrol, sayYes, terms, toNoor } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

interface Owed {
  readonly lane: Lane;
  readonly nr: number;
  readonly kind?: string;
  readonly about?: readonly string[];
}
/** Puts work in the outbox as the flows do, and gives it a number to know it by. */
async function add(
  learner: LearnerId,
  { lane, nr, kind = 'DELIVER', about }: Owed,
): Promise<string> {
  const { db, outbox } = kluis.ledger;
  const work = { lane, kind, payload: { nr }, ...(about && { recordKeys: about }) };
  const [id = ''] = await db.inTransaction((tx) => outbox.add(tx, learner, [work]));
  return id;
}
async function addAll(learner: LearnerId, lane: Lane, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let nr = 0; nr < count; nr += 1) ids.push(await add(learner, { lane, nr }));
  return ids;
}
const Numbered = z.object({ nr: z.number() });
const nrOf = ({ payload }: DueWork): number => Numbered.parse(JSON.parse(payload)).nr;

/** Does each piece as it says; a failing one is worth three tries. */
const craft = (each: (work: DueWork) => unknown, errors: unknown[] = []): Craft => ({
  handle: async (works) => {
    for (const work of works) await each(work);
  },
  setbackOf: () => ({ reason: 'POD_UNREACHABLE', patience: 3 }),
  onError: (error) => errors.push(error),
});
/** Time flies: what waits for a later try is due. */
const later = (learner: LearnerId) =>
  kluis.sql('update outbox_item set due_at = clock_timestamp() where learner_id = $1', [learner]);
const drain = (learner: LearnerId, lane: Lane, how: Craft, ledger: Ledger = kluis.ledger) =>
  ledger.outbox.drain(learner, lane, how);
const statesOf = async (learner: LearnerId) =>
  (
    await kluis.sql('select state from outbox_item where learner_id = $1 order by seq', [learner])
  ).map(({ state }) => state);

describe('what is owed', () => {
  it('is committed together with the job that wakes a worker for it', async () => {
    const learner = await enrol(kluis.ledger);
    await add(learner, { lane: 'DELIVERY', nr: 1 });
    expect(await owedTo(kluis, learner)).toEqual({ items: 1, jobs: 1 });
  });

  it('is gone with its job when the transaction that made it due is rolled back', async () => {
    const learner = await enrol(kluis.ledger);
    const { db, outbox } = kluis.ledger;
    const failing = db.inTransaction(async (tx) => {
      await outbox.add(tx, learner, [{ lane: 'POLICY', kind: 'CLOSE_VIEW', payload: {} }]);
      throw new Error('the learner closed the page');
    });
    await expect(failing).rejects.toThrow('the learner closed the page');
    expect(await owedTo(kluis, learner)).toEqual({ items: 0, jobs: 0 });
  });

  it('for a yes is a view, for a no its closing, for a yes that failed nothing', async () => {
    const learner = await enrol(kluis.ledger);
    const { id } = await sayYes(kluis.ledger, learner);
    expect(await owedTo(kluis, learner)).toEqual({ items: 1, jobs: 1 });
    await kluis.ledger.grants.revoke(learner, id, byLearner);
    expect(await owedTo(kluis, learner)).toEqual({ items: 2, jobs: 2 });
    const unstorable = {
      grantee: toNoor,
      terms: terms({ maxSessions: 0 }),
      actor: byLearner,
    };
    await expect(kluis.ledger.grants.grant(learner, unstorable)).rejects.toThrow('check');
    expect(await owedTo(kluis, learner)).toEqual({ items: 2, jobs: 2 });
  });
});

describe('work is done', () => {
  it('oldest first, per learner and per lane', async () => {
    const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
    for (let nr = 0; nr < 5; nr += 1) {
      await add(samira, { lane: 'DELIVERY', nr });
      await add(barry, { lane: 'DELIVERY', nr: nr + 100 });
      await add(samira, { lane: 'POLICY', nr: nr + 200 });
    }
    const done: DueWork[] = [];
    const noting = craft((work) => done.push(work));
    await drain(samira, 'DELIVERY', noting);
    expect(done.map(nrOf)).toEqual([0, 1, 2, 3, 4]);
    expect(done.every(({ learner, kind }) => learner === samira && kind === 'DELIVER')).toBe(true);
    await drain(samira, 'DELIVERY', noting);
    await drain(barry, 'DELIVERY', noting);
    await drain(samira, 'POLICY', noting);
    expect(done.slice(5).map(nrOf)).toEqual([100, 101, 102, 103, 104, 200, 201, 202, 203, 204]);
  });

  it('deliveries that wait together are handed over together, policy piece by piece', async () => {
    const learner = await enrol(kluis.ledger);
    await addAll(learner, 'DELIVERY', 25);
    await addAll(learner, 'POLICY', 3);
    const handed: number[] = [];
    const counting: Craft = {
      ...craft(() => {}),
      handle: async ({ length }) => void handed.push(length),
    };
    await drain(learner, 'DELIVERY', counting);
    await drain(learner, 'POLICY', counting);
    expect(handed).toEqual([20, 5, 1, 1, 1]);
  });

  it('once and in order, drained by two processes at once', async () => {
    const other = await kluis.openAnother();
    const learner = await enrol(kluis.ledger);
    const ids = await addAll(learner, 'DELIVERY', 12);
    const done: string[] = [];
    const slowly = craft(async ({ id }) => {
      await sleep(2);
      done.push(id);
    });
    await Promise.all([
      drain(learner, 'DELIVERY', slowly),
      drain(learner, 'DELIVERY', slowly),
      drain(learner, 'DELIVERY', slowly, other),
    ]);
    await other.close();
    expect(done).toEqual(ids);
  });

  it('and then keeps nothing of what was delivered', async () => {
    const learner = await enrol(kluis.ledger);
    const id = await add(learner, { lane: 'DELIVERY', nr: 1 });
    await drain(
      learner,
      'DELIVERY',
      craft(() => {}),
    );
    const select = 'select state, payload, done_at from outbox_item where id = $1';
    const [row] = await kluis.sql(select, [id]);
    expect(row).toMatchObject({ state: 'DONE', payload: null });
    expect(row?.['done_at']).toBeInstanceOf(Date);
  });

  it('and who waits for it hears so, or that it is not', async () => {
    const learner = await enrol(kluis.ledger);
    const id = await add(learner, { lane: 'POLICY', nr: 1 });
    const { outbox } = kluis.ledger;
    expect(await outbox.isDone([id], 0)).toBe(false);
    expect(await outbox.isDone([], 0)).toBe(true);
    const waiting = outbox.isDone([id], 5000);
    await drain(
      learner,
      'POLICY',
      craft(() => sleep(30)),
    );
    expect(await waiting).toBe(true);
  });

  it('under one name without crossing, over two processes', async () => {
    const other = await kluis.openAnother();
    let [inside, most] = [0, 0];
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
});

describe('work that fails', () => {
  it('waits for a later try, and of deliveries all that came after it waits too', async () => {
    const learner = await enrol(kluis.ledger);
    const ids = await addAll(learner, 'DELIVERY', 3);
    const [done, errors]: [string[], unknown[]] = [[], []];
    const failing = craft(({ id }) => {
      if (id === ids[1]) throw new Error('pod asleep');
      done.push(id);
    }, errors);
    await drain(learner, 'DELIVERY', failing);
    expect(errors).toHaveLength(1);
    // The first was handed over twice: together with the others, and again by itself.
    expect([...new Set(done)]).toEqual(ids.slice(0, 1));
    const mended = craft(({ id }) => done.push(id));
    await drain(learner, 'DELIVERY', mended);
    expect(await statesOf(learner)).toEqual(['DONE', 'WAITING', 'WAITING']);
    await later(learner);
    await drain(learner, 'DELIVERY', mended);
    expect([...new Set(done)]).toEqual(ids);
  });

  it('is tried further and further apart, and a worker is woken for each try', async () => {
    const learner = await enrol(kluis.ledger);
    const id = await add(learner, { lane: 'DELIVERY', nr: 1 });
    const failing: Craft = {
      ...craft(() => Promise.reject(new Error('pod asleep'))),
      setbackOf: () => ({ reason: 'POD_UNREACHABLE', patience: 100 }),
    };
    const waits: number[] = [];
    for (let tries = 0; tries < 14; tries += 1) {
      await drain(learner, 'DELIVERY', failing);
      const [row] = await kluis.sql(
        `select extract(epoch from due_at - clock_timestamp())::float8 as wait, attempts, reason
         from outbox_item where id = $1`,
        [id],
      );
      expect(row).toMatchObject({ attempts: tries + 1, reason: 'POD_UNREACHABLE' });
      waits.push(Number(row?.['wait']));
      await later(learner);
    }
    expect(waits.slice(0, 4).map(Math.round)).toEqual([1, 2, 4, 8]);
    expect(Math.round(waits.at(-1) ?? 0)).toBe(3600);
    const jobs = await kluis.sql(
      "select 1 from pgboss.job where data->>'learner' = $1 and start_after > now()",
      [learner],
    );
    expect(jobs).toHaveLength(14);
  });

  it('again and again is parked with a reason; news of other records goes by, of the same waits', async () => {
    const learner = await enrol(kluis.ledger);
    const poison = await add(learner, { lane: 'DELIVERY', nr: 1, about: ['wiskunde', 'biologie'] });
    await add(learner, { lane: 'DELIVERY', nr: 2, about: ['biologie'] });
    await add(learner, { lane: 'DELIVERY', nr: 3, about: ['scheikunde'] });
    const done: number[] = [];
    const failing = craft((work) => {
      if (work.id === poison) throw new Error('cannot be read');
      done.push(nrOf(work));
    });
    for (let tries = 0; tries < 3; tries += 1) {
      expect(done).toEqual([]);
      await drain(learner, 'DELIVERY', failing);
      await later(learner);
    }
    expect(await statesOf(learner)).toEqual(['PARKED', 'WAITING', 'DONE']);
    expect(done).toEqual([3]);
    const { outbox } = kluis.ledger;
    const parked = (await outbox.parked()).filter((work) => work.learner === learner);
    expect(parked).toMatchObject([{ id: poison, reason: 'POD_UNREACHABLE', attempts: 3 }]);

    expect(await outbox.unpark(poison)).toBe(true);
    expect(await outbox.unpark(poison)).toBe(false);
    await drain(
      learner,
      'DELIVERY',
      craft((work) => done.push(nrOf(work))),
    );
    expect(done).toEqual([3, 1, 2]);
    expect(await statesOf(learner)).toEqual(['DONE', 'DONE', 'DONE']);
  });

  it('on one view keeps no other view, and what shuts goes before what opens', async () => {
    const learner = await enrol(kluis.ledger);
    const owes = (kind: string, nr: number) => add(learner, { lane: 'POLICY', kind, nr });
    await owes('OPEN_VIEW', 0);
    await owes('CLOSE_VIEW', 1);
    await owes('NARROW_VIEW', 2);
    await owes('OPEN_VIEW', 3);
    const done: number[] = [];
    await drain(
      learner,
      'POLICY',
      craft((work) => {
        if (nrOf(work) === 1) throw new Error('the pod still lets somebody in');
        done.push(nrOf(work));
      }),
    );
    expect(done).toEqual([2, 0, 3]);
    expect((await owedTo(kluis, learner)).items).toBe(1);
  });
});
