import type { JsonObject } from '../base/index.js';
import type { DidDocuments } from './did-document.js';
import type { CredentialForm, SigningKey } from './examined.js';
import type { Finding } from './finding.js';
import type { ProofState } from './states.js';

/** What looking into the proof, or all proofs, of a credential gave. */
export interface ProofCheck {
  readonly proof: ProofState;
  /** One for each proof; empty unless VALID. */
  readonly keys: readonly SigningKey[];
  readonly findings: readonly Finding[];
}

/** A credential out of its wrapping, not yet looked into. */
export interface Envelope {
  readonly form: CredentialForm;
  /** In the words of the W3C data model, or of SD-JWT VC with what was disclosed put back. Believed only once proven. */
  readonly claims: JsonObject;
  /** As it names itself; what a proof has to be bound to. */
  readonly issuer?: string;
  /** As stated: ISO 8601. Numeric dates of a JWT come written out. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Of all keys that its proofs name, and of its issuer: what has to be fetched before it can be proven. */
  readonly dids: readonly string[];
  /** Looks into every proof, by documents fetched beforehand. Never throws. */
  readonly prove: (dids: DidDocuments) => Promise<ProofCheck>;
}

export const noProof = (proof: ProofState, ...findings: readonly Finding[]): ProofCheck => ({
  proof,
  keys: [],
  findings,
});

export const isEnvelope = (opened: Envelope | Finding): opened is Envelope => 'prove' in opened;
