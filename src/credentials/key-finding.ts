import type { DidDocuments } from './did-document.js';
import { keyOf } from './dids/key-of.js';
import type { SigningKey } from './examined.js';
import type { Finding } from './finding.js';

/**
 * Whether the keys of a credential still stand where they were found. One that was taken away may have been stolen; one that
 * cannot be asked for any more is no proof of anything bad.
 */
export async function keyFinding(
  keys: readonly SigningKey[],
  dids: DidDocuments,
): Promise<Finding | undefined> {
  for (const { method, did, thumbprint } of keys) {
    if (did?.startsWith('did:web:') !== true) continue;
    const found = await keyOf(method, dids);
    if ('code' in found) return { code: found.code };
    if (found.key.thumbprint !== thumbprint) return { code: 'KEY_GONE' };
  }
  return undefined;
}
