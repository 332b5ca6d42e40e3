import { z } from 'zod';
import type { Database } from './database.js';

/** What was fetched at some address, and until when it may be used without asking again. */
export interface FetchedDocument {
  readonly said: unknown;
  readonly fetchedAt: Date;
  readonly freshUntil: Date;
}
/** Documents of DIDs, and lists of what was taken back. */
export type FetchedKind = 'DID' | 'STATUS_LIST';

const Fetched = z.array(
  z.object({
    address: z.string(),
    said: z.unknown(),
    fetched_at: z.coerce.date(),
    fresh_until: z.coerce.date(),
  }),
);

const FetchedWhen = z.array(
  z.object({ address: z.string(), fetched_at: z.coerce.date(), fresh_until: z.coerce.date() }),
);

const rowsAt = (
  db: Database,
  columns: string,
  [kind, addresses]: readonly [FetchedKind, readonly string[]],
): Promise<unknown[]> =>
  db.em().execute<unknown[]>(
    `select address, fetched_at, fresh_until${columns} from fetched_document
     where kind = ? and address in (select value from jsonb_array_elements_text(?::jsonb))`,
    [kind, JSON.stringify(addresses)],
  );

const lookUpIn = (db: Database) => ({
  /** By address, fresh or not: the caller decides what an old one is good for. */
  async fetched(
    kind: FetchedKind,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedDocument>> {
    if (addresses.length === 0) return new Map();
    const rows = await rowsAt(db, ', said', [kind, addresses]);
    return new Map(
      Fetched.parse(rows).map(({ address, said, fetched_at, fresh_until }) => [
        address,
        { said, fetchedAt: fetched_at, freshUntil: fresh_until },
      ]),
    );
  },

  /** When what is kept of each address was fetched, and until when it is fresh: whether what somebody has in mind still stands. */
  async fetchedWhen(
    kind: FetchedKind,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, Pick<FetchedDocument, 'fetchedAt' | 'freshUntil'>>> {
    if (addresses.length === 0) return new Map();
    const rows = await rowsAt(db, '', [kind, addresses]);
    return new Map(
      FetchedWhen.parse(rows).map(({ address, fetched_at: fetchedAt, fresh_until: freshUntil }) => [
        address,
        { fetchedAt, freshUntil },
      ]),
    );
  },
});

const keepIn = (db: Database) => ({
  async keepFetched(
    kind: FetchedKind,
    address: string,
    { said, fetchedAt, freshUntil }: FetchedDocument,
  ): Promise<void> {
    await db.em().execute(
      `insert into fetched_document (kind, address, said, fetched_at, fresh_until)
       values (?, ?, ?::jsonb, ?, ?)
       on conflict (kind, address) do update
         set said = excluded.said, fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until
         where fetched_document.fetched_at <= excluded.fetched_at
           and (fetched_document.forgotten_at is null or fetched_document.forgotten_at <= excluded.fetched_at)`,
      [kind, address, JSON.stringify(said), fetchedAt, freshUntil],
      'run',
    );
  },

  /** There was no new answer: the earlier one counts on, and nobody asks again before then. */
  async noteTrouble(
    kind: FetchedKind,
    address: string,
    { askedAt, freshUntil }: { readonly askedAt: Date; readonly freshUntil: Date },
  ): Promise<void> {
    await db.em().execute(
      `update fetched_document set fresh_until = ? where kind = ? and address = ?
         and (forgotten_at is null or forgotten_at <= ?)`,
      [freshUntil, kind, address, askedAt],
      'run',
    );
  },

  /**
   * Whoever asks next fetches it anew, and what was on its way before is not kept. What stood there still counts while there is
   * no new answer.
   */
  async forgetFetched(kind: FetchedKind, address: string, at: Date): Promise<void> {
    await db.em().execute(
      `insert into fetched_document (kind, address, said, fetched_at, fresh_until, forgotten_at)
       values (?, ?, 'null'::jsonb, 'epoch', 'epoch', ?)
       on conflict (kind, address) do update
         set fresh_until = least(fetched_document.fresh_until, ?), forgotten_at = excluded.forgotten_at`,
      [kind, address, at, at],
      'run',
    );
  },
});

/** What was fetched to judge credentials by, by address: for all learners and processes together. */
export const fetchedIn = (db: Database) => ({ ...lookUpIn(db), ...keepIn(db) });
