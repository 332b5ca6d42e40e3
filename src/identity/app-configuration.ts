import type { IncomingMessage } from 'node:http';
import type { JWK } from 'jose';
import type { Configuration } from 'oidc-provider';
import { type ClientId, clientId, sha256Url, type WebId, webId } from '../base/index.js';
import { type AppClient, clientMetadata, isAppClientId, ownScopes } from './app-documents.js';
import { adapterOver, type ClientSource, type PaperStore } from './app-papers.js';
import { appPolicy } from './app-policy.js';

export interface AppIssuerDeps {
  /** Origin for people: the issuer, and where our session's cookie is. */
  readonly publicOrigin: string;
  readonly issuerOrigin: string;
  /** The only place its tokens are for. */
  readonly graphUrl: string;
  /** Of this issuer alone, private half included. */
  readonly key: JWK;
  readonly cookieSecret: string;
  readonly papers: PaperStore;
  /** All scopes an app can ask for, beside who somebody is. */
  readonly scopes: readonly string[];
  /** Undefined for one that was removed or stopped. */
  readonly appOf: (client: ClientId) => Promise<AppClient | undefined>;
  /** Whether somebody may be asked by this app at this moment. */
  readonly mayAsk: (client: ClientId, person: WebId) => Promise<boolean>;
  /** Whether somebody who signed in to this app still is. @param signIn the hash of what names the paper of that sign-in. */
  readonly isStillSignedIn: (client: ClientId, person: WebId, signIn: string) => Promise<boolean>;
  /** Whether the operator looked into whose app it is. */
  readonly isVerified: (client: ClientId) => boolean;
  readonly onFault: (error: unknown) => void;
}

/** Seconds. A token of an app is worth nothing after five minutes; signed in it stays for a month. */
export const lifetimes = { token: 300, code: 60, ask: 1800, signedIn: 30 * 86_400 } as const;

function featuresOf({ graphUrl, scopes }: AppIssuerDeps) {
  const off = { enabled: false };
  return {
    devInteractions: off,
    rpInitiatedLogout: off,
    pushedAuthorizationRequests: off,
    userinfo: off,
    revocation: {
      enabled: true,
      allowedPolicy: (
        _ctx: unknown,
        { clientId: own }: { clientId: string },
        token: { clientId?: string | undefined },
      ) => own === token.clientId,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => graphUrl,
      useGrantedResource: () => true,
      // Whatever an app names as the place of its token: it is for the graph.
      getResourceServerInfo: () => ({
        audience: graphUrl,
        scope: scopes.join(' '),
        accessTokenFormat: 'jwt' as const,
        accessTokenTTL: lifetimes.token,
        jwt: { sign: { alg: 'ES256' as const } },
      }),
    },
  };
}

const clientsOf =
  ({ issuerOrigin, appOf }: AppIssuerDeps): ClientSource =>
  async (client) => {
    const app = isAppClientId(issuerOrigin, client) ? await appOf(client) : undefined;
    if (app === undefined) return undefined;
    const ours = { response_modes: ['query'], id_token_signed_response_alg: 'ES256' as const };
    return { ...clientMetadata(app), ...ours };
  };

/** Who somebody is: their WebID and no more. One who stopped all they shared with an app is signed out of it. */
const accountsOf =
  ({ isStillSignedIn }: AppIssuerDeps): Configuration['findAccount'] =>
  async (ctx, sub, token) => {
    const claims = async () => ({ sub, webid: sub });
    if (token === undefined) return { accountId: sub, claims };
    const signIn = 'grantId' in token ? sha256Url(token.grantId ?? '') : '';
    const client = clientId(ctx.oidc.client?.clientId ?? '');
    const stays = await isStillSignedIn(client, webId(sub), signIn);
    return stays ? { accountId: sub, claims } : undefined;
  };

const cookiesOf = ({ publicOrigin, cookieSecret }: AppIssuerDeps): Configuration['cookies'] => {
  const secure = publicOrigin.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  return {
    names: { session: 'app-session', interaction: 'app-ask', resume: 'app-ask-back' },
    keys: [cookieSecret],
    long: cookie,
    short: cookie,
  };
};

/** Where our page asks it. */
export const pageOfQuestion = (
  { publicOrigin }: Pick<AppIssuerDeps, 'publicOrigin'>,
  { uid }: { readonly uid: string },
): string => `${publicOrigin}/connect/${uid}`;

/** As our issuer wants the library: one way in, and what was said once is never taken for a yes again. */
export const appConfiguration = (
  deps: AppIssuerDeps,
  people: WeakMap<IncomingMessage, WebId>,
  renderError: NonNullable<Configuration['renderError']>,
): Configuration => ({
  adapter: adapterOver(deps.papers, clientsOf(deps)),
  jwks: { keys: [{ ...deps.key, kty: 'EC' }] },
  routes: { authorization: '/authorize', token: '/token', jwks: '/jwks', revocation: '/revoke' },
  scopes: [...ownScopes, ...deps.scopes],
  claims: { openid: ['sub'], webid: ['webid'] },
  clientAuthMethods: ['none'],
  responseTypes: ['code'],
  pkce: { required: () => true },
  cookies: cookiesOf(deps),
  // No page of another site asks here: an app speaks from a server or a device.
  clientBasedCORS: () => false,
  features: featuresOf(deps),
  extraTokenClaims: (_ctx, token) => ('accountId' in token ? { webid: token.accountId } : {}),
  expiresWithSession: () => false,
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  loadExistingGrant: async (ctx) => {
    const id = ctx.oidc.result?.consent?.grantId;
    return id === undefined ? undefined : ctx.oidc.provider.Grant.find(id);
  },
  findAccount: accountsOf(deps),
  ttl: {
    AccessToken: lifetimes.token,
    AuthorizationCode: lifetimes.code,
    IdToken: lifetimes.token,
    Interaction: lifetimes.ask,
    Session: lifetimes.ask,
    Grant: lifetimes.signedIn,
    RefreshToken: (_ctx, token) =>
      Math.max(1, Math.floor(lifetimes.signedIn - token.totalLifetime())),
  },
  interactions: {
    policy: appPolicy((ctx) => people.get(ctx.req), deps.mayAsk),
    url: (_ctx, question) => pageOfQuestion(deps, question),
  },
  renderError,
});
