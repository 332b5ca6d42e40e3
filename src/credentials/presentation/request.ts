import type { DcqlQuery } from 'dcql';
import { type JsonObject, present } from '../../base/index.js';
import type { PublicJwk } from '../public-key.js';
import type { Signer } from '../signer.js';

export const responseModes = ['direct_post', 'direct_post.jwt'] as const;
export type ResponseMode = (typeof responseModes)[number];

/** Content encryption that wallets may choose from. */
export const encryptions = ['A128GCM', 'A256GCM'] as const;

/** One question to whoever has a wallet. */
export interface PresentationRequest {
  /** As we name ourselves, with its prefix: what the holder's word has to be addressed to. */
  readonly clientId: string;
  readonly clientName: string;
  readonly nonce: string;
  readonly state: string;
  readonly responseUri: string;
  readonly mode: ResponseMode;
  readonly query: DcqlQuery.Input;
  /** Of this request alone, with the name by which an answer says that it is encrypted to it. */
  readonly encryptTo: PublicJwk & { readonly kid: string };
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** The prefix for a verifier that is known by a DID. */
export const clientIdOf = (did: string): string => `decentralized_identifier:${did}`;

export const requestObjectType = 'oauth-authz-req+jwt';

const signatures = ['ES256', 'EdDSA'];
const formats = {
  'dc+sd-jwt': { 'sd-jwt_alg_values': signatures, 'kb-jwt_alg_values': ['ES256'] },
  'vc+sd-jwt': { 'sd-jwt_alg_values': signatures, 'kb-jwt_alg_values': ['ES256'] },
};

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** @param walletNonce what a wallet that asks by POST wants to find again. */
function requestObject(request: PresentationRequest, walletNonce: string | undefined): JsonObject {
  const { clientId, encryptTo, mode } = request;
  const jwks = { keys: [{ ...encryptTo, use: 'enc', alg: 'ECDH-ES' }] };
  const isEncrypted = mode === 'direct_post.jwt';
  return present({
    aud: 'https://self-issued.me/v2',
    iat: seconds(request.issuedAt),
    exp: seconds(request.expiresAt),
    response_type: 'vp_token',
    response_mode: mode,
    client_id: clientId,
    response_uri: request.responseUri,
    nonce: request.nonce,
    state: request.state,
    wallet_nonce: walletNonce,
    dcql_query: request.query,
    client_metadata: {
      client_name: request.clientName,
      vp_formats_supported: formats,
      ...(isEncrypted && { jwks, encrypted_response_enc_values_supported: [...encryptions] }),
    },
  });
}

const encoded = (value: JsonObject): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** The question as a wallet fetches it, signed by whoever asks. */
export async function signedRequest(
  request: PresentationRequest,
  signer: Signer,
  walletNonce?: string,
): Promise<string> {
  const header = { alg: signer.algorithm, typ: requestObjectType, kid: signer.id };
  const text = `${encoded(header)}.${encoded(requestObject(request, walletNonce))}`;
  const signature = await signer.sign(Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

/** What a wallet is sent to: in a code to look at from another device, or a link on the same one. */
export function walletAddress(clientId: string, requestUri: string): string {
  const asked = { client_id: clientId, request_uri: requestUri, request_uri_method: 'post' };
  return `openid4vp://?${new URLSearchParams(asked).toString()}`;
}
