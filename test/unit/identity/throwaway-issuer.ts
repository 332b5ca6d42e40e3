import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, SignJWT } from 'jose';
import { newSigningKey, type SigningKey, type TokenRequest } from '../../../src/identity/index.js';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.js';

/** Where our graph says it lives; nothing listens there. */
export const graphql = 'https://leerkluis.example/graphql';

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** An identity provider with Samira's and Barry's profiles on it. Barry's names another provider. */
export interface ThrowawayIssuer extends LoopbackServer {
  readonly key: SigningKey;
  readonly samira: string;
  readonly barry: string;
  /** What `/jwks` answers; tests change it to rotate keys or to break it. */
  published: unknown;
}

const profile = (path: string, issuer: string): string => `
  @prefix solid: <http://www.w3.org/ns/solid/terms#>.
  <#me> a <http://xmlns.com/foaf/0.1/Person>; solid:oidcIssuer <${issuer}>.
  <#not-me> solid:oidcIssuer <https://elsewhere.example/>. # ${path}
`;

export async function startThrowawayIssuer(): Promise<ThrowawayIssuer> {
  const key = await newSigningKey();
  const state = { published: { keys: [key.publicJwk] } as unknown };
  const server = await startLoopbackServer((path, _request, origin) => {
    if (path === '/.well-known/openid-configuration') {
      return { body: JSON.stringify({ issuer: `${origin}/`, jwks_uri: `${origin}/jwks` }) };
    }
    if (path === '/jwks') return { body: JSON.stringify(state.published) };
    const contentType = 'text/turtle';
    if (path === '/samira/card') return { contentType, body: profile(path, `${origin}/`) };
    if (path === '/barry/card') return { contentType, body: profile(path, 'https://id.example/') };
    return path === '/noor/card' ? { contentType, body: '<#me> oops' } : undefined;
  });
  return Object.assign(state, server, {
    key,
    samira: `${server.origin}/samira/card#me`,
    barry: `${server.origin}/barry/card#me`,
  });
}

/** Claims or header fields instead of the right ones; `undefined` leaves one out. */
type Members = Readonly<Record<string, unknown>>;

/** All of a request that an attacker can choose. */
export interface Forgery {
  readonly header?: Members;
  readonly claims?: Members;
  readonly signedBy?: CryptoKey | Uint8Array;
  readonly proofHeader?: Members;
  readonly proofClaims?: Members;
  readonly proofSignedBy?: CryptoKey | Uint8Array;
  readonly request?: Partial<TokenRequest>;
}

/** A request that is right in everything but what the forgery says. */
export async function requestBy(
  { origin, key, samira }: Pick<ThrowawayIssuer, 'origin' | 'key' | 'samira'>,
  app: SigningKey,
  now: Date,
  forged: Forgery = {},
): Promise<TokenRequest> {
  const at = seconds(now);
  const token = await new SignJWT({
    webid: samira,
    iss: `${origin}/`,
    aud: 'solid',
    client_id: 'https://stage-app.example/id',
    cnf: { jkt: app.kid },
    iat: at,
    exp: at + 300,
    ...forged.claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...forged.header })
    .sign(forged.signedBy ?? key.privateKey);
  const dpop = await new SignJWT({
    htm: 'POST',
    htu: graphql,
    iat: at,
    jti: randomUUID(),
    ath: createHash('sha256').update(token).digest('base64url'),
    ...forged.proofClaims,
  })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'dpop+jwt',
      jwk: app.publicJwk,
      ...forged.proofHeader,
    })
    .sign(forged.proofSignedBy ?? app.privateKey);
  return { authorization: `DPoP ${token}`, dpop, method: 'POST', url: graphql, ...forged.request };
}
