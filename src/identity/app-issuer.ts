import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { WebId } from '../base/index.js';
import { type AppIssuerDeps, appConfiguration } from './app-configuration.js';
import { appErrors } from './app-errors.js';
import { type AppQuestions, appQuestions } from './app-questions.js';

export interface AppIssuer extends AppQuestions {
  readonly issuer: string;
  /** @param person who is signed in in this browser, as our own session says. */
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    person: WebId | undefined,
  ) => void;
}

export const appIssuerAt = (publicOrigin: string): string => `${publicOrigin}/oidc`;

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
  const shown = appErrors(deps.isVerified);
  const provider = new Provider(issuer, appConfiguration(deps, people, shown.render));
  provider.proxy = true;
  provider.on('authorization.error', shown.hold);
  provider.on('server_error', (ctx, error) => {
    shown.hold(ctx, error);
    deps.onFault(error);
  });
  const listener = provider.callback();
  const origin = new URL(deps.publicOrigin);
  return {
    ...appQuestions(provider, deps),
    issuer,
    handle(request, response, person) {
      pinned(request, origin);
      if (person !== undefined) people.set(request, person);
      listener(request, response).catch(deps.onFault);
    },
  };
}
