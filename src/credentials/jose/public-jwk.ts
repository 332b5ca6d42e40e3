import { X509Certificate } from 'node:crypto';
import { canonicalJson, isObject, type JsonObject, present, sha256Url } from '../../base/index.js';
import type { PublicJwk } from '../public-key.js';
import { bytesOfBase64url } from './strict-json.js';

/** Members of private and shared keys: whoever sends one along has no key any more. */
const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const widths: Readonly<Record<string, number>> = { Ed25519: 32, 'P-256': 32, 'P-384': 48 };
const leastModulusBytes = 256;
const mostModulusBytes = 1024;

const bytesIn = (value: unknown): number =>
  typeof value === 'string' ? (bytesOfBase64url(value)?.length ?? 0) : 0;
const isWide = (value: unknown, crv: string): value is string =>
  typeof value === 'string' && bytesIn(value) === widths[crv];

function rsaKey({ n, e }: JsonObject): PublicJwk | undefined {
  if (typeof n !== 'string' || typeof e !== 'string' || bytesIn(e) === 0) return undefined;
  const isFit = bytesIn(n) >= leastModulusBytes && bytesIn(n) <= mostModulusBytes;
  return isFit ? { kty: 'RSA', n, e } : undefined;
}
const edwardsKey = ({ crv, x }: JsonObject): PublicJwk | undefined =>
  crv === 'Ed25519' && isWide(x, crv) ? { kty: 'OKP', crv, x } : undefined;

function curveKey({ crv, x, y }: JsonObject): PublicJwk | undefined {
  if (crv !== 'P-256' && crv !== 'P-384') return undefined;
  return isWide(x, crv) && isWide(y, crv) ? { kty: 'EC', crv, x, y } : undefined;
}
const kinds = new Map([
  ['RSA', rsaKey],
  ['OKP', edwardsKey],
  ['EC', curveKey],
]);

/** A key that came as JWK, its public members only; undefined for what is private, weak or of another kind. */
export function publicJwkOf(stated: unknown): PublicJwk | undefined {
  if (!isObject(stated) || secrets.some((name) => Object.hasOwn(stated, name))) return undefined;
  const { kty } = stated;
  return typeof kty === 'string' ? kinds.get(kty)?.(stated) : undefined;
}

/** The key in a certificate, which is not looked into further: here it says nothing of whose it is. */
export function jwkInCertificate(x5c: unknown): PublicJwk | undefined {
  const [first]: readonly unknown[] = Array.isArray(x5c) ? Array.from<unknown>(x5c) : [];
  if (typeof first !== 'string') return undefined;
  try {
    const { publicKey } = new X509Certificate(Buffer.from(first, 'base64'));
    return publicJwkOf(publicKey.export({ format: 'jwk' }));
  } catch {
    return undefined;
  }
}

/** RFC 7638: the members that a key of its kind has to have, in the order of their names. */
export const thumbprintOf = ({ kty, crv, x, y, n, e }: PublicJwk): string =>
  sha256Url(canonicalJson(present({ kty, crv, x, y, n, e })));
