import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  EmbeddedJWK,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import { sha256Url, unambiguous } from '../base/index.js';
import { algorithms, type TokenRefusal } from './access-token.js';

export interface ProofExpectation {
  /** Absent: there is none yet, and the proof is for getting one. */
  readonly token?: string;
  /** Thumbprint the token is bound to; absent with it. */
  readonly jkt?: string;
  readonly method: string;
  /** As advertised to clients, not as seen behind a proxy. */
  readonly url: string;
  readonly now: Date;
}

/** For the replay store: the proof's id, and when it could no longer be accepted anyway. */
export interface ProofUse {
  readonly id: string;
  readonly expiresAt: Date;
  /** Thumbprint of the key that it was signed with. */
  readonly jkt: string;
}

/** Seconds a proof's clock may differ from ours, either way. */
const windowSeconds = 60;

/** RFC 9449 §4.3, with `ath` required wherever there is a token. Using the proof up is the caller's, as the last step. */
export async function readProof(
  proof: string,
  expected: ProofExpectation,
): Promise<ProofUse | TokenRefusal> {
  try {
    const { payload } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms,
      requiredClaims: ['iat', 'jti', 'htm', 'htu'],
      currentDate: expected.now,
    });
    const jkt = await calculateJwkThumbprint(decodeProtectedHeader(proof).jwk ?? {});
    if (expected.jkt !== undefined && jkt !== expected.jkt) return 'proof-key';
    return useOf(payload, expected, jkt);
  } catch (error) {
    // A key that is no key is a DOMException.
    const malformed = [errors.JOSEError, TypeError, DOMException];
    if (malformed.some((kind) => error instanceof kind)) return 'proof-malformed';
    throw error;
  }
}

function useOf(
  payload: JWTPayload,
  expected: ProofExpectation,
  jkt: string,
): ProofUse | TokenRefusal {
  const { iat = Number.NaN, jti = '', htm, htu, ath } = payload;
  if (htm !== expected.method) return 'proof-method';
  if (typeof htu !== 'string' || addressOf(htu) !== addressOf(expected.url)) return 'proof-address';
  if (!(Math.abs(expected.now.getTime() / 1000 - iat) <= windowSeconds)) return 'proof-time';
  if (expected.token !== undefined && ath !== sha256Url(expected.token)) return 'proof-token';
  if (jti === '') return 'proof-malformed';
  return {
    jkt,
    id: sha256Url(unambiguous([jkt, jti])),
    // Twice the window: the store may forget by another clock than ours.
    expiresAt: new Date((iat + 2 * windowSeconds) * 1000),
  };
}

/** Without query and fragment, as the URL standard writes it. */
function addressOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed === null ? undefined : parsed.origin + parsed.pathname;
}
