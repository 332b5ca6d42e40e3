import { Oauth2AuthorizationServer, Oauth2ServerErrorResponseError } from '@openid4vc/oauth2';
import type { JsonObject } from '../../base/index.js';
import {
  offeredConfiguration,
  type WalletConfiguration,
  type WalletKind,
  walletConfigurations,
} from './configurations.js';
import { messages, type WalletIssuer } from './metadata.js';
import { proofCallbacks } from './proof-signature.js';

/** RFC 6749, 9449 and OpenID4VCI 1.0: what a wallet is told in place of what it asked for. */
export const walletErrors = {
  invalid_request: 'The request is not what this step takes.',
  invalid_grant: 'This code is not good, or not any more.',
  invalid_client: 'This client is not let in this way.',
  unsupported_grant_type: 'Only the two grants of the metadata are taken.',
  invalid_dpop_proof: 'Send one fresh DPoP proof for this address, with the key the token is for.',
  invalid_token: 'This token is not good, or not any more.',
  invalid_credential_request: 'The credential request cannot be read.',
  unknown_credential_configuration: 'This token is for another credential.',
  unknown_credential_identifier: 'Name the credential by its configuration.',
  invalid_proof: 'Prove one ES256 key, to this issuer, with a fresh nonce.',
  invalid_nonce: 'Ask for a new nonce.',
  invalid_encryption_parameters: 'Answers are not encrypted here.',
  credential_request_denied: 'This credential is not given any more.',
  temporarily_unavailable: 'Too much was asked, or something is away. Try again later.',
} as const;
export type WalletError = keyof typeof walletErrors;

const authorizationServer = new Oauth2AuthorizationServer({
  callbacks: {
    ...proofCallbacks,
    clientAuthentication: () => undefined,
    generateRandom: () => new Uint8Array(),
    signJwt: () => {
      throw new Error('tokens here are no JWT');
    },
  },
});

export type TokenAsked =
  | {
      readonly grant: 'pre-authorized';
      readonly code: string;
      readonly txCode: string | undefined;
      readonly dpop: string | undefined;
    }
  | {
      readonly grant: 'code';
      readonly code: string;
      readonly client: string | undefined;
      readonly redirect: string | undefined;
      readonly verifier: string | undefined;
      readonly dpop: string | undefined;
    };

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function told(error: unknown, usual: WalletError): WalletError {
  if (!(error instanceof Oauth2ServerErrorResponseError)) throw error;
  const { error: code } = error.errorResponse;
  const known = Object.keys(walletErrors).find((name): name is WalletError => name === code);
  return known ?? usual;
}

/** @param form each parameter once. */
export function readTokenRequest(
  request: { readonly headers: Headers; readonly url: string },
  form: Readonly<Record<string, string>>,
): TokenAsked | WalletError {
  try {
    const { grant, dpop, pkceCodeVerifier, accessTokenRequest } =
      authorizationServer.parseAccessTokenRequest({
        request: { ...request, method: 'POST' },
        accessTokenRequest: { ...form },
      });
    if (grant.grantType === 'urn:ietf:params:oauth:grant-type:pre-authorized_code') {
      const { preAuthorizedCode: code, txCode } = grant;
      return { grant: 'pre-authorized', code, txCode, dpop: dpop?.jwt };
    }
    if (grant.grantType !== 'authorization_code') return 'unsupported_grant_type';
    return {
      grant: 'code',
      code: grant.code,
      client: textIn(accessTokenRequest['client_id']),
      redirect: textIn(accessTokenRequest['redirect_uri']),
      verifier: pkceCodeVerifier,
      dpop: dpop?.jwt,
    };
  } catch (error) {
    return told(error, 'invalid_request');
  }
}

export interface CredentialAsked {
  readonly configuration: WalletConfiguration;
  /** One key, one credential. */
  readonly proof: string;
}

function configurationIn(body: JsonObject): WalletConfiguration | WalletError {
  if (body['credential_response_encryption'] !== undefined) return 'invalid_encryption_parameters';
  if (body['credential_identifier'] !== undefined) return 'unknown_credential_identifier';
  const asked = body['credential_configuration_id'];
  if (typeof asked !== 'string') return 'invalid_credential_request';
  const found = walletConfigurations.find(({ id }) => id === asked);
  return found ?? 'unknown_credential_configuration';
}

/** What is asked for and with which proof: one key, by one configuration, and its answer in the clear. */
export function readCredentialRequest(
  body: JsonObject,
  { metadata }: WalletIssuer,
): CredentialAsked | WalletError {
  const configuration = configurationIn(body);
  if (typeof configuration === 'string') return configuration;
  try {
    const { proofs } = messages.parseCredentialRequest({
      issuerMetadata: metadata,
      credentialRequest: { ...body },
    });
    const [proof, ...more] = proofs?.jwt ?? [];
    const isOne = proof !== undefined && more.length === 0 && proofs?.attestation === undefined;
    return isOne ? { configuration, proof } : 'invalid_proof';
  } catch (error) {
    // All else was looked at already.
    if (error instanceof Oauth2ServerErrorResponseError) return 'invalid_proof';
    throw error;
  }
}

/** @param credential what the wallet gets. */
export const credentialResponse = (asked: CredentialAsked, credential: string): JsonObject =>
  messages.createCredentialResponse({
    credentialRequest: {
      credentialConfigurationId: asked.configuration.id,
      credentialRequest: { credential_configuration_id: asked.configuration.id },
    },
    credentials: [{ credential }],
  });
export const nonceResponse = (nonce: string): JsonObject =>
  messages.createNonceResponse({ cNonce: nonce });

/** What an offer says: one credential, by either way. */
export async function offerMessage(
  { metadata }: WalletIssuer,
  kind: WalletKind,
  { code, state }: { readonly code: string; readonly state: string },
): Promise<JsonObject> {
  const { credentialOfferObject } = await messages.createCredentialOffer({
    issuerMetadata: metadata,
    credentialConfigurationIds: [offeredConfiguration(kind)],
    grants: {
      'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
        'pre-authorized_code': code,
        tx_code: { input_mode: 'numeric', length: 6 },
      },
      authorization_code: { issuer_state: state },
    },
  });
  return { ...credentialOfferObject };
}
