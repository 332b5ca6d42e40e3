import { webcrypto } from 'node:crypto';
import type { JsonObject } from './base/index.js';
import { didDocumentOf, publicKeyOf } from './credentials/index.js';
import type { WalletDesk } from './flows/index.js';
import type { QueryKeys } from './identity/index.js';
import type { Setup } from './setup.js';

type Key = Pick<QueryKeys, 'verifier'>;

/** Our name for wallets, which leads to the address of the page. */
const didOf = ({ publicOrigin }: Pick<Setup, 'publicOrigin'>): string =>
  `did:web:${new URL(publicOrigin).host.replace(':', '%3A')}:verifier`;

const methodOf = (did: string, { verifier }: Key): string => `${did}#${verifier.kid}`;

/** As whom wallets are asked. */
export function walletDeskOf(setup: Pick<Setup, 'publicOrigin'>, keys: Key): WalletDesk {
  const did = didOf(setup);
  const { privateKey } = keys.verifier;
  return {
    did,
    origin: setup.publicOrigin,
    signer: {
      id: methodOf(did, keys),
      algorithm: 'ES256',
      sign: async (data) => {
        const how = { name: 'ECDSA', hash: 'SHA-256' };
        return new Uint8Array(await webcrypto.subtle.sign(how, privateKey, data));
      },
    },
  };
}

/** What a wallet finds by that name. */
export async function walletDidDocument(
  setup: Pick<Setup, 'publicOrigin'>,
  keys: Key,
): Promise<JsonObject> {
  const did = didOf(setup);
  const id = methodOf(did, keys);
  const key = publicKeyOf(id, keys.verifier.publicJwk);
  const document = await didDocumentOf(did, key === undefined ? [] : [key]);
  return { ...document, authentication: [id] };
}
