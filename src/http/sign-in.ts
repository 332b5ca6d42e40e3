import { Router } from 'express';
import { sessionTokenHash } from '../identity/index.js';
import type { SignedIn } from '../ledger/index.js';
import { unkept } from './headers.js';
import { loginDoors } from './login-doors.js';
import type { Logins, Named } from './logins.js';
import { podDoor } from './pod-door.js';
import { returnPath } from './return-path.js';
import { type SessionDeps, startSession } from './session-start.js';
import { cookieOf } from './who-asks.js';

export interface SignInDeps extends SessionDeps {
  /** Logins without a password, by name; for the demo on loopback. */
  readonly personas: ReadonlyMap<string, SignedIn>;
  /** Logins elsewhere; absent: the demo's alone. */
  readonly logins?: Logins;
}

/** A way to sign in, as the page shows it. */
interface Offered {
  readonly kind: 'EDUID' | 'SOLID' | 'DEMO';
  readonly name: Named;
  readonly href: string;
  readonly persona?: Pick<SignedIn, 'kind' | 'displayName'> & { readonly key: string };
}

function offered({ personas, logins }: SignInDeps): readonly Offered[] {
  const { eduid, solidWays = [] } = logins ?? {};
  return [
    ...(eduid === undefined
      ? []
      : [{ kind: 'EDUID', name: eduid.name, href: '/sign-in/eduid' } as const]),
    ...solidWays.map(({ issuer, name }) => ({
      kind: 'SOLID' as const,
      name,
      href: `/sign-in/solid?${new URLSearchParams({ issuer }).toString()}`,
    })),
    ...[...personas].map(([key, { kind, displayName }]) => ({
      kind: 'DEMO' as const,
      name: { nl: displayName, en: displayName },
      href: `/demo/${key}`,
      persona: { key, kind, displayName },
    })),
  ];
}

function demoDoor(router: Router, { personas, ...sessions }: SignInDeps): void {
  router.get('/demo/:persona', async (request, response) => {
    const who = personas.get(request.params.persona);
    if (who === undefined) {
      response
        .status(404)
        .type('text')
        .send('Zo iemand is er niet in de demo. / Nobody of that name in the demo.\n');
      return;
    }
    await startSession(sessions, [request, response], who);
    response.redirect(303, returnPath(request.query['return']));
  });
}

/**
 * Signing in, as a persona of the demo or by a login elsewhere, and out again. A new sign-in ends the session before it;
 * whoever signs out is told where to go to be signed out at their login too, where it has such a door.
 */
export function signInDoor(deps: SignInDeps): Router {
  const { sessions, cookie, logins } = deps;
  const router = Router();
  demoDoor(router, deps);
  router.get('/sign-in/ways', (_request, response) => {
    response.set('cache-control', 'no-store').json({ ways: offered(deps) });
  });
  if (logins !== undefined) router.use(loginDoors(logins, deps), podDoor(logins, deps));
  router.post('/sign-out', async (request, response) => {
    const token = cookieOf(request, cookie.name);
    if (request.get('x-csrf') !== '1') {
      response.status(403).end();
      return;
    }
    const issuer = token === undefined ? undefined : await sessions.end(sessionTokenHash(token));
    response.clearCookie(cookie.name, cookie.attributes).set(unkept);
    const href = issuer === undefined ? undefined : await logins?.exits.exitOf(issuer);
    if (href === undefined) response.status(204).end();
    else response.json({ href });
  });
  return router;
}
