import { once } from 'node:events';
import { createServer } from 'node:http';
import * as oidc from 'openid-client';
import type { TypedDocumentString } from '../../schema/generated/graphql.js';
import { answerIn } from './graph.js';

/** An app on this machine that somebody's browser can come back to, with a library that knows nothing of us. */
export async function startAnApp(leerkluis: string) {
  const server = createServer((_request, response) => response.end('Terug in de app.'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const redirect = `http://localhost:${port}/cb`;
  return {
    redirect,
    origin: new URL(redirect).origin,
    client: (clientId: string) => clientOf(leerkluis, clientId, redirect),
    stop: () => void server.close(),
  };
}
export type AnApp = Awaited<ReturnType<typeof startAnApp>>;
export type Client = Awaited<ReturnType<typeof clientOf>>;

async function clientOf(leerkluis: string, clientId: string, redirect: string) {
  const local = { execute: [oidc.allowInsecureRequests] };
  const config = await oidc.discovery(
    new URL(`${leerkluis}/oidc`),
    clientId,
    undefined,
    oidc.None(),
    local,
  );
  const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair());
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  return {
    /** Where the app sends somebody to. @param scopes of the clusters that it asks for. */
    async signIn(scopes: string): Promise<string> {
      const { href } = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: `openid webid ${scopes}`,
        state: expectedState,
        code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
      return href;
    },
    /** @param back the address at which somebody came back. */
    tokens: (back: string) =>
      oidc.authorizationCodeGrant(
        config,
        new URL(back),
        { pkceCodeVerifier, expectedState },
        undefined,
        { DPoP },
      ),
    /** A question with the token, and a proof made for this question. */
    async asks<Result, Variables>(
      token: string,
      document: TypedDocumentString<Result, Variables>,
      purpose: string,
      variables: Variables,
    ) {
      const response = await oidc.fetchProtectedResource(
        config,
        token,
        new URL(`${leerkluis}/graphql`),
        'POST',
        JSON.stringify({ query: document.toString(), variables }),
        new Headers({ 'content-type': 'application/json', 'x-purpose': purpose }),
        { DPoP },
      );
      return answerIn(document, await response.text());
    },
  };
}
