import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, isObject, type JsonObject, present, sha256Url } from '../base/index.js';
import type { Finding } from './finding.js';
import type { PublicJwk, PublicKey } from './public-key.js';

const text = z.string();
const Jwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: text }),
  z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384']), x: text, y: text }),
  z.object({ kty: z.literal('RSA'), n: text, e: text }),
]);

/** RFC 7518: whoever shows one of these has given the key away. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

const leastModulus = 2048;
/** A longer one makes every look at a signature dear. */
const mostModulus = 8192;

/** A key that says what it is for, and it is something else. */
function isForOtherUse({ use, key_ops: operations }: JsonObject): boolean {
  if (use !== undefined && use !== 'sig') return true;
  return operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'));
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (asymmetricKeyType !== 'rsa') return true;
  const { modulusLength = 0, publicExponent = 0n } = details ?? {};
  const isLong = modulusLength >= leastModulus && modulusLength <= mostModulus;
  return isLong && publicExponent >= 3n && publicExponent % 2n === 1n;
}

/** Written the one way there is: one key has one thumbprint, however its numbers were spelled. */
function written(key: KeyObject): PublicJwk | undefined {
  const parsed = Jwk.safeParse(key.export({ format: 'jwk' }));
  return parsed.success && isStrong(key) ? parsed.data : undefined;
}

/** @returns undefined for a key that is none: not on its curve, too short, of another kind, or with its private half. */
export function publicJwkOf(value: unknown): PublicJwk | undefined {
  if (!isObject(value) || isForOtherUse(value)) return undefined;
  if (privateMembers.some((member) => member in value)) return undefined;
  const parsed = Jwk.safeParse(value);
  if (!parsed.success) return undefined;
  try {
    return written(createPublicKey({ key: parsed.data, format: 'jwk' }));
  } catch {
    return undefined;
  }
}

/** @param spki DER, as RFC 5280 has it. */
export function publicJwkOfSpki(spki: Buffer): PublicJwk | undefined {
  try {
    return written(createPublicKey({ key: spki, format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
}

/** RFC 7638: the members that a key of its kind has to have, in the order of their names. */
export const thumbprintOf = ({ kty, crv, x, y, n, e }: PublicJwk): string =>
  sha256Url(canonicalJson(present({ kty, crv, x, y, n, e })));

/** @param id the verification method. */
export const publicKey = (id: string, jwk: PublicJwk | undefined): PublicKey | Finding =>
  jwk === undefined ? { code: 'KEY_UNSUPPORTED' } : { id, jwk, thumbprint: thumbprintOf(jwk) };

export const isPublicKey = (found: PublicKey | Finding): found is PublicKey => 'jwk' in found;
