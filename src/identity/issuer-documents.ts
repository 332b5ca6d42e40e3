import type { JWK } from 'jose';
import { addressesAt } from './addresses.js';
import { attestationKeySet } from './attest.js';
import { type HostedPerson, hostedPersonAt } from './hosted-people.js';

export interface PublishedDocument {
  readonly contentType: 'application/json' | 'application/ld+json' | 'text/turtle';
  readonly body: string;
}

export interface IssuerDocumentsOptions {
  readonly origin: string;
  readonly queryJwk: JWK;
  readonly builderJwk: JWK;
  /** Checks what we signed: heads of logs, receipts. */
  readonly attestationJwk: JWK;
  /** Where a login by the page may come back to, exact addresses. */
  readonly pageRedirects?: readonly string[];
  /** And where a browser may come back to once it was signed out elsewhere. */
  readonly pageExits?: readonly string[];
  /** Where the pods are of people who came with an eduID alone; absent: there are none. */
  readonly podOrigin?: string;
}

/** All that our small issuer publishes, by path (no query). Anyone may read it and cache it a while. */
export type IssuerDocuments = (path: string) => PublishedDocument | undefined;

export function issuerDocuments(options: IssuerDocumentsOptions): IssuerDocuments {
  const { origin, queryJwk, builderJwk, attestationJwk, pageRedirects = [] } = options;
  const { pageExits = [], podOrigin } = options;
  const at = addressesAt(origin);
  const fixed: Readonly<Record<string, PublishedDocument>> = {
    '/.well-known/openid-configuration': discovery(at.queryIssuer),
    '/jwks': keySet(queryJwk),
    '/builder/.well-known/openid-configuration': discovery(at.builderIssuer),
    '/builder/jwks': keySet(builderJwk),
    '/attestation/jwks': json(attestationKeySet(attestationJwk)),
    '/agents/builder': agent(at.builderAgent, at.builderIssuer),
    '/clients/gateway': client(at.gatewayClient, 'Leerkluis: reads what a learner shares', []),
    '/clients/builder': client(at.builderClient, 'Leerkluis: keeps a learner’s pod in order', []),
    '/clients/page': client(at.pageClient, 'Leerkluis', pageRedirects, pageExits),
  };
  return (path) => {
    if (Object.hasOwn(fixed, path)) return fixed[path];
    // Names are not kept anywhere: any name of the right form is an agent of the query issuer.
    const person = podOrigin === undefined ? undefined : hostedPersonAt(path, origin, podOrigin);
    if (person !== undefined) return profile(person);
    const isAgent = /^\/agents\/[A-Za-z0-9_-]{43}$/.test(path);
    return isAgent ? agent(origin + path, at.queryIssuer) : undefined;
  };
}

const json = (body: object): PublishedDocument => ({
  contentType: 'application/json',
  body: JSON.stringify(body),
});

/** No token endpoint: this issuer gives no tokens to anyone, it vouches for our own. */
const discovery = (issuer: string): PublishedDocument =>
  json({
    issuer,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    dpop_signing_alg_values_supported: ['ES256'],
    scopes_supported: ['webid'],
    claims_supported: ['sub', 'webid', 'client_id'],
  });

const keySet = ({ kty, crv, x, y, kid }: JWK): PublishedDocument =>
  json({ keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] });

const agent = (name: string, issuer: string): PublishedDocument => ({
  contentType: 'text/turtle',
  body: `<${name}> a <http://xmlns.com/foaf/0.1/Agent>;
  <http://www.w3.org/ns/solid/terms#oidcIssuer> <${issuer}>.
`,
});

/**
 * Somebody we host. No login service stands in it: with one, whoever holds its key could come to their pod as the learner,
 * who may do everything there.
 */
const profile = ({ webId, storage }: HostedPerson): PublishedDocument => ({
  contentType: 'text/turtle',
  body: `<${webId}> a <http://xmlns.com/foaf/0.1/Person>;
  <http://www.w3.org/ns/pim/space#storage> <${storage}>.
`,
});

const client = (
  id: string,
  name: string,
  redirects: readonly string[],
  exits: readonly string[] = [],
): PublishedDocument => ({
  contentType: 'application/ld+json',
  body: JSON.stringify({
    '@context': 'https://www.w3.org/ns/solid/oidc-context.jsonld',
    client_id: id,
    client_name: name,
    redirect_uris: redirects,
    ...(exits.length > 0 && { post_logout_redirect_uris: exits }),
    scope: 'openid webid offline_access',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }),
});
