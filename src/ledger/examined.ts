import { z } from 'zod';
import type { Database } from './database.js';

const Examined = z.array(z.object({ digest: z.string(), said: z.unknown() }));
/** What was found out about credentials: by digest, so that it is found out once for everybody. */
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
});
