import type { WebId } from '../base/index.js';
import { findDocument } from './documents.js';
import { linksIn } from './links.js';
import { quadsIn } from './rule-readers.js';
import { headOf, upwards } from './rules-place.js';

const storageTerm = 'http://www.w3.org/ns/pim/space#storage';
export const storageType = 'http://www.w3.org/ns/pim/space#Storage';
/** Characters; a profile has some thousands. */
const longestProfile = 100_000;
const mostStorages = 10;

/** A root in which something of ours can stand: with a slash at the end, and nothing behind it. */
export function asStorage(value: string): string | undefined {
  const url = value.length <= 1000 ? URL.parse(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || !url.pathname.endsWith('/')) {
    return undefined;
  }
  const isBare = `${url.search}${url.hash}${url.username}${url.password}` === '';
  return isBare && !url.pathname.includes('//') ? url.href : undefined;
}

/** The nearest container above that says it is a storage. */
async function above(fetch: typeof globalThis.fetch, profile: string) {
  for (const at of upwards(profile)) {
    if (!at.endsWith('/')) continue;
    const types = linksIn(await headOf(fetch, at), at, 'type');
    if (types.includes(storageType)) return [at];
  }
  return [];
}

/**
 * The pods of somebody, as their profile names them; one that names none stands in its pod itself.
 * @param fetch asks as nobody: a profile is for everyone.
 */
export async function storagesOf(
  fetch: typeof globalThis.fetch,
  webId: WebId,
): Promise<readonly string[]> {
  const [profile = webId] = webId.split('#');
  const found = await findDocument(fetch, profile, 'text/turtle');
  const quads = found === 'absent' ? [] : quadsIn(found.body, profile, longestProfile);
  const listed = (quads ?? []).filter(
    ({ subject, predicate }) => subject.value === webId && predicate.value === storageTerm,
  );
  const roots = listed.flatMap(({ object }) => asStorage(object.value) ?? []);
  const named = [...new Set(roots)].slice(0, mostStorages);
  return named.length > 0 ? named : above(fetch, profile);
}
