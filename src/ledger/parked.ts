import { fromKysely, type PgBoss } from 'pg-boss';
import { type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';
import type { Lane } from './outbox.js';
import { OutboxItem } from './tables.js';

/** Work that was given up after many tries. */
export interface ParkedWork {
  readonly id: string;
  readonly learner: LearnerId;
  readonly lane: Lane;
  readonly kind: string;
  readonly attempts: number;
  /** Why the last try failed, as a code. */
  readonly reason: string;
  readonly createdAt: Date;
}

/** What was given up, for whoever can do something about it. */
export const parkedIn = (db: Database, boss: PgBoss) => ({
  async parked(): Promise<readonly ParkedWork[]> {
    const found = await db.em().find(OutboxItem, { state: 'PARKED' }, { orderBy: { seq: 'asc' } });
    return found.map(({ id, learnerId: learner, lane, kind, attempts, reason, createdAt }) => ({
      id,
      learner: learnerId(learner),
      lane: lane === 'POLICY' ? lane : 'DELIVERY',
      kind,
      attempts,
      reason: reason ?? 'UNKNOWN',
      createdAt,
    }));
  },

  /** Somebody mended what was in the way: it is tried again, in the order it came. @returns false when it is not parked. */
  unpark: (id: string): Promise<boolean> =>
    db.inTransaction(async (tx) => {
      const rows = await tx.execute<{ learner_id: string; lane: string }[]>(
        `update outbox_item set state = 'WAITING', attempts = 0, due_at = clock_timestamp()
         where id = ? and state = 'PARKED' returning learner_id, lane`,
        [id],
      );
      const row = rows[0];
      if (row === undefined) return false;
      const wake = { db: fromKysely(tx.getKysely()) };
      await boss.send(row.lane, { learner: row.learner_id }, wake);
      return true;
    }),
});
