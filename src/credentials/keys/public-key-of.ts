import { publicJwkOf, thumbprintOf } from '../public-jwk.js';
import type { PublicKey } from '../public-key.js';

/** A key under the name it is published by. @returns undefined for what is private, weak or of another kind. */
export function publicKeyOf(id: string, stated: unknown): PublicKey | undefined {
  const jwk = publicJwkOf(stated);
  return jwk && { id, jwk, thumbprint: thumbprintOf(jwk) };
}
