import type { LearnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { Outbox } from './outbox.js';
import { OutboxItem } from './tables.js';

/** Somebody who can read in a pod, and has no grant that says so. */
export interface StrayReader {
  readonly at: string;
  readonly agent: string;
  readonly client?: string;
  readonly modes: readonly string[];
}

export interface AuditFound {
  readonly strays: readonly StrayReader[];
  /** Places that could not be looked at. */
  readonly unseen: readonly string[];
}
/** How far a pod was looked through. */
export interface AuditPlace {
  readonly after: string;
  readonly looks: number;
  /** When it began, by the database's clock. */
  readonly since: string;
}

async function note(tx: Em, learner: LearnerId, { strays, unseen }: AuditFound): Promise<void> {
  for (const { at, agent, client = '', modes } of strays) {
    await tx.execute(
      `insert into pod_reader (learner_id, at, agent, client, modes, found_at)
       values (?, ?, ?, ?, ?, clock_timestamp())
       on conflict (learner_id, at, agent, client)
         do update set modes = excluded.modes, found_at = excluded.found_at`,
      [learner, at, agent, client, modes.join(' ')],
      'run',
    );
  }
  for (const at of unseen) {
    await tx.execute(
      `insert into pod_unseen (learner_id, at, found_at) values (?, ?, clock_timestamp())
       on conflict (learner_id, at) do update set found_at = excluded.found_at`,
      [learner, at],
      'run',
    );
  }
}

async function finish(tx: Em, learner: LearnerId, since: string): Promise<void> {
  for (const table of ['pod_reader', 'pod_unseen']) {
    await tx.execute(
      `delete from ${table} where learner_id = ? and found_at < ?::timestamptz`,
      [learner, since],
      'run',
    );
  }
  const now = 'update learner set audited_at = clock_timestamp() where id = ?';
  await tx.execute(now, [learner], 'run');
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

  /** There is more to look through, from here on. */
  goOn: (learner: LearnerId, from: AuditPlace) =>
    withLearner(db, learner, (tx) =>
      outbox.add(tx, learner, [{ lane: 'POLICY', kind: 'AUDIT_POD', payload: from, isMore: true }]),
    ),

  /** What one look found, beside what those before it found. */
  note: (learner: LearnerId, found: AuditFound) =>
    db.inTransaction((tx) => note(tx, learner, found)),

  /** All was looked through: what was found before this began, and not again, is over. */
  finish: (learner: LearnerId, since: string) =>
    db.inTransaction((tx) => finish(tx, learner, since)),

  /** As far as pods were looked through by now. */
  async found(learner: LearnerId): Promise<AuditFound & { readonly at?: Date }> {
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
    const places = await db
      .em()
      .execute<{ at: string }[]>(
        'select at from pod_unseen where learner_id = ? order by at limit 500',
        [learner],
      );
    const unseen = places.map(({ at }) => at);
    const strays = rows.map(({ at, agent, client, modes }) => ({
      at,
      agent,
      modes: modes.split(' '),
      ...(client !== '' && { client }),
    }));
    const at = row?.at ?? undefined;
    const found = { strays, unseen };
    return at === undefined ? found : { at: new Date(Number(at)), ...found };
  },
});
