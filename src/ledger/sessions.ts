import { z } from 'zod';
import { type ClientId, type WebId, webId } from '../base/index.js';
import type { AssertedRole } from '../consent/index.js';
import { announcing } from './announce.js';
import type { Database } from './database.js';
import { keepName } from './known-people.js';
import { Session } from './tables.js';

/** As whom somebody signed in. A learner is one because they have a kluis; the rest is what their login said. */
export const sessionKinds = ['LEARNER', 'ADVISER', 'INSTITUTION', 'APP'] as const;
export interface SignedIn {
  readonly webId: WebId;
  readonly kind: (typeof sessionKinds)[number];
  /** What the login calls them; shown to themselves, and to learners to whom they turn. */
  readonly displayName: string;
  /** As asserted when they signed in; absent: none. */
  readonly roles?: readonly AssertedRole[];
}
const Row = z.object({
  web_id: z.string().transform(webId),
  kind: z.enum(sessionKinds),
  display_name: z.string(),
  roles: z.array(
    z.strictObject({
      issuer: z.string(),
      organisation: z.string(),
      role: z.string(),
      assertedAt: z.coerce.date(),
    }),
  ),
});

/** Server-side sessions, by the hash of their token: who reads the table can use none of them. */
export const sessionsIn = (db: Database) => ({
  start: (tokenHash: string, who: SignedIn, expiresAt: Date): Promise<void> =>
    db.inTransaction(async (tx) => {
      await tx.insert(Session, { tokenHash, roles: [], ...who, expiresAt });
      await keepName(tx, who.webId, who.displayName);
    }),
  async find(tokenHash: string): Promise<SignedIn | undefined> {
    const rows = db
      .em()
      .getKysely()
      .selectFrom('session')
      .select(['web_id', 'kind', 'display_name', 'roles'])
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', ({ fn }) => fn('clock_timestamp'));
    const row = await rows.executeTakeFirst();
    if (row === undefined) return undefined;
    const { web_id, kind, display_name: displayName, roles } = Row.parse(row);
    return { webId: web_id, kind, displayName, roles };
  },
  async end(tokenHash: string): Promise<void> {
    await db
      .em()
      .execute(`delete from session where token_hash = ? ${announcing}`, [tokenHash, tokenHash]);
  },
});

/** Proofs of possession used once, over all processes on this database. */
export const usedProofsIn = (db: Database) => ({
  /** @returns false when this proof was seen before: it is replayed. Or when the app that shows it was suspended or removed. */
  async firstUse(jtiHash: string, expiresAt: Date, client: ClientId): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `insert into used_proof (jti_hash, expires_at)
         select ?, ?::timestamptz where not exists (select from suspended_client where client = ?)
           and not exists (select from app where client = ? and removed_at is not null)
         on conflict do nothing returning jti_hash`,
      [jtiHash, expiresAt, client, client],
    );
    return rows.length === 1;
  },
  /** Forgets proofs and sessions whose time is over, and what was tried about nobody. */
  async sweep(): Promise<void> {
    await db.em().execute('delete from used_proof where expires_at < clock_timestamp()', [], 'run');
    await db.em().execute('delete from session where expires_at < clock_timestamp()', [], 'run');
    await db.em().execute('delete from log_inbox where learner_id is null', [], 'run');
  },
});
