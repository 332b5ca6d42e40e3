import { setGlobalConfig } from '@openid4vc/oauth2';
import {
  type CredentialIssuerMetadata,
  type IssuerMetadataResult,
  Openid4vciIssuer,
  Openid4vciVersion,
} from '@openid4vc/openid4vci';
import type { JsonObject } from '../../base/index.js';
import {
  claimsMetadata,
  displayOf,
  displayOfKind,
  vctOf,
  type WalletConfiguration,
  walletConfigurations,
} from './configurations.js';
import { proofCallbacks } from './proof-signature.js';

/** Where each step of getting a credential is, at the origin for people. */
export const walletPaths = {
  offers: '/openid4vci/offers',
  authorize: '/openid4vci/authorize',
  token: '/openid4vci/token',
  nonce: '/openid4vci/nonce',
  credential: '/openid4vci/credential',
} as const;

/** Seconds a nonce, a code and a token are good for. */
export const walletSeconds = 300;

const supported = ({ kind, format }: WalletConfiguration) => ({
  format,
  scope: kind,
  vct: vctOf(kind),
  cryptographic_binding_methods_supported: ['jwk', 'did:jwk'],
  credential_signing_alg_values_supported: ['ES256'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  credential_metadata: { display: displayOfKind(kind), claims: claimsMetadata() },
});

const callbacks = {
  ...proofCallbacks,
  signJwt: () => {
    throw new Error('nothing is signed by who answers people');
  },
};
/** Messages of OpenID4VCI, as the library reads and writes them. */
export const messages = new Openid4vciIssuer({
  callbacks: {
    ...callbacks,
    clientAuthentication: () => undefined,
    generateRandom: () => new Uint8Array(),
  },
});

/** What this server tells wallets of itself. */
export interface WalletIssuer {
  /** The credential issuer, and the authorization server beside it: one origin. */
  readonly origin: string;
  readonly metadata: IssuerMetadataResult;
  readonly authorizationServer: JsonObject & { readonly issuer: string };
}

export function walletIssuer(origin: string): WalletIssuer {
  // The library believes https only; trying out on one machine has none.
  if (origin.startsWith('http:')) setGlobalConfig({ allowInsecureUrls: true });
  const at = (step: keyof typeof walletPaths) => `${origin}${walletPaths[step]}`;
  const credentialIssuer: CredentialIssuerMetadata = messages.createCredentialIssuerMetadata({
    credential_issuer: origin,
    credential_endpoint: at('credential'),
    nonce_endpoint: at('nonce'),
    display: displayOf({ nl: 'Leerkluis', en: 'Leerkluis' }),
    credential_configurations_supported: Object.fromEntries(
      walletConfigurations.map((one) => [one.id, supported(one)]),
    ),
  });
  const authorizationServer = {
    issuer: origin,
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    response_types_supported: ['code'],
    grant_types_supported: [
      'authorization_code',
      'urn:ietf:params:oauth:grant-type:pre-authorized_code',
    ],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    dpop_signing_alg_values_supported: ['ES256', 'EdDSA'],
    scopes_supported: [...new Set(walletConfigurations.map(({ kind }) => kind))],
    authorization_response_iss_parameter_supported: true,
    'pre-authorized_grant_anonymous_access_supported': true,
  };
  return {
    origin,
    authorizationServer,
    metadata: {
      originalDraftVersion: Openid4vciVersion.V1,
      credentialIssuer,
      authorizationServers: [authorizationServer],
      knownCredentialConfigurations:
        messages.getKnownCredentialConfigurationsSupported(credentialIssuer),
    },
  };
}
