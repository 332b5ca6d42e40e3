import { z } from 'zod';
import { type ClientId, type WebId, webId } from '../base/index.js';
import type { AssertedRole } from '../consent/index.js';
import { announcing, announcingSessions } from './announce.js';
import { endPapersOf } from './app-papers.js';
import type { Database } from './database.js';
import { keepName } from './known-people.js';
import { Session } from './tables.js';

/**
 * As whom somebody signed in. A learner is one because they have a kluis; an adviser and an institution because they were
 * looked into; a guest is somebody of whom nothing is known but who they are.
 */
export const sessionKinds = ['LEARNER', 'ADVISER', 'INSTITUTION', 'APP', 'GUEST'] as const;
export interface SignedIn {
  readonly webId: WebId;
  readonly kind: (typeof sessionKinds)[number];
  /** What the login calls them; shown to themselves, and to learners to whom they turn. */
  readonly displayName: string;
  /** As asserted when they signed in; absent: none. */
  readonly roles?: readonly AssertedRole[];
}
/** Where a session comes from; absent in the demo. */
export interface SessionOrigin {
  readonly issuer: string;
  /** By which of a learner's ways in: when that is taken away, the session ends. */
  readonly way?: string | undefined;
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
  start(
    tokenHash: string,
    { webId: self, kind, displayName, roles = [] }: SignedIn,
    expiresAt: Date,
    origin?: SessionOrigin,
  ): Promise<void> {
    const who = { webId: self, kind, displayName, roles };
    const from = { issuer: origin?.issuer ?? null, wayId: origin?.way ?? null };
    return db.inTransaction(async (tx) => {
      await tx.insert(Session, { tokenHash, ...who, ...from, expiresAt });
      await keepName(tx, self, displayName);
    });
  },
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
  /** @returns where they had signed in; undefined where there was no session, and in the demo. */
  async end(tokenHash: string): Promise<string | undefined> {
    const rows = await db
      .em()
      .execute<{ issuer: string | null }[]>(
        `delete from session where token_hash = ? ${announcing}, issuer`,
        [tokenHash, tokenHash],
      );
    return rows[0]?.issuer ?? undefined;
  },
  /** On every device, and in every app. @returns how many sessions there were. */
  async endAll(who: WebId): Promise<number> {
    const ended = await db.inTransaction(async (tx) => {
      const all = `delete from session where web_id = ? ${announcingSessions}`;
      const rows = await tx.execute<unknown[]>(all, [who]);
      await endPapersOf(tx, who);
      return rows.length;
    });
    // Once more: what was stored meanwhile for a session that was still there when it was looked for.
    await endPapersOf(db.em(), who);
    return ended;
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
  /** Of what may be shown once, such as an answer to one sign-in. @returns false when it was shown before. */
  async isFirst(name: string, expiresAt: Date): Promise<boolean> {
    const rows = await db
      .em()
      .execute<unknown[]>(
        'insert into used_proof (jti_hash, expires_at) values (?, ?::timestamptz) on conflict do nothing returning jti_hash',
        [name, expiresAt],
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
