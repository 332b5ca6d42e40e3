import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { Database, Em } from './database.js';

/** Days that a row waits, from when it was sent last. Then it is erased. */
export const quarantineDays = 90;

/** A row as it is put aside. */
interface SealedRow {
  /**
   * Of what it is about and of whom, one for each number of them, so that what is said of that later by any of the numbers
   * takes its place. Nobody can try guesses against them.
   */
  readonly marks: readonly string[];
  /** Of all that it says: the same row sent again is the same one. */
  readonly said: string;
  /** What it says, unreadable here. */
  readonly sealed: string;
  /** Its row, or which item of the file it was. */
  readonly place: number;
  readonly code: string;
}
export interface QuarantinedRow extends Omit<SealedRow, 'marks' | 'said'> {
  readonly id: string;
  /** When this was sent for the first time. */
  readonly at: Date;
  /** When it is erased, unless it is sent again. */
  readonly until: Date;
  /** When it was sent last, the same for all rows of one file; exact, which a Date is not. */
  readonly sentAt: string;
}
/** What waits no more once something comes in its place. */
export interface Leaving {
  /** Rows that come now: all of them wait still. */
  readonly ids: readonly string[];
  readonly marks: readonly string[];
  /** What was sent after it is newer, and stays. */
  readonly sentUntil: string;
}

const age = `interval '${quarantineDays} days'`;
const columns = `id, sealed, place, code, at, sent_at + ${age} as until, sent_at::text as sent_at`;
const Rows = z.array(
  z
    .object({
      id: z.string(),
      sealed: z.string(),
      place: z.int(),
      code: z.string(),
      at: z.coerce.date(),
      until: z.coerce.date(),
      sent_at: z.string(),
    })
    .transform(({ sent_at: sentAt, ...row }): QuarantinedRow => ({ ...row, sentAt })),
);
const isYoung = `sent_at > clock_timestamp() - ${age}`;

const isOther = 'o.institution = n.institution and o.marks && n.marks and o.said <> n.said';
// Two rows of one file that share a number and not all of them stay both: neither is the last word of the other.
const putting = `with n as (select ?::uuid as id, ?::text as institution, ?::text as said, ?::text as sealed,
      ?::int as place, ?::text as code, ?::timestamptz as sent_at,
      array(select jsonb_array_elements_text(?::jsonb)) as marks),
    older as (delete from quarantined_row o using n where ${isOther} and o.sent_at < n.sent_at)
  insert into quarantined_row as q (id, institution, said, sealed, place, code, at, sent_at, marks)
    select id, institution, said, sealed, place, code, sent_at, sent_at, marks from n
     where not exists (select from quarantined_row o where ${isOther} and o.sent_at > n.sent_at)
    on conflict (institution, said) do update set
      place = excluded.place, code = excluded.code, sent_at = excluded.sent_at
      where excluded.sent_at >= q.sent_at`;

/** Whoever changes what waits of an institution does so alone: two that overlap have no order. */
const alone = (tx: Em, institution: InstitutionId) =>
  tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 22))', [institution], 'run');

const idsIn = '(select jsonb_array_elements_text(?::jsonb)::uuid)';
const leaving = `select id from quarantined_row where institution = ? and (id in ${idsIn}
  or marks && array(select jsonb_array_elements_text(?::jsonb)) and sent_at <= ?::timestamptz)`;

/**
 * With the transaction that takes what comes.
 * @returns false where one of the rows that come waits no more: it came, was dropped, or says something else by now.
 */
export async function leaveQuarantine(
  tx: Em,
  institution: InstitutionId,
  { ids, marks, sentUntil }: Leaving,
): Promise<boolean> {
  const which = [institution, JSON.stringify(ids), JSON.stringify(marks), sentUntil];
  const some = await tx.execute<unknown[]>(`${leaving} limit 1`, which);
  if (some.length === 0) return ids.length === 0;
  await alone(tx, institution);
  const found = await tx.execute<{ id: string }[]>(leaving, which);
  const still = new Set(found.map(({ id }) => id));
  if (ids.some((id) => !still.has(id))) return false;
  const gone = JSON.stringify([...still]);
  await tx.execute(`delete from quarantined_row where id in ${idsIn}`, [gone], 'run');
  return true;
}

/** What becomes of rows that wait. */
const changesIn = (db: Database) => ({
  /**
   * The last word of a thing takes the place of what waited of it. The same word goes on waiting, with the place that it
   * has in the last file; another one is a row of its own. @param sentAt when the file came in: see `moment`.
   */
  async putAside(
    institution: InstitutionId,
    sentAt: string,
    rows: readonly SealedRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await db.inTransaction(async (tx) => {
      await alone(tx, institution);
      for (const { marks, said, sealed, place, code } of rows) {
        const values = [institution, said, sealed, place, code, sentAt, JSON.stringify(marks)];
        await tx.execute(putting, [randomUUID(), ...values], 'run');
      }
    });
  },

  /** @returns whether there was such a row of this institution. */
  async drop(institution: InstitutionId, id: string): Promise<boolean> {
    const gone = await db
      .em()
      .execute<unknown[]>(
        'delete from quarantined_row where institution = ? and id = ?::uuid returning id',
        [institution, id],
      );
    return gone.length > 0;
  },

  /** Why they wait, after they were tried once more. */
  async noteWhy(
    institution: InstitutionId,
    rows: readonly Pick<QuarantinedRow, 'id' | 'code'>[],
  ): Promise<void> {
    await db.em().execute(
      `update quarantined_row q set code = n.code
       from jsonb_to_recordset(?::jsonb) as n (id uuid, code text)
       where q.institution = ? and q.id = n.id and q.code <> n.code`,
      [JSON.stringify(rows), institution],
      'run',
    );
  },

  /** Erases what waited long enough. */
  async sweep(): Promise<void> {
    await db.em().execute(`delete from quarantined_row where not (${isYoung})`, [], 'run');
  },
});

const looksIn = (db: Database) => ({
  /** Now, as exact as rows are told apart by when they were sent. */
  async moment(): Promise<string> {
    const found = await db.em().execute<unknown[]>('select clock_timestamp()::text as now');
    return z.tuple([z.object({ now: z.string() })]).parse(found)[0].now;
  },

  /** Newest first, and of one file in its order. @param id one of them; absent: all. */
  async ofInstitution(
    institution: InstitutionId,
    { limit, id }: { readonly limit: number; readonly id?: string },
  ): Promise<readonly QuarantinedRow[]> {
    const found = await db.em().execute<unknown[]>(
      `select ${columns} from quarantined_row
       where institution = ? and (?::uuid is null or id = ?::uuid) and ${isYoung}
       order by quarantined_row.at desc, place, id limit ?`,
      [institution, id ?? null, id ?? null, limit],
    );
    return Rows.parse(found);
  },

  /** All that waits of the file that was sent next after a moment, in its order. @param after absent: of the oldest. */
  async nextFile(institution: InstitutionId, after?: string): Promise<readonly QuarantinedRow[]> {
    const found = await db.em().execute<unknown[]>(
      `select ${columns} from quarantined_row
       where institution = ? and ${isYoung} and quarantined_row.sent_at = (
         select min(n.sent_at) from quarantined_row n where n.institution = ? and n.${isYoung}
           and (?::timestamptz is null or n.sent_at > ?::timestamptz))
       order by place, id`,
      [institution, institution, after ?? null, after ?? null],
    );
    return Rows.parse(found);
  },

  async countOf(institution: InstitutionId): Promise<number> {
    const [row] = await db
      .em()
      .execute<{ count: number }[]>(
        `select count(*)::int as count from quarantined_row where institution = ? and ${isYoung}`,
        [institution],
      );
    return row?.count ?? 0;
  },
});

/** What waits of an institution's files: its own, and nothing of anybody else's. */
export const quarantineIn = (db: Database) => ({ ...changesIn(db), ...looksIn(db) });
