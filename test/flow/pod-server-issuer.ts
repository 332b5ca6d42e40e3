import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Who a token names. */
export interface As {
  readonly webId: string;
  readonly clientId: string;
  readonly issuer: string;
}

export interface TestIssuer {
  /** `http://localhost:<port>`; every path under it is an issuer, and `/agents/<name>` a WebID document. */
  readonly origin: string;
  /** A WebID whose document lists these issuers. */
  agent(name: string, ...issuers: readonly string[]): string;
  /** A fetch with a DPoP-bound token. */
  as(who: As): typeof fetch;
  /** A token that says nothing of a key. */
  unboundToken(who: As): Promise<string>;
  stop(): Promise<void>;
}

/** A Solid-OIDC issuer for one test file: it mints whatever is asked. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const key = await generateKeyPair('ES256', { extractable: true });
  const publicKey = { ...(await exportJWK(key.publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const documents = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    const [issuerPath, configuration] = url.split('/.well-known/');
    const answer = (type: string, body: string): unknown =>
      response.writeHead(200, { 'content-type': type }).end(body);
    if (configuration !== undefined) {
      const issuer = `${origin}${issuerPath}`;
      return answer('application/json', JSON.stringify({ issuer, jwks_uri: `${origin}/jwks` }));
    }
    if (url === '/jwks') return answer('application/json', JSON.stringify({ keys: [publicKey] }));
    const document = documents.get(url);
    if (document !== undefined) return answer('text/turtle', document);
    return response.writeHead(404).end();
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const origin = `http://localhost:${port}`;

  const mint = (who: As, bound: object): Promise<string> =>
    new SignJWT({ webid: who.webId, client_id: who.clientId, ...bound })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' })
      .setIssuer(who.issuer)
      .setSubject(who.webId)
      .setAudience('solid')
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key.privateKey);

  return {
    origin,
    agent(name, ...issuers) {
      const webId = `${origin}/agents/${name}`;
      const lists = issuers.map((each) => `<${each}>`).join(', ');
      const property = '<http://www.w3.org/ns/solid/terms#oidcIssuer>';
      documents.set(`/agents/${name}`, `<${webId}> ${property} ${lists}.`);
      return webId;
    },
    as: (who) => async (input, init) => {
      const dpop = await dpopKey();
      const token = await mint(who, { cnf: { jkt: dpop.thumbprint } });
      return fetch(input, await withToken(dpop, token, input, init));
    },
    unboundToken: (who) => mint(who, {}),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export interface DpopKey {
  readonly thumbprint: string;
  proof(url: string, method: string): Promise<string>;
}

export async function dpopKey(): Promise<DpopKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    proof: (url, method) =>
      new SignJWT({ htu: url, htm: method })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .setJti(randomUUID())
        .setIssuedAt()
        .sign(privateKey),
  };
}

/** The request with its token and the proof for it. */
export async function withToken(
  dpop: DpopKey,
  token: string,
  input: Parameters<typeof fetch>[0],
  init?: RequestInit,
): Promise<RequestInit> {
  const headers = new Headers(init?.headers);
  const url = input instanceof Request ? input.url : String(input);
  headers.set('authorization', `DPoP ${token}`);
  headers.set('dpop', await dpop.proof(url, init?.method ?? 'GET'));
  return { ...init, headers };
}
