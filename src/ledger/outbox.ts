import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { InstitutionId, LearnerId } from '../base/index.js';
import type { Database, Em } from './database.js';
import { OutboxItem } from './tables.js';

/** Policy work does not wait behind deliveries: a revoke closes its view though a thousand results are due. */
export const lanes = ['POLICY', 'DELIVERY'] as const;
export type Lane = (typeof lanes)[number];

/** PULL: we fetched it. PUSH: it was sent to us. INBOX: it was put in the pod. FILE: a clerk sent a file. */
export const channels = ['PULL', 'PUSH', 'INBOX', 'FILE'] as const;
export type Channel = (typeof channels)[number];
/** By which an institution speaks itself: what lay in an inbox of a pod passed through hands that are not its own. */
export const ownDoors: readonly Channel[] = ['PULL', 'PUSH', 'FILE'];

export interface DueWork {
  readonly id: string;
  readonly learner: LearnerId;
  readonly kind: string;
  /** JSON text. */
  readonly payload: string;
  /** When it became due for the first time, by the database's clock. */
  readonly since: string;
}
export interface NewWork {
  readonly lane: Lane;
  readonly kind: string;
  readonly payload: object;
  /** Records it brings news of. */
  readonly recordKeys?: readonly string[];
  /** Whose word it brings, and by which door it came. */
  readonly from?: { readonly institution: InstitutionId; readonly channel: Channel };
  /** It goes on with what was begun, and others go first. */
  readonly isMore?: boolean;
}
const insert = `insert into outbox_item
  (id, learner_id, lane, kind, payload, institution, channel, state, created_at, record_keys)
  values (?, ?, ?, ?, ?, ?, ?, 'WAITING', clock_timestamp(), array(select jsonb_array_elements_text(?::jsonb)))`;

/** What was tried before waits for what is new: a pod in trouble keeps nobody else from shutting theirs. */
export const behind = { priority: -1 };
const onceAMinute = (learner: string) => ({
  ...behind,
  singletonKey: learner,
  singletonSeconds: 60,
});

/** Work the pod is owed. */
export const outboxIn = (db: Database, boss: PgBoss) => ({
  /**
   * Puts work in the outbox and wakes a worker, all with the caller's transaction or not at all.
   * @returns an id per piece of work, in its order.
   */
  async add(tx: Em, learner: LearnerId, works: readonly NewWork[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { lane, kind, payload, recordKeys = [], from } of works) {
      const id = randomUUID();
      const by = [from?.institution ?? null, from?.channel ?? null];
      const what = [id, learner, lane, kind, JSON.stringify(payload)];
      const row = [...what, ...by, JSON.stringify(recordKeys)];
      await tx.execute(insert, row, 'run');
      ids.push(id);
    }
    // One wake-up for a lane and transaction: two would have no order.
    for (const lane of new Set(works.map((work) => work.lane))) {
      const isMore = works.every((work) => work.lane !== lane || work.isMore === true);
      const options = { db: fromKysely(tx.getKysely()), ...(isMore && behind) };
      await boss.send(lane, { learner }, options);
    }
    return ids;
  },

  /** Wakes a worker later: for work that was not due, or that somebody else was busy with. */
  async wakeLater(learner: LearnerId, lane: Lane, seconds: number): Promise<void> {
    await boss.send(lane, { learner }, { ...behind, startAfter: seconds });
  },

  /** Waits until the pod has done all of it, or the time is up. */
  async isDone(ids: readonly string[], waitMs: number): Promise<boolean> {
    const until = Date.now() + waitMs;
    for (;;) {
      const open = await db
        .em()
        .count(OutboxItem, { id: { $in: [...ids] }, state: { $ne: 'DONE' } });
      if (open === 0) return true;
      if (Date.now() >= until) return false;
      await sleep(15);
    }
  },

  /**
   * Wakes a worker for what is due: after a crash for all of it, later for what has been due for so long that no wake-up
   * can have come.
   */
  async wakeDue(overdueSeconds = 0): Promise<void> {
    const rows = await db.em().execute<{ learner_id: string; lane: string }[]>(
      `select distinct learner_id, lane from outbox_item i
       where state = 'WAITING' and due_at <= clock_timestamp() - ? * interval '1 second'
         and not exists (select 1 from outbox_item p where p.learner_id = i.learner_id
           and p.lane = i.lane and p.state = 'PARKED' and p.record_keys && i.record_keys)`,
      [overdueSeconds],
    );
    // However many processes look after it, one wake-up a minute is enough.
    for (const { learner_id: learner, lane } of rows) {
      await boss.send(lane, { learner }, overdueSeconds === 0 ? {} : onceAMinute(learner));
    }
  },

  /** Whether deliveries of this learner reached the pod since that moment, or may be reaching it now. */
  async deliveredSince(learner: LearnerId, moment: string): Promise<boolean> {
    const found = await db.em().execute<unknown[]>(
      `select 1 from outbox_item where learner_id = ? and lane = 'DELIVERY' and kind <> 'READ_BACK'
         and (state = 'WAITING' or done_at >= ?::timestamptz) limit 1`,
      [learner, moment],
    );
    return found.length > 0;
  },
});
export type Outbox = ReturnType<typeof outboxIn>;
