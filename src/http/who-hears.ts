import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Pass } from '../flows/index.js';
import type { Asker } from '../graph/index.js';
import { sessionTokenHash } from '../identity/index.js';
import {
  askerByToken,
  askerOf,
  cookieOf,
  type DoorDeps,
  languagesOf,
  type Turned,
} from './who-asks.js';

/** What comes with the first message. A browser sends a cookie by itself; an app shows its token, and proof for this door. */
const Shown = z.object({
  authorization: z.string().max(10_000).optional(),
  dpop: z.string().max(10_000).optional(),
  /** Instead of the browser's own wish. */
  acceptLanguage: z.string().max(500).optional(),
});

export interface Heard {
  readonly asker: Asker;
  readonly pass: Pass;
}

/** A page of another site. Programs that are no browser name no site. */
export const isForeign = (
  { origin }: Pick<IncomingHttpHeaders, 'origin'>,
  ownOrigins: readonly string[],
): boolean => origin !== undefined && !ownOrigins.includes(origin);

async function byToken(
  shown: { readonly authorization: string; readonly dpop: string | undefined },
  deps: DoorDeps,
  languages: readonly string[],
): Promise<Heard | Turned> {
  const asker = await askerByToken({ ...shown, method: 'GET' }, deps, [undefined, languages]);
  if (typeof asker === 'string') return asker;
  const { clientId: client, expiresAt: until } = asker.principal ?? {};
  if (client === undefined || until === undefined) return 'UNREADABLE';
  return { asker, pass: { kind: 'token', client, until } };
}

/** Unlike a question, a connection has no marks that only our page can set: its site has to be named, and ours. */
async function bySession(
  { headers }: IncomingMessage,
  token: string,
  deps: DoorDeps,
  languages: readonly string[],
): Promise<Heard | Turned> {
  if (headers.origin === undefined || isForeign(headers, deps.ownOrigins)) return 'FOREIGN';
  const tokenHash = sessionTokenHash(token);
  const signedIn = await deps.sessions.find(tokenHash);
  if (signedIn === undefined) return 'UNREADABLE';
  const asker = askerOf(signedIn, deps, [undefined, languages]);
  return { asker, pass: { kind: 'session', tokenHash, webId: signedIn.webId } };
}

/** Who opens this connection, by the same checks as who sends a question. */
export async function whoHears(
  request: IncomingMessage,
  params: unknown,
  deps: DoorDeps,
): Promise<Heard | Turned> {
  const shown = Shown.safeParse(params ?? {});
  if (!shown.success) return 'UNREADABLE';
  const { authorization, dpop, acceptLanguage } = shown.data;
  const wish = acceptLanguage ?? request.headers['accept-language'];
  const languages = languagesOf({ headers: { 'accept-language': wish } });
  if (authorization !== undefined) return byToken({ authorization, dpop }, deps, languages);
  const cookie = cookieOf(request, deps.cookieName);
  return cookie === undefined ? 'UNREADABLE' : bySession(request, cookie, deps, languages);
}
