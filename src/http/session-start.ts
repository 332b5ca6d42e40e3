import type { Request, Response } from 'express';
import { newSessionToken, type SessionCookie, sessionTokenHash } from '../identity/index.js';
import type { Ledger, SessionOrigin, SignedIn } from '../ledger/index.js';
import { cookieOf } from './who-asks.js';

/** Fixed: a session does not grow longer by use. */
const sessionMs = 8 * 3_600_000;

export interface SessionDeps {
  readonly sessions: Pick<Ledger['sessions'], 'start' | 'end'>;
  readonly cookie: SessionCookie;
}

/** A session of ours in this browser, under a name nobody can have chosen for it. The one before it ends. */
export async function startSession(
  { sessions, cookie }: SessionDeps,
  [request, response]: readonly [Request, Response],
  who: SignedIn,
  origin?: SessionOrigin,
): Promise<void> {
  const before = cookieOf(request, cookie.name);
  if (before !== undefined) await sessions.end(sessionTokenHash(before));
  const token = newSessionToken();
  const now = Date.now();
  const roles = (who.roles ?? []).map((role) => ({ ...role, assertedAt: new Date(now) }));
  const until = new Date(now + sessionMs);
  await sessions.start(sessionTokenHash(token), { ...who, roles }, until, origin);
  response.cookie(cookie.name, token, { ...cookie.attributes, maxAge: sessionMs });
  response.set('cache-control', 'no-store');
}
