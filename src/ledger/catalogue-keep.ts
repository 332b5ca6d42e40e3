import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { CatalogueOffering, CatalogueProgramme } from '../records/index.js';
import {
  offeringForm,
  offeringRow,
  programmeForm,
  programmeRow,
  type RowForm,
  upsertInto,
} from './catalogue-rows.js';
import type { DueCatalogue } from './catalogue-sources.js';
import { searchVector } from './catalogue-words.js';
import type { Database, Em } from './database.js';

/** One document of a catalogue as it came, to ask for it by condition next time. */
export interface CatalogueDocument {
  /** Below the endpoint, query included. */
  readonly path: string;
  readonly validator?: { readonly etag?: string; readonly lastModified?: string };
  readonly body: string;
}
/** What one reading of a catalogue brought. */
export interface CatalogueNews {
  readonly offerings: readonly CatalogueOffering[];
  readonly programmes: readonly CatalogueProgramme[];
  readonly documents: readonly CatalogueDocument[];
  /** All was as it was when it was read last. */
  readonly unchanged: boolean;
  /** All that is there: what is not among it is gone. */
  readonly complete: boolean;
  /** Why not all of it came, as a code; absent: nothing went wrong. */
  readonly code?: string;
}
export interface CatalogueChange {
  readonly written: number;
  readonly removed: number;
}

/** Rows in one statement. */
const atOnce = 500;
const Hashes = z.array(z.object({ key: z.string(), hash: z.string() }));

const writeOffering = upsertInto(offeringForm, searchVector);
const writeProgramme = upsertInto(programmeForm, searchVector);

interface Row {
  readonly key: string;
  readonly hash: string;
}
interface Rows {
  readonly form: RowForm;
  readonly write: typeof writeOffering;
  readonly rows: readonly Row[];
}

async function removeFrom(
  tx: Em,
  { form: { table }, rows }: Rows,
  institution: InstitutionId,
  known: ReadonlyMap<string, string>,
): Promise<number> {
  const here = new Set(rows.map(({ key }) => key));
  const gone = [...known.keys()].filter((key) => !here.has(key));
  if (gone.length === 0) return 0;
  await tx.execute(
    `delete from ${table} where institution = ?
       and key in (select value from jsonb_array_elements_text(?::jsonb))`,
    [institution, JSON.stringify(gone)],
    'run',
  );
  return gone.length;
}

/** What is as it was by its hash is not written. */
async function settle(
  tx: Em,
  institution: InstitutionId,
  of: Rows,
  isWhole: boolean,
): Promise<CatalogueChange> {
  const found = await tx.execute<unknown[]>(
    `select key, hash from ${of.form.table} where institution = ?`,
    [institution],
  );
  const known = new Map(Hashes.parse(found).map(({ key, hash }) => [key, hash]));
  const changed = of.rows.filter(({ key, hash }) => known.get(key) !== hash);
  for (let at = 0; at < changed.length; at += atOnce) {
    const { sql, values } = of.write(institution, changed.slice(at, at + atOnce));
    await tx.execute(sql, values, 'run');
  }
  const removed = isWhole ? await removeFrom(tx, of, institution, known) : 0;
  return { written: changed.length, removed };
}

/** A zero character cannot be kept: such a document is asked for anew each time. */
const isStorable = ({ body, path }: CatalogueDocument): boolean =>
  !`${path}${body}`.includes('\0') && body.isWellFormed() && path.isWellFormed();

async function keepDocuments(
  tx: Em,
  institution: InstitutionId,
  { documents, complete }: CatalogueNews,
): Promise<void> {
  const kept = documents.filter(isStorable);
  if (complete) {
    await tx.execute(
      `delete from catalogue_document where institution = ?
         and path not in (select value from jsonb_array_elements_text(?::jsonb))`,
      [institution, JSON.stringify(kept.map(({ path }) => path))],
      'run',
    );
  }
  for (const { path, validator, body } of kept) {
    await tx.execute(
      `insert into catalogue_document as d (institution, path, validator, body) values (?, ?, ?::jsonb, ?)
       on conflict (institution, path) do update set validator = excluded.validator, body = excluded.body
         where d.body <> excluded.body or d.validator is distinct from excluded.validator`,
      [institution, path, validator === undefined ? null : JSON.stringify(validator), body],
      'run',
    );
  }
}

/** @returns false where the claim was taken for dead meanwhile: then somebody else reads, or has read. */
async function isHeld(tx: Em, { institution, claim }: DueCatalogue): Promise<boolean> {
  const found = await tx.execute<unknown[]>(
    'select from catalogue_source where institution = ? and claim = ? for update',
    [institution, claim],
  );
  return found.length > 0;
}

const noting = `update catalogue_source s set claim = null, claimed_until = null,
    next_at = clock_timestamp() + ? * interval '1 millisecond', read_at = n.at, code = n.code,
    whole_at = case when n.whole then n.at else s.whole_at end,
    failures = case when n.code is null then 0 else s.failures + 1 end,
    failed_at = case when n.code is null then s.failed_at else n.at end,
    failing_since = case when n.code is null then null else coalesce(s.failing_since, n.at) end,
    offerings = (select count(*)::int from catalogue_offering o where o.institution = s.institution)
  from (select ?::timestamptz as at, ?::text as code, ?::boolean as whole) n
  where s.institution = ?`;

const firstOfEach = <T extends Row>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.toReversed().map((row) => [row.key, row])).values(),
];

/** What institutions offer, as it was read last. */
export const catalogueKeepingIn = (db: Database) => ({
  /**
   * Takes what one reading brought, all or nothing: what is new or other, and, where all was read, that the rest is gone.
   * @param at when it was read.
   * @param waitMs until it is due again.
   * @returns undefined where the claim does not hold any more; then nothing is kept.
   */
  keep: (
    due: DueCatalogue,
    news: CatalogueNews,
    { at, waitMs }: { readonly at: Date; readonly waitMs: number },
  ): Promise<CatalogueChange | undefined> =>
    db.inTransaction(async (tx) => {
      if (!(await isHeld(tx, due))) return undefined;
      const { institution } = due;
      const isOwn = (one: { readonly institution: InstitutionId }) =>
        one.institution === institution;
      const offerings = firstOfEach(news.offerings.filter(isOwn).map(offeringRow));
      const programmes = firstOfEach(news.programmes.filter(isOwn).map(programmeRow));
      const ofOfferings = { form: offeringForm, write: writeOffering, rows: offerings };
      const ofProgrammes = { form: programmeForm, write: writeProgramme, rows: programmes };
      // Also where the source has the same as before: it may be read, or kept, another way by now.
      const change = await settle(tx, institution, ofOfferings, news.complete);
      await settle(tx, institution, ofProgrammes, news.complete);
      if (!news.unchanged) await keepDocuments(tx, institution, news);
      const said = [news.code ?? null, news.complete];
      await tx.execute(noting, [waitMs, at, ...said, institution], 'run');
      return change;
    }),

  /** A document of this institution's catalogue as it came last. */
  async document(institution: InstitutionId, path: string): Promise<CatalogueDocument | undefined> {
    const [found] = await db
      .em()
      .execute<{ validator: CatalogueDocument['validator'] | null; body: string }[]>(
        'select validator, body from catalogue_document where institution = ? and path = ?',
        [institution, path],
      );
    if (found === undefined) return undefined;
    const { validator, body } = found;
    return { path, body, ...(validator !== null && validator !== undefined && { validator }) };
  },
});
