import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type InstitutionId, institutionId } from '../base/index.js';
import type { Database } from './database.js';

/** An institution whose catalogue is to be read by whoever holds the claim. */
export interface DueCatalogue {
  readonly institution: InstitutionId;
  readonly claim: string;
  /** In a row. */
  readonly failures: number;
}
/** How reading an institution's catalogue goes. */
export interface CatalogueSource {
  readonly institution: InstitutionId;
  /** When anything of it was read, last; absent: never. */
  readonly readAt?: Date;
  /** When all of it was read, last. */
  readonly wholeAt?: Date;
  readonly failedAt?: Date;
  /** Absent: the last reading went well. */
  readonly failingSince?: Date;
  /** Why the last reading did not go well, as a code; absent: it did. */
  readonly code?: string;
  readonly offerings: number;
}

const moment = z.coerce.date().nullable();
const DueRow = z.object({ institution: z.string().transform(institutionId), failures: z.int() });
const SourceRow = z.object({
  institution: z.string().transform(institutionId),
  read_at: moment,
  whole_at: moment,
  failed_at: moment,
  failing_since: moment,
  code: z.string().nullable(),
  offerings: z.int(),
});

const ms = "interval '1 millisecond'";
const listed = '(select value from jsonb_array_elements_text(?::jsonb))';
const claiming = `update catalogue_source s set claim = ?, claimed_until = clock_timestamp() + ? * ${ms}
  from (select institution from catalogue_source
      where next_at <= clock_timestamp() and institution in ${listed}
        and (claimed_until is null or claimed_until <= clock_timestamp())
      order by next_at limit 1 for update skip locked) due
  where s.institution = due.institution
  returning s.institution, s.failures`;

const asSource = (row: z.infer<typeof SourceRow>): CatalogueSource => ({
  institution: row.institution,
  offerings: row.offerings,
  ...(row.read_at !== null && { readAt: row.read_at }),
  ...(row.whole_at !== null && { wholeAt: row.whole_at }),
  ...(row.failed_at !== null && { failedAt: row.failed_at }),
  ...(row.failing_since !== null && { failingSince: row.failing_since }),
  ...(row.code !== null && { code: row.code }),
});

/** Whose catalogue is read when. */
export const catalogueSourcesIn = (db: Database) => ({
  /** The one that is due longest of these, and nobody else’s until the lease is over. Who was never read is due. */
  async claim(
    institutions: readonly InstitutionId[],
    leaseMs: number,
  ): Promise<DueCatalogue | undefined> {
    const known = JSON.stringify(institutions);
    await db.em().execute(
      `insert into catalogue_source (institution, next_at)
       select value, clock_timestamp() from jsonb_array_elements_text(?::jsonb) as one(value)
       where value not in (select institution from catalogue_source) on conflict do nothing`,
      [known],
      'run',
    );
    const claim = randomUUID();
    const found = await db.em().execute<unknown[]>(claiming, [claim, leaseMs, known]);
    const [row] = z.array(DueRow).parse(found);
    return row && { ...row, claim };
  },

  /** Nothing came. What is kept stays. A claim that was taken for dead has no word any more. */
  async fail(
    { institution, claim }: DueCatalogue,
    { code, waitMs }: { readonly code: string; readonly waitMs: number },
  ): Promise<void> {
    await db.em().execute(
      `update catalogue_source set claim = null, claimed_until = null, failures = failures + 1, code = ?,
         failed_at = clock_timestamp(), failing_since = coalesce(failing_since, clock_timestamp()),
         next_at = clock_timestamp() + ? * ${ms}
       where institution = ? and claim = ?`,
      [code, waitMs, institution, claim],
      'run',
    );
  },

  /** It was not asked: that is nobody’s failure. */
  async putOff({ institution, claim }: DueCatalogue, waitMs: number): Promise<void> {
    await db.em().execute(
      `update catalogue_source set claim = null, claimed_until = null,
         next_at = clock_timestamp() + ? * ${ms}
       where institution = ? and claim = ?`,
      [waitMs, institution, claim],
      'run',
    );
  },

  async sources(): Promise<readonly CatalogueSource[]> {
    const found = await db.em().execute<unknown[]>(
      `select institution, read_at, whole_at, failed_at, failing_since, code, offerings
       from catalogue_source order by institution`,
    );
    return z.array(SourceRow).parse(found).map(asSource);
  },
});
