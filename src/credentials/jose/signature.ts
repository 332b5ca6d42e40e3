import { compactVerify, importJWK } from 'jose';
import { present } from '../../base/index.js';
import { noProof, type ProofCheck } from '../envelope.js';
import type { PublicJwk } from '../public-key.js';
import type { Jws } from './jws.js';

/** Algorithms, and the one kind of key of each: no key is used for an algorithm that it was not made for. */
const kinds: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
  RS256: 'RSA',
};
const kindOf = ({ kty, crv }: PublicJwk): string => crv ?? kty;

/** Why a header cannot be gone on with: an algorithm nobody should use, or extensions that we would have to understand. */
export function refusedHeader({ header }: Jws): ProofCheck | undefined {
  const { alg, crit } = header;
  if (typeof alg !== 'string' || !Object.hasOwn(kinds, alg)) {
    return noProof('UNSUPPORTED', { code: 'ALGORITHM_UNSUPPORTED' });
  }
  return crit === undefined ? undefined : noProof('UNSUPPORTED', { code: 'PROOF_UNSUPPORTED' });
}

const importable = (jwk: PublicJwk) => present({ ...jwk });

/** @returns why it is not, where the signature is not by this key. The header was found good before. */
export async function signatureProblem(
  { text, header }: Jws,
  jwk: PublicJwk,
): Promise<ProofCheck | undefined> {
  const alg = String(header['alg']);
  if (kinds[alg] !== kindOf(jwk)) return noProof('INVALID', { code: 'SIGNATURE' });
  const key = await importJWK(importable(jwk), alg).catch(() => undefined);
  if (key === undefined) return noProof('UNSUPPORTED', { code: 'KEY_UNSUPPORTED' });
  const isTrue = await compactVerify(text, key, { algorithms: [alg] }).then(
    () => true,
    () => false,
  );
  return isTrue ? undefined : noProof('INVALID', { code: 'SIGNATURE' });
}
