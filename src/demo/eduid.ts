import { generateKeyPair, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';
import { EduidPapers } from './eduid-papers.js';
import { demoPersonas } from './people.js';

/** How the demo's own eduID is asked for leave to enrol somebody elsewhere, by whom. */
export interface DemoEduid {
  readonly setup: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly scope: string;
  };
  /** Whose a token is: what a host asks before it takes a guest. */
  readonly whoIs: (token: string) => Promise<DemoGuest | undefined>;
  stop(): Promise<void>;
}
export interface DemoGuest {
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string;
  readonly eduid: string;
}

const makeKeys = promisify(generateKeyPair);
const scope = 'associations:external:me.write';
const learners = demoPersonas.flatMap(({ key, displayName, person }) =>
  person === undefined ? [] : [{ key, displayName, person }],
);

/** As eduID tells of them: another number at each service, and no number of a school. */
const claimsOf = (key: string) => {
  const found = learners.find((one) => one.key === key);
  return {
    sub: key,
    ...(found !== undefined && {
      eduid: `demo-${key}`,
      given_name: found.person.name.given,
      family_name: found.person.name.family,
      email: found.person.contact.email,
    }),
  };
};

const page = (uid: string): string => `<!doctype html>
<html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demo-eduID</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}
button{font:inherit;display:block;width:100%;margin:.5rem 0;padding:.75rem;border:1px solid #555;border-radius:.5rem;background:#fff}</style>
<h1>Demo-eduID</h1>
<p>Leerkluis vraagt of het je in jouw naam mag aanmelden bij een school. <span lang="en">Leerkluis asks to enrol you at a school in your name.</span></p>
<form method="post" action="/interaction/${uid}">
${learners.map(({ key, displayName }) => `<button name="as" value="${key}">Ja, ik ben ${displayName}</button>`).join('\n')}
<button name="as" value="">Nee <span lang="en">/ No</span></button>
</form></html>`;

async function chosenIn(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body = `${body}${String(piece)}`.slice(0, 1000);
  return new URLSearchParams(body).get('as') ?? '';
}

const clientOf = (comeBack: string, secret: string) => ({
  client_id: 'leerkluis.demo',
  client_secret: secret,
  redirect_uris: [comeBack],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
});

/** New at each start: what it signed before is of no use then. */
async function newKeys() {
  const { privateKey } = await makeKeys('rsa', { modulusLength: 2048 });
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] };
}

async function providerAt(issuer: string, comeBack: string, secret: string): Promise<Provider> {
  const papers = new EduidPapers();
  const provider = new Provider(issuer, {
    adapter: (kind) => papers.of(kind),
    jwks: await newKeys(),
    clients: [clientOf(comeBack, secret)],
    scopes: ['openid', 'offline_access', scope],
    claims: { openid: ['sub', 'eduid', 'given_name', 'family_name', 'email'] },
    subjectTypes: ['public'],
    pkce: { required: () => true },
    cookies: { keys: [randomUUID()] },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, key) => ({ accountId: key, claims: () => claimsOf(key) }),
    // Who says yes on the page says yes to all that is asked here.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc;
      const grant = new oidc.provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      });
      grant.addOIDCScope(`openid offline_access ${scope}`);
      await grant.save();
      return grant;
    },
    issueRefreshToken: async () => true,
    ttl: { AccessToken: 600, IdToken: 600, RefreshToken: 180 * 86_400 },
  });
  provider.proxy = false;
  return provider;
}

/** Asks who it is and whether they agree, as eduID does; anybody may be anybody here, since none of them exists. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'POST') {
    const { uid } = await provider.interactionDetails(request, response);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(page(uid));
    return;
  }
  const key = await chosenIn(request);
  const isKnown = learners.some((one) => one.key === key);
  const result = isKnown
    ? { login: { accountId: key, remember: false }, consent: {} }
    : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result);
}

/** A real OpenID provider on this machine, in the place of eduID. */
export async function startDemoEduid(port: number, comeBack: string): Promise<DemoEduid> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const issuer = `http://localhost:${bound}`;
  const clientSecret = randomUUID();
  const provider = await providerAt(issuer, comeBack, clientSecret);
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      void answer(request, response);
      return;
    }
    interact(provider, request, response).catch(() => {
      response
        .writeHead(400, { 'content-type': 'text/plain' })
        .end('Begin opnieuw. / Start again.');
    });
  });
  return {
    setup: { issuer, clientId: 'leerkluis.demo', clientSecret, scope },
    async whoIs(token) {
      const found = await provider.AccessToken.find(token);
      const key = found?.accountId;
      const who = learners.find((one) => one.key === key);
      if (who === undefined) return undefined;
      const { name, contact } = who.person;
      const { given: givenName, family: surname } = name;
      return { givenName, surname, mail: contact.email, eduid: `demo-${who.key}` };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
