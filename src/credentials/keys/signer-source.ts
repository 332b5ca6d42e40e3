import type { InstitutionId } from '../../base/index.js';
import type { PublicKey } from '../public-key.js';
import type { Signer } from '../signer.js';

/** All that signs in one institution's name. */
export interface InstitutionSigners {
  readonly did: string;
  /** Ed25519: credentials and their status lists. */
  readonly credentials: Signer;
  /** P-256: what goes to wallets, and the lists of that. */
  readonly wallets: Signer;
  /** Of these two and of all that signed before them: what the institution's DID document publishes. */
  readonly published: readonly PublicKey[];
}

/** Where keys are kept: in files, in hardware, with a key service. It hands out signatures, and never a key. */
export interface SignerSource {
  /** Made at the first call; then the same until they are rotated. */
  signersOf(institution: InstitutionId): Promise<InstitutionSigners>;
  /**
   * New keys sign from now on. The old public halves stay published: what they signed is still checked by them.
   */
  rotate(institution: InstitutionId): Promise<InstitutionSigners>;
}
