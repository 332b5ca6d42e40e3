import { LRUCache } from 'lru-cache';
import { Fault } from '../base/index.js';
import { type AccessLanguage, acp, wac } from './access-languages.js';
import { linksIn } from './links.js';

type Fetch = typeof fetch;

const acrType = 'http://www.w3.org/ns/solid/acp#AccessControlResource';
/** Folders above a document that are asked where their rules stand. */
const highest = 12;

/** How a pod says whom it lets in. */
export interface PodAccess {
  readonly language: AccessLanguage;
  /** What a document's address is followed by to come to its rules. */
  readonly suffix: string;
}
/** Of the pod that this document or container is in, or will be. */
export type AccessOf = (fetch: Fetch, url: string) => Promise<PodAccess>;

/** As our own pod server does. */
const ours: PodAccess = { language: acp, suffix: '.acr' };
export const oursAlone: AccessOf = () => Promise.resolve(ours);

// The address itself and each container above it.
export function* upwards(url: string): Generator<string> {
  const { origin, pathname } = new URL(url);
  let path = pathname;
  for (let n = 0; n < highest; n += 1) {
    yield `${origin}${path}`;
    if (path === '/') return;
    path = path.slice(0, path.replace(/\/$/, '').lastIndexOf('/') + 1);
  }
}

/**
 * What follows the document's own address. Rules that stand elsewhere are none that we would write: a server could lead us
 * to those of somebody else.
 */
const suffixOf = (url: string, rules: string): string | undefined => {
  const suffix = rules.startsWith(url) ? rules.slice(url.length) : '';
  return /^[.?;][\w.=&-]{1,40}$/.test(suffix) ? suffix : undefined;
};

export async function headOf(fetch: Fetch, url: string): Promise<Response> {
  const response = await fetch(url, { method: 'HEAD' });
  await response.body?.cancel();
  if (response.status < 500 && response.status !== 429) return response;
  throw new Fault('PodUnreachable', `the pod answered ${response.status} to a look`);
}

/** @returns `shut` where it has no rules of its own that this asker may see, `unknown` where they are in neither language. */
export async function accessAt(fetch: Fetch, url: string): Promise<PodAccess | 'shut' | 'unknown'> {
  const [rules] = linksIn(await headOf(fetch, url), url, 'acl');
  const suffix = rules === undefined ? undefined : suffixOf(url, rules);
  if (rules === undefined || suffix === undefined) return 'unknown';
  const found = await headOf(fetch, rules);
  if (!found.ok) return 'shut';
  if (linksIn(found, rules, 'type').includes(acrType)) return { language: acp, suffix };
  return suffix === '.acl' ? { language: wac, suffix } : 'unknown';
}

/**
 * Asks a pod, as whoever has control there, in what language its rules are and where they stand: as the nearest place says
 * that has rules of its own.
 * @returns undefined where it speaks neither ACP nor WAC to this asker.
 */
async function findAccess(fetch: Fetch, url: string): Promise<PodAccess | undefined> {
  for (const at of upwards(url)) {
    const found = await accessAt(fetch, at);
    if (typeof found !== 'string') return found;
  }
  return undefined;
}

const keepMs = 3_600_000;

/** Our own pods are as we made them; another server is asked, and remembered for an hour. */
export function accessByOrigin(ownOrigins: readonly string[]): AccessOf {
  const known = new LRUCache<string, PodAccess>({ max: 1000, ttl: keepMs });
  return async (fetch, url) => {
    const { origin } = new URL(url);
    if (ownOrigins.includes(origin)) return ours;
    const found = known.get(origin) ?? (await findAccess(fetch, url));
    if (found === undefined) {
      throw new Fault('PodUnreachable', 'the pod does not say where its rules stand');
    }
    known.set(origin, found);
    return found;
  };
}
