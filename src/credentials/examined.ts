import type { Finding } from './finding.js';
import type { ProofState } from './states.js';

/** How a credential was secured. OTHER: by nothing that is looked into here. */
export const credentialForms = ['DATA_INTEGRITY', 'VC_JWT', 'SD_JWT', 'OTHER'] as const;
export type CredentialForm = (typeof credentialForms)[number];

/** The key that made a proof, as it was when it was looked at. */
export interface SigningKey {
  /** Of the verification method, such as `did:web:school.example#key-1`. */
  readonly method: string;
  /** The DID that publishes it; absent where the key came along with the credential. */
  readonly did?: string;
  /** RFC 7638, base64url of SHA-256. */
  readonly thumbprint: string;
  /** By DID, so that the issuer's name leads to it; else carried in a header or an address, and anybody's. */
  readonly isPublished: boolean;
}

/** Where its issuer says whether a credential still holds. */
export interface StatusRef {
  readonly kind: 'BITSTRING' | 'TOKEN' | 'UNSUPPORTED';
  /** Address of the list; empty where unsupported. */
  readonly list: string;
  readonly index: number;
  /** `revocation`, `suspension` or another word of the standard; for TOKEN empty: the value says which. */
  readonly purpose: string;
  /** Why it cannot be asked, where it cannot. */
  readonly problem?: Finding;
}

/** What a credential says of whom it is about. Compared and forgotten: kept in no cache. */
export interface SubjectClaims {
  readonly ids: readonly string[];
  /** Open Badges: identifiers, mostly hashed. */
  readonly identifiers: readonly {
    readonly type: string;
    readonly hash: string;
    readonly isHashed: boolean;
    readonly salt?: string;
  }[];
  /** SD-JWT: the holder's key (`cnf`), as its RFC 7638 thumbprint. */
  readonly holderThumbprint?: string;
}

/**
 * What stands in these bytes and whether they are what was signed: the same for ever, for the same keys. Holds nothing of
 * anybody, so that it can be kept by digest, for all who have the same bytes.
 */
export interface Examined {
  /** Hex SHA-256 of the bytes as they came. */
  readonly digest: string;
  readonly form: CredentialForm;
  /** As it names itself: a DID or an address. */
  readonly issuer?: string;
  readonly proof: ProofState;
  /** One for each proof, all of which held; empty unless VALID. */
  readonly keys: readonly SigningKey[];
  /** Instants, ISO 8601 in UTC. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly status: readonly StatusRef[];
  readonly findings: readonly Finding[];
}
