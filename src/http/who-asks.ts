import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { z } from 'zod';
import { type ClientId, sha256Url, webId } from '../base/index.js';
import { isPurpose, type Purpose } from '../consent/index.js';
import { Asker } from '../graph/index.js';
import {
  linkSecretHash,
  principalFromLink,
  principalFromSession,
  sessionTokenHash,
  type VerifyDeps,
  verifyAccessToken,
} from '../identity/index.js';
import type { Ledger, SignedIn } from '../ledger/index.js';

export interface DoorDeps {
  readonly sessions: Pick<Ledger['sessions'], 'find'>;
  readonly verify: VerifyDeps;
  readonly cookieName: string;
  readonly pageClient: ClientId;
  /** Whether a link with a secret of this hash was ever made here. */
  readonly isLink: (secretHash: string) => Promise<boolean>;
  /** The advertised address of the graph: what a proof must be made for. */
  readonly graphUrl: string;
  /** Origins a browser may send our cookie from. */
  readonly ownOrigins: readonly string[];
}

/** UNREADABLE: a token was shown and is not good. FOREIGN: a cookie came without the marks of our own page. */
export type Turned = 'UNREADABLE' | 'FOREIGN';

const WithPurpose = z.object({ extensions: z.object({ purpose: z.unknown() }).nullish() });

/** One purpose, by header or in the request’s extensions; two that differ are none, and what is no text is no purpose. */
function purposeOf({ headers }: IncomingMessage, question: unknown): Purpose | undefined {
  const inBody = WithPurpose.safeParse(question);
  const said = [headers['x-purpose'], inBody.data?.extensions?.purpose ?? undefined];
  const [first, ...others] = said.filter((purpose) => purpose !== undefined);
  const one = others.every((other) => other === first);
  return typeof first === 'string' && one && isPurpose(first) ? first : undefined;
}

/** Read before: most browsers of a country say the same. */
const known = new LRUCache<string, readonly string[]>({ max: 500 });
export function languagesOf({
  headers,
}: {
  readonly headers: Pick<IncomingHttpHeaders, 'accept-language'>;
}): readonly string[] {
  const text = headers['accept-language'] ?? '';
  if (text.length > 500) return [];
  const languages =
    known.get(text) ?? new Negotiator({ headers }).languages().filter((one) => one !== '*');
  known.set(text, languages);
  return languages;
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** A form or link on another site can make a browser send our cookie, but not these headers from its own origin. */
function isFromOurPage({ headers }: IncomingMessage, ownOrigins: readonly string[]): boolean {
  const { origin } = headers;
  const marked = headers['x-csrf'] === '1' && headers['apollo-require-preflight'] === '1';
  return marked && (origin === undefined || ownOrigins.includes(origin));
}

/** As a link’s secret is spelled. */
const linkSecret = /^[A-Za-z0-9_-]{22}$/;

/** Whoever holds a link is nobody we know: named by the link, and unlike the holder of any other. */
function holderOf(secret: string, clientId: ClientId) {
  const linkHash = linkSecretHash(secret);
  const name = new URL(`/links/${sha256Url(linkHash)}`, clientId).href;
  return principalFromLink({ webId: webId(name), clientId, linkHash });
}

/** What a request says of itself beside who sends it. */
type Manner = readonly [purpose: Purpose | undefined, languages: readonly string[]];

/** By what an app shows, however it came: with a question, or with the first message of a connection. */
export async function askerByToken(
  shown: {
    readonly authorization: string;
    readonly dpop: string | undefined;
    readonly method: string;
  },
  { verify, graphUrl: url }: DoorDeps,
  [purpose, languages]: Manner,
): Promise<Asker | Turned> {
  const verification = await verifyAccessToken({ ...shown, url }, verify);
  if (!verification.verified) return 'UNREADABLE';
  return new Asker(verification.principal, purpose, undefined, languages);
}

/** Whose session it is. */
export function askerOf(
  signedIn: SignedIn,
  { pageClient: clientId }: DoorDeps,
  [purpose, languages]: Manner,
  sessionHash?: string,
): Asker {
  const { webId: who, roles = [] } = signedIn;
  const session = sessionHash === undefined ? {} : { sessionHash };
  const principal = principalFromSession({ webId: who, clientId, roles, ...session });
  return new Asker(principal, purpose, signedIn, languages);
}

/** A secret of no link is no way in: whoever made one up would be somebody new with every try. */
async function byLink(
  link: string | readonly string[],
  { pageClient, isLink }: DoorDeps,
  [purpose, languages]: Manner,
): Promise<Asker | Turned> {
  if (typeof link !== 'string' || !linkSecret.test(link)) return 'UNREADABLE';
  if (!(await isLink(linkSecretHash(link)))) return 'UNREADABLE';
  return new Asker(holderOf(link, pageClient), purpose, undefined, languages);
}

async function bySession(
  request: IncomingMessage,
  deps: DoorDeps,
  [purpose, languages]: Manner,
): Promise<Asker | Turned> {
  const token = cookieOf(request, deps.cookieName);
  if (token === undefined) return new Asker(undefined, purpose, undefined, languages);
  if (!isFromOurPage(request, deps.ownOrigins)) return 'FOREIGN';
  return byCookie(token, deps, [purpose, languages]);
}

async function byCookie(
  token: string,
  deps: DoorDeps,
  [purpose, languages]: Manner,
): Promise<Asker> {
  const sessionHash = sessionTokenHash(token);
  const signedIn = await deps.sessions.find(sessionHash);
  if (signedIn === undefined) return new Asker(undefined, purpose, undefined, languages);
  return askerOf(signedIn, deps, [purpose, languages], sessionHash);
}

/**
 * Whoever follows a link of ours in their own browser, which cannot carry the marks of our page. Only for what opens with
 * a secret besides, and changes nothing.
 */
export async function whoFollows(request: IncomingMessage, deps: DoorDeps): Promise<Asker> {
  const manner: Manner = [undefined, languagesOf(request)];
  const token = cookieOf(request, deps.cookieName);
  return token === undefined
    ? new Asker(undefined, undefined, undefined, manner[1])
    : byCookie(token, deps, manner);
}

/** Who sends this question: a token’s holder, a link’s, a session’s, or nobody. */
export async function whoAsks(
  request: IncomingMessage,
  question: unknown,
  deps: DoorDeps,
): Promise<Asker | Turned> {
  const manner: Manner = [purposeOf(request, question), languagesOf(request)];
  // Node keeps the first of two and drops the other, which whoever stands before us may have gone by.
  const [authorization, ...more] = request.headersDistinct['authorization'] ?? [];
  if (more.length > 0) return 'UNREADABLE';
  if (authorization !== undefined) {
    const { method = '', headers } = request;
    const dpop = headers['dpop']?.toString();
    return askerByToken({ authorization, dpop, method }, deps, manner);
  }
  const link = request.headers['x-share-link'];
  return link === undefined ? bySession(request, deps, manner) : byLink(link, deps, manner);
}
