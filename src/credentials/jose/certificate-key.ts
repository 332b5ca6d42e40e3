import { X509Certificate } from 'node:crypto';
import { publicJwkOf } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';

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
