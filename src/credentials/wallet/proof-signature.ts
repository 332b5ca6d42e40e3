import { createHash } from 'node:crypto';
import type { CallbackContext, JwtSigner } from '@openid4vc/oauth2';
import { compactVerify, errors, importJWK } from 'jose';
import { isPublishedForTests } from '../dids/keys-published-for-tests.js';
import { objectOf } from '../jose/strict-json.js';
import { publicJwkOf, thumbprintOf } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';

const didJwk = /^did:jwk:([\w-]{1,2000})#0$/;

/** The key that a wallet says it signs with; its private half must not be among it. */
function statedBy(signer: JwtSigner): unknown {
  if (signer.method === 'jwk') return signer.publicJwk;
  if (signer.method !== 'did') return undefined;
  const encoded = didJwk.exec(signer.didUrl)?.[1];
  if (encoded === undefined) return undefined;
  const read = objectOf(encoded);
  return 'value' in read ? read.value : undefined;
}

/** @returns undefined for a key that no credential is bound to: of another kind, or known to everybody. */
export function holderKeyOf(signer: JwtSigner): PublicJwk | undefined {
  const jwk = publicJwkOf(statedBy(signer));
  if (jwk === undefined || jwk.crv !== 'P-256') return undefined;
  return isPublishedForTests(thumbprintOf(jwk)) ? undefined : jwk;
}

/** Own keys and hashes for the library, which checks no signature by itself. */
export const proofCallbacks: Pick<CallbackContext, 'hash' | 'verifyJwt'> = {
  hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  async verifyJwt(signer, { compact, header }) {
    const jwk = holderKeyOf(signer);
    if (jwk === undefined || header.alg !== 'ES256') return { verified: false };
    try {
      await compactVerify(compact, await importJWK({ ...jwk }, 'ES256'), { algorithms: ['ES256'] });
      return { verified: true, signerJwk: { ...jwk } };
    } catch (error) {
      if (error instanceof errors.JOSEError) return { verified: false };
      throw error;
    }
  },
};
