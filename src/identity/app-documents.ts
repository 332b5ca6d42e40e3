import { type ClientId, clientId } from '../base/index.js';
import type { PublishedDocument } from './issuer-documents.js';

/** An app as our issuer knows it. */
export interface AppClient {
  readonly client: ClientId;
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** Words of the scopes it may ask for, beside who somebody is. */
  readonly scopes: readonly string[];
  readonly homepage?: string;
}

/** What every app may ask: who somebody is. */
export const ownScopes = ['openid', 'webid', 'offline_access'] as const;

/** Two names for one thing: what a pod server reads in the app's document, and what our issuer goes by. */
export const clientMetadata = ({ client, name, redirectUris, scopes, homepage }: AppClient) => ({
  client_id: client,
  client_name: name,
  ...(homepage !== undefined && { client_uri: homepage }),
  redirect_uris: [...redirectUris],
  scope: [...ownScopes, ...scopes].join(' '),
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
  token_endpoint_auth_method: 'none' as const,
  dpop_bound_access_tokens: true,
});

/** The document that an app's client id leads to, as Solid has it: also a pod server's own login goes by it. */
export const appDocument = (app: AppClient): PublishedDocument => ({
  contentType: 'application/ld+json',
  body: JSON.stringify({
    '@context': 'https://www.w3.org/ns/solid/oidc-context.jsonld',
    ...clientMetadata(app),
    // A pod server knows who somebody is, and none of what is asked here.
    scope: ownScopes.join(' '),
  }),
});

const idForm = /^\/clients\/[A-Za-z0-9_-]{22}$/;

/** @param id 22 characters that were never given before. */
export const appClientId = (issuerOrigin: string, id: string): ClientId =>
  clientId(`${issuerOrigin}/clients/${id}`);

/** @returns undefined for a path that no app of ours has. */
export const appAtPath = (issuerOrigin: string, path: string): ClientId | undefined =>
  idForm.test(path) ? clientId(issuerOrigin + path) : undefined;

/** Whether a client id has the form of ours; what has another form is not looked for. */
export const isAppClientId = (issuerOrigin: string, client: ClientId): boolean =>
  client.startsWith(issuerOrigin) && idForm.test(client.slice(issuerOrigin.length));
