import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { Database } from './database.js';

/** Days that a row waits, from when it was sent for the first time. Then it is erased. */
export const quarantineDays = 90;

/** A row as it is put aside. */
interface SealedRow {
  /** Of what it is about and of whom, so that what is said of that later takes its place. Nobody can try guesses against it. */
  readonly mark: string;
  /** Of all that it says: the same row sent again is the same one. */
  readonly said: string;
  /** What it says, unreadable here. */
  readonly sealed: string;
  /** Its row, or which item of the file it was. */
  readonly place: number;
  readonly code: string;
}
export interface QuarantinedRow extends Omit<SealedRow, 'mark' | 'said'> {
  readonly id: string;
  /** When this was sent for the first time. */
  readonly at: Date;
  /** When it was sent last, the same for all rows of one file; exact, which a Date is not. */
  readonly sentAt: string;
}

const columns = 'id, sealed, place, code, at, sent_at::text as sent_at';
const Rows = z.array(
  z
    .object({
      id: z.string(),
      sealed: z.string(),
      place: z.int(),
      code: z.string(),
      at: z.coerce.date(),
      sent_at: z.string(),
    })
    .transform(({ sent_at: sentAt, ...row }): QuarantinedRow => ({ ...row, sentAt })),
);
const isYoung = `at > clock_timestamp() - interval '${quarantineDays} days'`;
const isSame = 'q.said = excluded.said';

const putting = `insert into quarantined_row as q (id, institution, mark, said, sealed, place, code)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (institution, mark) do update set
       id = case when ${isSame} then q.id else excluded.id end,
       at = case when ${isSame} then q.at else excluded.at end,
       said = excluded.said, sealed = excluded.sealed, place = excluded.place,
       code = excluded.code, sent_at = excluded.sent_at`;

/** What becomes of rows that wait. */
const changesIn = (db: Database) => ({
  /**
   * The last word of a thing takes the place of what waited of it. The same word goes on waiting from when it came
   * first, with the place that it has in the last file; another one is a row of its own.
   */
  async putAside(institution: InstitutionId, rows: readonly SealedRow[]): Promise<void> {
    await db.inTransaction(async (tx) => {
      for (const { mark, said, sealed, place, code } of rows) {
        await tx.execute(
          putting,
          [randomUUID(), institution, mark, said, sealed, place, code],
          'run',
        );
      }
    });
  },

  /** Of what came. @param sentUntil what was sent after it is newer, and stays. */
  async letGo(
    institution: InstitutionId,
    marks: readonly string[],
    sentUntil?: string,
  ): Promise<void> {
    await db.em().execute(
      `delete from quarantined_row where institution = ?
         and mark in (select jsonb_array_elements_text(?::jsonb))
         and (?::timestamptz is null or sent_at <= ?::timestamptz)`,
      [institution, JSON.stringify(marks), sentUntil ?? null, sentUntil ?? null],
      'run',
    );
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

  /** Whether all of these wait as they did: none came, was dropped, or says something else by now. */
  async allWait(institution: InstitutionId, ids: readonly string[]): Promise<boolean> {
    const found = await db.em().execute<unknown[]>(
      `select id from quarantined_row where institution = ?
         and id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
      [institution, JSON.stringify(ids)],
    );
    return found.length === ids.length;
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
