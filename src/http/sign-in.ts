import { Router } from 'express';
import { newSessionToken, type SessionCookie, sessionTokenHash } from '../identity/index.js';
import type { Ledger, SignedIn } from '../ledger/index.js';
import { cookieOf } from './who-asks.js';

const sessionMs = 8 * 3_600_000;

export interface SignInDeps {
  readonly sessions: Ledger['sessions'];
  readonly cookie: SessionCookie;
  /** Logins without a password, by name; for the demo on loopback. */
  readonly personas: ReadonlyMap<string, SignedIn>;
}

/** Signing in as a persona of the demo, and out again. A new sign-in ends the session before it. */
export function signInDoor({ sessions, cookie, personas }: SignInDeps): Router {
  const router = Router();
  router.get('/demo/:persona', async (request, response) => {
    const who = personas.get(request.params.persona);
    if (who === undefined) {
      response
        .status(404)
        .type('text')
        .send('Zo iemand is er niet in de demo. / Nobody of that name in the demo.\n');
      return;
    }
    const before = cookieOf(request, cookie.name);
    if (before !== undefined) await sessions.end(sessionTokenHash(before));
    const token = newSessionToken();
    const now = Date.now();
    const roles = (who.roles ?? []).map((role) => ({ ...role, assertedAt: new Date(now) }));
    await sessions.start(sessionTokenHash(token), { ...who, roles }, new Date(now + sessionMs));
    response.cookie(cookie.name, token, { ...cookie.attributes, maxAge: sessionMs });
    response.set('cache-control', 'no-store').redirect(303, '/');
  });
  router.post('/sign-out', async (request, response) => {
    const token = cookieOf(request, cookie.name);
    if (request.get('x-csrf') !== '1') {
      response.status(403).end();
      return;
    }
    if (token !== undefined) await sessions.end(sessionTokenHash(token));
    response.clearCookie(cookie.name, cookie.attributes).status(204).end();
  });
  return router;
}
