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

const FetchedWhen = z.array(z.object({ address: z.string(), fetched_at: z.coerce.date() }));

/** What was fetched to judge credentials by, by address: for all learners and processes together. */
export const fetchedIn = (db: Database) => ({
  /** By address, fresh or not: the caller decides what an old one is good for. */
  async fetched(
    kind: FetchedKind,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedDocument>> {
    if (addresses.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select address, said, fetched_at, fresh_until from fetched_document
       where kind = ? and address in (select value from jsonb_array_elements_text(?::jsonb))`,
      [kind, JSON.stringify(addresses)],
    );
    return new Map(
      Fetched.parse(rows).map(({ address, said, fetched_at, fresh_until }) => [
        address,
        { said, fetchedAt: fetched_at, freshUntil: fresh_until },
      ]),
    );
  },

  /** When what is kept of each address was fetched: whether what somebody has in mind still stands. */
  async fetchedWhen(
    kind: FetchedKind,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    if (addresses.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select address, fetched_at from fetched_document
       where kind = ? and address in (select value from jsonb_array_elements_text(?::jsonb))`,
      [kind, JSON.stringify(addresses)],
    );
    return new Map(
      FetchedWhen.parse(rows).map(({ address, fetched_at: at }) => [address, at.getTime()]),
    );
  },

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
         where fetched_document.fetched_at <= excluded.fetched_at`,
      [kind, address, JSON.stringify(said), fetchedAt, freshUntil],
      'run',
    );
  },

  /** Of an institution of ours whose list or keys changed: whoever asks next fetches it anew. */
  async forgetFetched(kind: FetchedKind, address: string): Promise<void> {
    await db
      .em()
      .execute(
        'delete from fetched_document where kind = ? and address = ?',
        [kind, address],
        'run',
      );
  },
});
