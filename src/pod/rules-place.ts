import { LRUCache } from 'lru-cache';
import { Fault } from '../base/index.js';
import { type AccessLanguage, acp, wac } from './access-languages.js';
import { linksIn } from './links.js';

type Fetch = typeof fetch;

const acrType = 'http://www.w3.org/ns/solid/acp#AccessControlResource';
/** Folders above a document that are asked where their rules stand. */
const highest = 12;
/** Folders above a document among which its kluis is looked for: an audit goes 32 deep. */
const deepest = 48;

/** How a pod says whom it lets in. */
export interface PodAccess {
  readonly language: AccessLanguage;
  /** What a document's address is followed by to come to its rules. */
  readonly suffix: string;
}
export interface AccessOf {
  /** Of the pod that this document or container is in, or will be. */
  (fetch: Fetch, url: string): Promise<PodAccess>;
  /** The pod did other than what was known of it: it is asked anew before anything else is done there. */
  readonly forget?: (url: string) => void;
}

/** As our own pod server does. */
const ours: PodAccess = { language: acp, suffix: '.acr' };
export const oursAlone: AccessOf = () => Promise.resolve(ours);

// The address itself and each container above it.
export function* upwards(url: string, most = highest): Generator<string> {
  const { origin, pathname } = new URL(url);
  let path = pathname;
  for (let n = 0; n < most; n += 1) {
    yield `${origin}${path}`;
    if (path === '/') return;
    path = path.slice(0, path.replace(/\/$/, '').lastIndexOf('/') + 1);
  }
}

/**
 * What follows the document's own address, in one of the ways that pod servers have. Rules that stand elsewhere are none that
 * we would write: a server could lead us to those of somebody else, or to a document.
 */
const suffixOf = (url: string, rules: string): string | undefined => {
  const suffix = rules.startsWith(url) ? rules.slice(url.length) : '';
  return /^(?:\.|[?;]ext=)ac[rl]$/.test(suffix) ? suffix : undefined;
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

/** A kluis in a pod that was brought. */
export interface BroughtPlace {
  readonly storage: string;
  readonly kind: AccessLanguage['kind'];
}
/** Which of these containers is such a kluis, as the ledger has it. */
export type BroughtAmong = (places: readonly string[]) => Promise<BroughtPlace | undefined>;

/**
 * @param kind the language that the pod was brought with; absent: any.
 * @throws Fault `PodRefused` where the pod answers, and shows no rules that are in it.
 */
async function askAnew(
  fetch: Fetch,
  url: string,
  kind?: AccessLanguage['kind'],
): Promise<PodAccess> {
  const found = await findAccess(fetch, url);
  if (found !== undefined && (kind ?? found.language.kind) === found.language.kind) return found;
  throw new Fault('PodRefused', 'the pod does not say where its rules stand');
}

const keepMs = 3_600_000;

/** Our own pods are as we made them; of another server each kluis is asked, and remembered for an hour. */
export function accessByPod(ownOrigins: readonly string[], broughtAmong: BroughtAmong): AccessOf {
  const known = new LRUCache<string, PodAccess>({ max: 1000, ttl: keepMs });
  const access: AccessOf = async (fetch, url) => {
    if (ownOrigins.includes(new URL(url).origin)) return ours;
    const places = [...upwards(url, deepest)];
    const kept = places.map((at) => known.get(at)).find((one) => one !== undefined);
    if (kept !== undefined) return kept;
    const place = await broughtAmong(places);
    if (place === undefined) return askAnew(fetch, url);
    const found = await askAnew(fetch, place.storage, place.kind);
    known.set(place.storage, found);
    return found;
  };
  const forget = (url: string): void => {
    for (const at of upwards(url, deepest)) known.delete(at);
  };
  return Object.assign(access, { forget });
}
