import type { InstitutionId } from '../../base/index.js';
import type { PublicKey } from '../public-key.js';
import type { Signer } from '../signer.js';

/** What an institution's DID document publishes: the keys that sign, and all that signed before them. */
export interface InstitutionKeys {
  readonly did: string;
  readonly published: readonly PublicKey[];
}

/** All that signs in one institution's name. */
export interface InstitutionSigners extends InstitutionKeys {
  /** Ed25519: credentials and their status lists. */
  readonly credentials: Signer;
  /** P-256: what goes to wallets, and the lists of that. */
  readonly wallets: Signer;
}

/** Where keys are kept: in files, in hardware, with a key service. It hands out signatures, and never a key. */
export interface SignerSource {
  /** Makes none, whoever asks; undefined where there are none. */
  keysOf(institution: InstitutionId): Promise<InstitutionKeys | undefined>;
  /** Made at the first call; then the same until they are rotated. */
  signersOf(institution: InstitutionId): Promise<InstitutionSigners>;
  /**
   * New keys sign from now on. The old public halves stay published: what they signed is still checked by them.
   */
  rotate(institution: InstitutionId): Promise<InstitutionSigners>;
}
