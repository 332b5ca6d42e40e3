import {
  base64url,
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';
import { canonicalJson } from '../base/index.js';
import type { SigningKey } from './keys.js';

/** What we say in writing: one `typ` per kind of statement, so that none can be shown for another. */
export type AttestationType = `leerkluis-${string}+jwt`;
/** Signs a statement: a compact JWS over its canonical JSON, with who says so. */
export type Attest = (type: AttestationType, payload: object) => Promise<string>;
/** Public halves, as published under `/attestation/jwks`. */
export interface AttestationKeys {
  readonly keys: readonly JWK[];
}
export type Attested = Readonly<Record<string, unknown>>;

const algorithm = 'ES256';

/** @param key the builder’s side only: whoever holds it can say anything in our name. */
export const attester =
  (key: SigningKey, issuerOrigin: string): Attest =>
  (type, payload) => {
    const said = canonicalJson({ ...payload, iss: issuerOrigin });
    return new CompactSign(new TextEncoder().encode(said))
      .setProtectedHeader({ alg: algorithm, typ: type, kid: key.kid })
      .sign(key.privateKey);
  };

/** As it is published and travels along with what was signed: nothing but the public half. */
export const attestationKeySet = ({ kty = 'EC', crv, x, y, kid }: JWK): AttestationKeys => ({
  keys: [
    {
      kty,
      ...(crv !== undefined && { crv }),
      ...(x !== undefined && { x }),
      ...(y !== undefined && { y }),
      ...(kid !== undefined && { kid }),
      alg: algorithm,
      use: 'sig',
    },
  ],
});

/** A text has one spelling: bits that decoding drops may not differ. */
const isSpelledRight = (jws: string): boolean =>
  jws.split('.').every((part) => base64url.encode(base64url.decode(part)) === part);

/** By its own name only, and a key bears its name by right: it is its thumbprint. */
async function keyNamed(kid: string, { keys }: AttestationKeys): Promise<CryptoKey | undefined> {
  const jwk = keys.find((one) => one.kid === kid);
  if (jwk === undefined || jwk.use !== 'sig' || jwk.alg !== algorithm) return undefined;
  if ((await calculateJwkThumbprint(jwk)) !== kid) return undefined;
  const key = await importJWK(jwk, algorithm);
  return key instanceof Uint8Array ? undefined : key;
}

async function read(
  jws: string,
  type: AttestationType,
  keys: AttestationKeys,
): Promise<Attested | undefined> {
  // Where a key may be found says the caller, never what was signed: jku, x5u, jwk and crit are not for us.
  const { alg, typ, kid, ...others } = decodeProtectedHeader(jws);
  const plain = alg === algorithm && typ === type && Object.keys(others).length === 0;
  const key = plain && kid !== undefined ? await keyNamed(kid, keys) : undefined;
  if (key === undefined || !isSpelledRight(jws)) return undefined;
  const { payload } = await compactVerify(jws, key, { algorithms: [algorithm] });
  const said: unknown = JSON.parse(new TextDecoder().decode(payload));
  return typeof said === 'object' && said !== null && !Array.isArray(said)
    ? { ...said }
    : undefined;
}

/** @returns what was said, or undefined for anything that these keys did not sign as this type; never throws. */
export const checkAttestation = async (
  jws: string,
  type: AttestationType,
  keys: AttestationKeys,
): Promise<Attested | undefined> => read(jws, type, keys).catch(() => undefined);
