import type { DidDocuments } from './did-document.js';
import type { Finding } from './finding.js';
import type { PublicKey } from './public-key.js';

/** A key, and the DID that publishes it. */
export interface PublishedKey {
  readonly key: PublicKey;
  readonly did: string;
}
export type KeyOf = (method: string, dids: DidDocuments) => Promise<PublishedKey | Finding>;
