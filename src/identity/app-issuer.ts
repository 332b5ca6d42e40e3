import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Interaction, Provider } from 'oidc-provider';
import { type ClientId, clientId, sha256Url, type WebId } from '../base/index.js';
import { type AppIssuerDeps, appConfiguration } from './app-configuration.js';
import { ownScopes } from './app-documents.js';
import { personIn } from './app-policy.js';

/** What an app asks of somebody who is signed in here, and waits for. */
export interface AppAsk {
  readonly client: ClientId;
  /** One of the app's own, letter by letter. */
  readonly redirectUri: string;
  readonly scope: string;
}

export interface AppIssuer {
  readonly issuer: string;
  /** @param person who is signed in in this browser, as our own session says. */
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    person: WebId | undefined,
  ) => void;
  /** @returns undefined for one that is over, or was asked of somebody else. */
  readonly askOf: (id: string, person: WebId) => Promise<AppAsk | undefined>;
  /** Keeps others from answering it at the same time. @returns where to go on if it was answered before; false when somebody is at it. */
  readonly claim: (id: string, person: WebId) => Promise<string | boolean>;
  readonly giveBack: (id: string) => Promise<void>;
  /** @returns where the browser goes on. */
  readonly signIn: (id: string, person: WebId, scopes: readonly string[]) => Promise<string>;
  readonly decline: (id: string, person: WebId) => Promise<string>;
}

export const appIssuerAt = (publicOrigin: string): string => `${publicOrigin}/oidc`;

function askIn({ params }: Interaction): AppAsk {
  const { client_id: client, redirect_uri: redirectUri, scope } = params;
  return {
    client: clientId(String(client)),
    redirectUri: String(redirectUri),
    scope: typeof scope === 'string' ? scope : '',
  };
}

/** Behind a proxy the library would go by what the request says of its address; it goes by what we advertise. */
function pinned(request: IncomingMessage, publicOrigin: URL): void {
  request.headers['x-forwarded-proto'] = publicOrigin.protocol.slice(0, -1);
  request.headers['x-forwarded-host'] = publicOrigin.host;
}

/**
 * Our issuer for apps, apart from the one that vouches for agents in pods: another name, another key, and tokens for
 * the graph alone. Sign-in by code with PKCE, tokens bound to a key; who says yes, and to what, is asked on our page.
 */
export function appIssuer(deps: AppIssuerDeps): AppIssuer {
  const people = new WeakMap<IncomingMessage, WebId>();
  const issuer = appIssuerAt(deps.publicOrigin);
  const provider = new Provider(issuer, appConfiguration(deps, people));
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => deps.onFault(error));
  const listener = provider.callback();
  const origin = new URL(deps.publicOrigin);

  const waiting = async (id: string, person: WebId): Promise<Interaction | undefined> => {
    const found = await provider.Interaction.find(id);
    return found !== undefined && personIn(found.prompt) === person ? found : undefined;
  };
  const claimed = async (id: string, person: WebId): Promise<Interaction> => {
    const found = await waiting(id, person);
    if (found === undefined) throw new TypeError('claimed before it is answered');
    return found;
  };
  return {
    issuer,
    handle(request, response, person) {
      pinned(request, origin);
      if (person !== undefined) people.set(request, person);
      listener(request, response).catch(deps.onFault);
    },
    async askOf(id, person) {
      const found = await waiting(id, person);
      return found === undefined || found.result !== undefined ? undefined : askIn(found);
    },
    async claim(id, person) {
      const found = await waiting(id, person);
      if (found === undefined) return false;
      if (found.result !== undefined) return found.returnTo;
      return deps.papers.consume('Interaction', sha256Url(id));
    },
    giveBack: (id) => deps.papers.giveBack('Interaction', sha256Url(id)),
    async signIn(id, person, scopes) {
      const found = await claimed(id, person);
      const { client, scope } = askIn(found);
      const grant = new provider.Grant({ accountId: person, clientId: client });
      grant.addOIDCScope(ownScopes.join(' '));
      grant.addResourceScope(deps.graphUrl, scopes.join(' '));
      const grantId = await grant.save();
      // What the app gets may have another name than what it asked: its token says what it got.
      const own = scope.split(' ').filter((word) => ownScopes.some((one) => one === word));
      found.params['scope'] = [...own, ...scopes].join(' ');
      found.result = { login: { accountId: person, remember: false }, consent: { grantId } };
      await found.persist();
      return found.returnTo;
    },
    async decline(id, person) {
      const found = await claimed(id, person);
      found.result = { error: 'access_denied' };
      await found.persist();
      return found.returnTo;
    },
  };
}
