import type { Finding } from '../finding.js';
import { publicKey } from '../public-jwk.js';
import type { PublicKey } from '../public-key.js';
import { multikeyJwk } from './multikey.js';

/**
 * The key that stands behind the `#` of a web address, as in `https://x.example/issuers/1#z6Mk…`. Nobody publishes it there: a
 * signature by it holds, and says nothing of who signed.
 * @returns undefined where the method is no web address.
 */
export async function carriedKey(method: string): Promise<PublicKey | Finding | undefined> {
  const url = URL.parse(method);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.hash.length < 2) return { code: 'KEY_UNRESOLVED' };
  const jwk = multikeyJwk(url.hash.slice(1));
  if (jwk !== undefined) return publicKey(method, jwk);
  // It sets out to be a key.
  return { code: url.hash.startsWith('#z') ? 'KEY_MALFORMED' : 'KEY_UNSUPPORTED' };
}
