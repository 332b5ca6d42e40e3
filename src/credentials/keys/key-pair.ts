import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, sha256Url } from '../../base/index.js';
import type { PublicJwk, PublicKey } from '../public-key.js';
import type { Signer } from '../signer.js';

const base64url = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Of the two kinds that institutions sign with; strict, so that no private member passes. */
export const OwnJwk = z.union([
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: base64url }),
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url }),
]);

/** What both kinds are signed with takes the message itself, and gives 64 bytes. */
export function signerOf(id: string, key: KeyObject): Signer {
  const isEd25519 = key.asymmetricKeyType === 'ed25519';
  return {
    id,
    algorithm: isEd25519 ? 'EdDSA' : 'ES256',
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign(
          isEd25519 ? null : 'sha256',
          data,
          { key, dsaEncoding: 'ieee-p1363' },
          (error, signature) => {
            if (error === null) resolve(signature);
            else reject(error);
          },
        );
      }),
  };
}

export const newEd25519 = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
export const newP256 = (): KeyObject =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** RFC 7638: these keys have no other members than those that count. */
export const publicKeyOf = (id: string, jwk: PublicJwk): PublicKey => ({
  id,
  jwk,
  thumbprint: sha256Url(canonicalJson(jwk)),
});

export const publicHalf = (key: KeyObject): PublicJwk =>
  OwnJwk.parse(createPublicKey(key).export({ format: 'jwk' }));

export const toBytes = (key: KeyObject): Buffer => key.export({ type: 'pkcs8', format: 'der' });
export const fromBytes = (der: Buffer): KeyObject =>
  createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
