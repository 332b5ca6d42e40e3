import type { DidDocuments } from '../did-document.js';
import type { Finding } from '../finding.js';
import { isPublicKey, publicJwkOf, publicKey } from '../public-jwk.js';
import type { PublicJwk, PublicKey } from '../public-key.js';
import { type DidUrl, didUrlOf } from './did-url.js';
import { assertionMethodsIn, jwkInDocument } from './did-web-method.js';
import { multikeyJwk } from './multikey.js';

export interface FoundKey {
  readonly key: PublicKey;
  /** Who publishes it. */
  readonly did: string;
}
export const isFoundKey = (found: FoundKey | Finding): found is FoundKey => 'key' in found;

const unsupported: Finding = { code: 'KEY_UNSUPPORTED' };
const unresolved: Finding = { code: 'KEY_UNRESOLVED' };

/** Its name is its key, and names it once more behind the `#`, or not at all. */
function jwkOfDidKey({ name, fragment = name }: DidUrl): PublicJwk | Finding {
  return fragment === name ? (multikeyJwk(name) ?? unsupported) : unresolved;
}

function jsonIn(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function jwkOfDidJwk({ name, fragment = '0' }: DidUrl): PublicJwk | Finding {
  return fragment === '0' ? (publicJwkOf(jsonIn(name)) ?? unsupported) : unresolved;
}

function jwkOf(method: string, url: DidUrl, dids: DidDocuments, at: Date): PublicJwk | Finding {
  switch (url.method) {
    case 'key':
      return jwkOfDidKey(url);
    case 'jwk':
      return jwkOfDidJwk(url);
    case 'web':
      return url.fragment === undefined
        ? unresolved
        : jwkInDocument(dids.get(url.did), { did: url.did, method, at });
    default:
      return { code: 'DID_METHOD_UNSUPPORTED' };
  }
}

/**
 * The key of a verification method by which its DID asserts.
 * @param method an absolute DID URL; of did:key and did:jwk the DID alone will do, since it has one key.
 * @param dids documents of did:web, fetched beforehand.
 * @param at when it has to count: a key can say until when it does.
 */
export async function keyOf(
  method: string,
  dids: DidDocuments,
  at = new Date(),
): Promise<FoundKey | Finding> {
  const url = didUrlOf(method);
  if (url === undefined) return unresolved;
  const jwk = jwkOf(method, url, dids, at);
  if ('code' in jwk) return jwk;
  const key = publicKey(method, jwk);
  return isPublicKey(key) ? { key, did: url.did } : key;
}

/** All keys by which a DID asserts, each by its method: a key, or why it cannot be used. */
export async function keysOf(
  did: string,
  dids: DidDocuments,
  at = new Date(),
): Promise<ReadonlyMap<string, FoundKey | Finding>> {
  const url = didUrlOf(did);
  const methods = url?.method === 'web' ? assertionMethodsIn(dids.get(did), did) : [did];
  const found = new Map<string, FoundKey | Finding>();
  for (const method of methods) found.set(method, await keyOf(method, dids, at));
  return found;
}
