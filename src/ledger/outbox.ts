import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromKysely, type PgBoss } from 'pg-boss';
import { type LearnerId, learnerId } from '../base/index.js';
import type { Database, Em } from './database.js';
import { OutboxItem } from './tables.js';

/** Policy work does not wait behind deliveries: a revoke closes its view though a thousand results are due. */
export const lanes = ['POLICY', 'DELIVERY'] as const;
export type Lane = (typeof lanes)[number];

export interface DueWork {
  readonly id: string;
  readonly learner: LearnerId;
  readonly kind: string;
  /** JSON text. */
  readonly payload: string;
}

/** Work the pod is owed. */
export const outboxIn = (db: Database, boss: PgBoss) => ({
  /** Puts work in the outbox and wakes a worker, both with the caller's transaction or not at all. */
  async add(
    tx: Em,
    learner: LearnerId,
    lane: Lane,
    kind: string,
    payload: object,
  ): Promise<string> {
    const id = randomUUID();
    await tx.execute(
      `insert into outbox_item (id, learner_id, lane, kind, payload, state, created_at)
       values (?, ?, ?, ?, ?, 'WAITING', clock_timestamp())`,
      [id, learner, lane, kind, JSON.stringify(payload)],
      'run',
    );
    await boss.send(lane, { learner }, { db: fromKysely(tx.getKysely()) });
    return id;
  },

  /** Waits until the pod has done it, or the time is up. */
  async isDone(id: string, waitMs: number): Promise<boolean> {
    const until = Date.now() + waitMs;
    for (;;) {
      const item = await db.em().findOne(OutboxItem, { id }, { fields: ['state'] });
      if (item?.state === 'DONE') return true;
      if (Date.now() >= until) return false;
      await sleep(15);
    }
  },

  /** Learners with work waiting, for a start after a crash. */
  async waiting(lane: Lane): Promise<readonly LearnerId[]> {
    const rows = db.em().getKysely().selectFrom('outbox_item').select('learner_id').distinct();
    const found = await rows.where('lane', '=', lane).where('state', '=', 'WAITING').execute();
    return found.map((row) => learnerId(row.learner_id));
  },
});
export type Outbox = ReturnType<typeof outboxIn>;
