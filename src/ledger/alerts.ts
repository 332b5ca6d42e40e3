import { randomUUID } from 'node:crypto';
import { type LearnerId, learnerId, type WebId } from '../base/index.js';
import { type AlertKind, alertKinds, alertsOf } from './alert-rules.js';
import type { Database, Em } from './database.js';
import { chainRows, type LogLine, readLine } from './log.js';
import { Alert } from './log-tables.js';
import type { ChainRow } from './verify-chain.js';

export interface AlertRow {
  readonly id: string;
  readonly kind: AlertKind;
  /** The line of the log it is about. */
  readonly seq: number;
  readonly at: Date;
  readonly dismissedAt?: Date;
}
/** One that somebody could send, as mail for instance. */
export interface UnsentAlert extends AlertRow {
  readonly learner: LearnerId;
}

const kindOf = (text: string): AlertKind => alertKinds.find((kind) => kind === text) ?? 'FIRST_USE';

const toAlert = ({ id, kind, seq, at, dismissedAt }: AlertRowStored): AlertRow => ({
  id,
  kind: kindOf(kind),
  seq,
  at,
  ...(dismissedAt != null && { dismissedAt }),
});
interface AlertRowStored {
  readonly id: string;
  readonly kind: string;
  readonly seq: number;
  readonly at: Date;
  readonly dismissedAt?: Date | null | undefined;
}

const aboutOthers = `l.bytes is not null and l.bytes::jsonb ->> 'purpose' is distinct from 'SELF_USE'`;
/** Lines that one look goes through: of more the next look goes on. */
const mostFresh = 5000;

/** Looks by others and refusals that nobody went through yet, oldest first; to `end` all was seen after that. */
async function freshLines(tx: Em, learner: LearnerId, mark: number, head: number) {
  const rows = await tx.execute<ChainRow[]>(
    `select l.seq, bytes, salt, commitment, hash from log_entry l
     where l.learner_id = ? and l.seq > ? and ${aboutOthers}
       and l.bytes::jsonb ->> 'kind' in ('READ', 'CLAIM', 'DENIED') order by l.seq limit ?`,
    [learner, mark, mostFresh],
  );
  const last = rows.at(-1)?.seq ?? 0;
  return {
    lines: rows.flatMap(readLine),
    end: rows.length === mostFresh ? last : Math.max(head, last),
  };
}

/** What was looked at before, and the refusals that were news: anyone can be refused a million times. */
async function earlierLines(tx: Em, learner: LearnerId, mark: number) {
  const rows = await tx.execute<ChainRow[]>(
    `select l.seq, bytes, salt, commitment, hash from log_entry l
     where l.learner_id = ? and l.seq <= ? and ${aboutOthers}
       and (l.bytes::jsonb ->> 'kind' in ('READ', 'CLAIM') or exists (select 1 from alert a
         where a.learner_id = l.learner_id and a.seq = l.seq and a.kind = 'REFUSED_TRY'))
     order by l.seq`,
    [learner, mark],
  );
  return rows.flatMap(readLine);
}

async function granteesOf(tx: Em, learner: LearnerId): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ grantee: string }[]>(
    'select distinct grantee from grant_version where learner_id = ?',
    [learner],
  );
  return new Set(rows.map(({ grantee }) => grantee));
}

async function write(tx: Em, learner: LearnerId, mark: number, fresh: readonly LogLine[]) {
  const earlier = await earlierLines(tx, learner, mark);
  for (const { kind, seq, at } of alertsOf(earlier, fresh, await granteesOf(tx, learner))) {
    await tx.execute(
      `insert into alert (id, learner_id, kind, seq, at) values (?, ?, ?, ?, ?::timestamptz)
       on conflict do nothing`,
      [randomUUID(), learner, kind, seq, at],
      'run',
    );
  }
}

/** What learners may want to hear of. */
export const alertsIn = (db: Database) => ({
  /** Looks through the lines that nobody looked through yet. Doing it again changes nothing. */
  look: (learner: LearnerId): Promise<void> =>
    db.inTransaction(async (tx) => {
      const [row] = await tx.execute<{ mark: number; seq: number }[]>(
        `select coalesce(m.seq, 0) as mark, l.log_seq as seq
         from learner l left join alert_mark m on m.learner_id = l.id where l.id = ?`,
        [learner],
      );
      if (row === undefined || row.mark === row.seq) return;
      const { lines, end } = await freshLines(tx, learner, row.mark, row.seq);
      if (lines.length > 0) await write(tx, learner, row.mark, lines);
      await tx.execute(
        `insert into alert_mark (learner_id, seq) values (?, ?)
         on conflict (learner_id) do update set seq = excluded.seq`,
        [learner, end],
        'run',
      );
    }),

  /** Newest first; those that were put aside only when asked for. */
  async ofLearner(
    learner: LearnerId,
    { first, dismissed }: { readonly first: number; readonly dismissed: boolean },
  ): Promise<readonly AlertRow[]> {
    const which = { learnerId: learner, ...(!dismissed && { dismissedAt: null }) };
    const orderBy = { seq: 'desc', kind: 'asc' } as const;
    return (await db.em().find(Alert, which, { orderBy, limit: first })).map(toAlert);
  },

  /** The learner has seen it. @returns undefined when it is not theirs. */
  async dismiss(learner: LearnerId, id: string): Promise<AlertRow | undefined> {
    await db.em().execute(
      `update alert set dismissed_at = clock_timestamp()
         where id = ? and learner_id = ? and dismissed_at is null`,
      [id, learner],
      'run',
    );
    const found = await db.em().findOne(Alert, { id, learnerId: learner });
    return found === null ? undefined : toAlert(found);
  },

  /** Those that nobody sent yet and their learner has not put aside, oldest first. */
  async unsent(limit = 100): Promise<readonly UnsentAlert[]> {
    const rows = await db.em().execute<(AlertRowStored & { learner_id: string })[]>(
      `select a.id, a.kind, a.seq, a.at, a.learner_id from alert a
       where a.sent_at is null and a.dismissed_at is null order by a.at, a.id limit ?`,
      [limit],
    );
    return rows.map((row) => ({
      ...toAlert({ ...row, at: new Date(row.at) }),
      learner: learnerId(row.learner_id),
    }));
  },

  /** They are on their way. */
  async markSent(ids: readonly string[]): Promise<void> {
    await db.em().execute(
      `update alert set sent_at = clock_timestamp() where sent_at is null
           and id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
      [JSON.stringify(ids)],
      'run',
    );
  },
});

export const alertActorsIn = (db: Database) => ({
  /** Who did what alerts are about, by the line; nobody for a line that was erased. */
  async actors(
    learner: LearnerId,
    alerts: readonly AlertRow[],
  ): Promise<ReadonlyMap<number, WebId>> {
    const rows = chainRows(db, learner).where(
      'seq',
      'in',
      alerts.map(({ seq }) => seq),
    );
    const lines = alerts.length === 0 ? [] : (await rows.execute()).flatMap(readLine);
    return new Map(lines.map(({ seq, actor }) => [seq, actor.webId]));
  },
});
