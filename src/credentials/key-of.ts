import type { DidDocuments } from './did-document.js';
import type { Finding } from './finding.js';
import type { PublicKey } from './public-key.js';

export interface FoundKey {
  readonly key: PublicKey;
  /** The DID that publishes it; absent where the key came along in the name of the method, and is anybody's. */
  readonly did?: string;
}
/** The key that an absolute verification method leads to, by documents fetched beforehand, or why there is none. */
export type KeyOf = (method: string, dids: DidDocuments) => Promise<FoundKey | Finding>;

export const isFound = (found: FoundKey | Finding): found is FoundKey => 'key' in found;
