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

const Examined = z.array(z.object({ digest: z.string(), said: z.unknown() }));
const Fetched = z.array(
  z.object({
    address: z.string(),
    said: z.unknown(),
    fetched_at: z.coerce.date(),
    fresh_until: z.coerce.date(),
  }),
);

const FetchedWhen = z.array(z.object({ address: z.string(), fetched_at: z.coerce.date() }));

/** What was found out about credentials: by digest and address, so that it is found out once for everybody. */
export const examinedIn = (db: Database) => ({
  /** By digest; what nobody examined is not among them. */
  async examined(digests: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    if (digests.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select digest, said from examined_credential
         where digest in (select value from jsonb_array_elements_text(?::jsonb))`,
      [JSON.stringify(digests)],
    );
    return new Map(Examined.parse(rows).map(({ digest, said }) => [digest, said]));
  },

  async keepExamined(digest: string, said: object): Promise<void> {
    await db.em().execute(
      `insert into examined_credential (digest, said, at) values (?, ?::jsonb, clock_timestamp())
       on conflict (digest) do update set said = excluded.said, at = excluded.at`,
      [digest, JSON.stringify(said)],
      'run',
    );
  },

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
