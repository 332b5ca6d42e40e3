import type { Request } from 'express';
import { z } from 'zod';
import type { ClientId } from '../base/index.js';
import { isPurpose, type Purpose } from '../consent/index.js';
import { Asker } from '../graph/index.js';
import {
  principalFromSession,
  sessionTokenHash,
  type VerifyDeps,
  verifyAccessToken,
} from '../identity/index.js';
import type { Ledger } from '../ledger/index.js';

export interface DoorDeps {
  readonly sessions: Ledger['sessions'];
  readonly verify: VerifyDeps;
  readonly cookieName: string;
  readonly pageClient: ClientId;
  /** The advertised address of the graph: what a proof must be made for. */
  readonly graphUrl: string;
  /** Origins a browser may send our cookie from. */
  readonly ownOrigins: readonly string[];
}

/** UNREADABLE: a token was shown and is not good. FOREIGN: a cookie came without the marks of our own page. */
export type Turned = 'UNREADABLE' | 'FOREIGN';

const WithPurpose = z.object({ extensions: z.object({ purpose: z.unknown() }) });

/** One purpose, by header or in the request’s extensions; two that differ are none, and what is no text is no purpose. */
function purposeOf(request: Request): Purpose | undefined {
  const inBody = WithPurpose.safeParse(request.body);
  const said = [
    request.get('x-purpose'),
    (inBody.success ? inBody.data.extensions.purpose : undefined) ?? undefined,
  ];
  const [first, ...others] = said.filter((purpose) => purpose !== undefined);
  const one = others.every((other) => other === first);
  return typeof first === 'string' && one && isPurpose(first) ? first : undefined;
}

const languagesOf = (request: Request): readonly string[] =>
  (request.get('accept-language') ?? '').length > 500
    ? []
    : request.acceptsLanguages().filter((language) => language !== '*');

export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** A form or link on another site can make a browser send our cookie, but not these headers from its own origin. */
function isFromOurPage(request: Request, ownOrigins: readonly string[]): boolean {
  const origin = request.get('origin');
  const marked = request.get('x-csrf') === '1' && request.get('apollo-require-preflight') === '1';
  return marked && (origin === undefined || ownOrigins.includes(origin));
}

/** Who sends this: a token’s holder, a session’s, or nobody. */
export async function whoAsks(request: Request, deps: DoorDeps): Promise<Asker | Turned> {
  const [purpose, languages] = [purposeOf(request), languagesOf(request)];
  const { method, headersDistinct } = request;
  // Node keeps the first of two and drops the other, which whoever stands before us may have gone by.
  const [authorization, ...more] = headersDistinct['authorization'] ?? [];
  if (more.length > 0) return 'UNREADABLE';
  if (authorization !== undefined) {
    const shown = { authorization, dpop: request.get('dpop'), method, url: deps.graphUrl };
    const verification = await verifyAccessToken(shown, deps.verify);
    if (!verification.verified) return 'UNREADABLE';
    return new Asker(verification.principal, purpose, undefined, languages);
  }
  const token = cookieOf(request, deps.cookieName);
  if (token === undefined) return new Asker(undefined, purpose, undefined, languages);
  if (!isFromOurPage(request, deps.ownOrigins)) return 'FOREIGN';
  const signedIn = await deps.sessions.find(sessionTokenHash(token));
  if (signedIn === undefined) return new Asker(undefined, purpose, undefined, languages);
  const principal = principalFromSession({ webId: signedIn.webId, clientId: deps.pageClient });
  return new Asker(principal, purpose, signedIn, languages);
}
