import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs, { type DocumentLoader } from 'jsonld-signatures';
import type { JsonObject } from '../../base/index.js';
import { pinnedLoader } from '../data-integrity/loader.js';
import type { Signer } from '../signer.js';

export interface Signing {
  readonly created: Date;
  /** Another than that of the pinned vocabularies. */
  readonly documentLoader?: DocumentLoader;
}

/**
 * Signs by Data Integrity, `eddsa-rdfc-2022`.
 * @returns the bytes to keep, to deliver and to check: written out once, and never again from what they say.
 * @throws Error for a member that no context defines: it would not be signed.
 */
export async function signCredential(
  unsigned: JsonObject,
  signer: Signer,
  { created, documentLoader = pinnedLoader() }: Signing,
): Promise<Uint8Array> {
  if (signer.algorithm !== 'EdDSA') throw new TypeError('This proof is made with Ed25519.');
  const suite = new DataIntegrityProof({
    signer: {
      id: signer.id,
      algorithm: 'Ed25519',
      sign: ({ data }) => signer.sign(data),
    },
    date: created,
    cryptosuite,
  });
  const purpose = new jsigs.purposes.AssertionProofPurpose();
  // The library writes into what it gets.
  const signed = await jsigs.sign(structuredClone(unsigned), { suite, purpose, documentLoader });
  return Buffer.from(JSON.stringify(signed), 'utf8');
}
