import { fromJwk } from '@digitalbazaar/ed25519-multikey';
import type { JsonObject } from '../../base/index.js';
import type { PublicKey } from '../public-key.js';

async function methodOf(controller: string, { id, jwk }: PublicKey): Promise<JsonObject> {
  if (jwk.crv !== 'Ed25519') return { id, type: 'JsonWebKey', controller, publicKeyJwk: jwk };
  const { publicKeyMultibase } = await fromJwk({ jwk });
  return { id, type: 'Multikey', controller, publicKeyMultibase };
}

/** The document in which an institution says which keys sign in its name, or once did. */
export async function didDocumentOf(
  did: string,
  published: readonly PublicKey[],
): Promise<JsonObject> {
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: did,
    verificationMethod: await Promise.all(published.map((key) => methodOf(did, key))),
    assertionMethod: published.map(({ id }) => id),
  };
}
