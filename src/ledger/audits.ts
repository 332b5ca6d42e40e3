import type { LearnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';
import { OutboxItem } from './tables.js';

/** Somebody who can read in a pod, and has no grant that says so. */
export interface StrayReader {
  readonly at: string;
  readonly agent: string;
  readonly client?: string;
  readonly modes: readonly string[];
}

/** What was found when pods were looked through. */
export const auditsIn = (db: Database, outbox: Outbox) => ({
  /** Work for the builder: a look through the pod's own rules. @returns undefined for no such learner. */
  ask: (learner: LearnerId) =>
    withLearner(db, learner, async (tx) => {
      const waiting = { learnerId: learner, kind: 'AUDIT_POD', state: 'WAITING' };
      const [known] = await tx.find(OutboxItem, waiting, { limit: 1 });
      if (known !== undefined) return [known.id];
      return outbox.add(tx, learner, [{ lane: 'POLICY', kind: 'AUDIT_POD', payload: {} }]);
    }),

  async save(learner: LearnerId, strays: readonly StrayReader[]): Promise<void> {
    await db.inTransaction(async (tx) => {
      await tx.execute('delete from pod_reader where learner_id = ?', [learner], 'run');
      for (const { at, agent, client = '', modes } of strays) {
        await tx.execute(
          `insert into pod_reader (learner_id, at, agent, client, modes, found_at)
           values (?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing`,
          [learner, at, agent, client, modes.join(' ')],
          'run',
        );
      }
      const now = 'update learner set audited_at = clock_timestamp() where id = ?';
      await tx.execute(now, [learner], 'run');
    });
  },

  async strays(
    learner: LearnerId,
  ): Promise<{ readonly at?: Date; readonly found: readonly StrayReader[] }> {
    const [row] = await db
      .em()
      .execute<{ at: string | null }[]>(
        `select (extract(epoch from audited_at) * 1000)::bigint::text as at from learner where id = ?`,
        [learner],
      );
    const rows = await db
      .em()
      .execute<{ at: string; agent: string; client: string; modes: string }[]>(
        'select at, agent, client, modes from pod_reader where learner_id = ? order by at, agent',
        [learner],
      );
    const found = rows.map(({ at, agent, client, modes }) => ({
      at,
      agent,
      modes: modes.split(' '),
      ...(client !== '' && { client }),
    }));
    const at = row?.at ?? undefined;
    return at === undefined ? { found } : { at: new Date(Number(at)), found };
  },
});
