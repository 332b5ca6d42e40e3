import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { Database } from './database.js';

/** Days that a row waits, from when it was sent for the first time. Then it is erased. */
export const quarantineDays = 90;

/** A row as it is put aside. */
export interface SealedRow {
  /** Of what it says, so that the same row sent again is one. Nobody can try guesses against it. */
  readonly mark: string;
  /** What it says, unreadable here. */
  readonly sealed: string;
  /** Its row, or which item of the file it was. */
  readonly place: number;
  readonly code: string;
}
export interface QuarantinedRow extends SealedRow {
  readonly id: string;
  readonly at: Date;
}

const Rows = z.array(
  z.object({
    id: z.string(),
    mark: z.string(),
    sealed: z.string(),
    place: z.int(),
    code: z.string(),
    at: z.coerce.date(),
  }),
);
const isYoung = `at > clock_timestamp() - interval '${quarantineDays} days'`;

/** What waits of an institution's files: its own, and nothing of anybody else's. */
export const quarantineIn = (db: Database) => ({
  /** What waits already goes on waiting from when it came first, with the place that it has in the last file. */
  async putAside(institution: InstitutionId, rows: readonly SealedRow[]): Promise<void> {
    await db.inTransaction(async (tx) => {
      for (const { mark, sealed, place, code } of rows) {
        await tx.execute(
          `insert into quarantined_row (id, institution, mark, sealed, place, code) values (?, ?, ?, ?, ?, ?)
           on conflict (institution, mark) do update set place = excluded.place, code = excluded.code`,
          [randomUUID(), institution, mark, sealed, place, code],
          'run',
        );
      }
    });
  },

  /** What came, or was dropped. */
  async letGo(institution: InstitutionId, marks: readonly string[]): Promise<void> {
    await db.em().execute(
      `delete from quarantined_row where institution = ?
         and mark in (select jsonb_array_elements_text(?::jsonb))`,
      [institution, JSON.stringify(marks)],
      'run',
    );
  },

  /** Newest first, and of one file in its order. @param id one of them; absent: all. */
  async ofInstitution(
    institution: InstitutionId,
    { limit, id }: { readonly limit: number; readonly id?: string },
  ): Promise<readonly QuarantinedRow[]> {
    const found = await db.em().execute<unknown[]>(
      `select id, mark, sealed, place, code, at from quarantined_row
       where institution = ? and (?::uuid is null or id = ?::uuid) and ${isYoung}
       order by at desc, place, id limit ?`,
      [institution, id ?? null, id ?? null, limit],
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

  /** Erases what waited long enough. */
  async sweep(): Promise<void> {
    await db.em().execute(`delete from quarantined_row where not (${isYoung})`, [], 'run');
  },
});
