import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type GuardedFetch, guardedFetch } from '../../../src/base/index.js';
import {
  newSigningKey,
  type SigningKey,
  type TokenRequest,
  trustedIssuers,
  type VerifyDeps,
  verifyAccessToken,
  webIdIssuers,
} from '../../../src/identity/index.js';
import {
  type Forgery,
  graphql,
  requestBy,
  seconds,
  startThrowawayIssuer,
  type ThrowawayIssuer,
} from './throwaway-issuer.js';

const monday = new Date('2026-11-23T09:00:00Z');
const at = seconds(monday);
let now = monday;
let issuer: ThrowawayIssuer;
let fetch: GuardedFetch;
let app: SigningKey;
let other: SigningKey;
let deps: VerifyDeps;

beforeAll(async () => {
  issuer = await startThrowawayIssuer();
  fetch = guardedFetch({ allowLoopback: true });
  [app, other] = await Promise.all([newSigningKey(), newSigningKey()]);
});
afterAll(async () => {
  await fetch.close();
  await issuer.stop();
});
beforeEach(() => {
  now = monday;
  issuer.published = { keys: [issuer.key.publicJwk] };
  issuer.asked.length = 0;
  const clock = () => now;
  const seen = new Set<string>();
  deps = {
    issuers: trustedIssuers({ issuers: [`${issuer.origin}/`], fetch, now: clock }),
    webIds: webIdIssuers({ fetch, now: clock }),
    replays: { firstUse: async (id) => seen.size < seen.add(id).size },
    now: clock,
  };
});

const verdictOn = async (request: TokenRequest): Promise<string> => {
  const result = await verifyAccessToken(request, deps);
  return result.verified ? `${result.principal.kind} ${result.principal.webId}` : result.because;
};
const verdict = async (forged: Forgery = {}): Promise<string> =>
  verdictOn(await requestBy(issuer, app, now, forged));
const good = () => `token ${issuer.samira}`;

it('knows the person, the client and the issuer of a good request', async () => {
  const result = await verifyAccessToken(await requestBy(issuer, app, now), deps);
  expect(result).toMatchObject({
    verified: true,
    principal: {
      kind: 'token',
      webId: issuer.samira,
      clientId: 'https://stage-app.example/id',
      issuer: `${issuer.origin}/`,
      authenticatedAt: monday,
    },
  });
});

// biome-ignore format: a table is read in columns
const accepted: readonly (readonly [string, Forgery])[] = [
  ['its audience is our graph',          { claims: { aud: ['https://x.example', graphql] } }],
  ['it is typed JWT',                    { header: { typ: 'JWT' } }],
  ['azp names the client',               { claims: { client_id: undefined, azp: 'https://stage-app.example/id' } }],
  ['it ends in a second',                { claims: { exp: at + 1 } }],
  ['the proof is a minute old',          { proofClaims: { iat: at - 60 } }],
  ['the proof is a minute ahead',        { proofClaims: { iat: at + 60 } }],
  ['the proof names us with a query',    { proofClaims: { htu: `${graphql}?a=b#c` } }],
  ['the proof spells the default port',  { proofClaims: { htu: 'HTTPS://Leerkluis.example:443/graphql' } }],
];
it.each(accepted)('accepts a token when %s', async (_because, forged) => {
  expect(await verdict(forged)).toBe(good());
});

// biome-ignore format: a table is read in columns
const refused: readonly (readonly [string, Forgery, string])[] = [
  ['there is none',                      { request: { authorization: undefined } },              'no-token'],
  ['it is a bearer token',               { request: { authorization: 'Bearer a.b.c' } },         'no-token'],
  ['it is no JWT',                       { request: { authorization: 'DPoP a.b.c' } },           'malformed'],
  ['its type is missing',                { header: { typ: '' } },                                'type'],
  ['its type is a proof’s',              { header: { typ: 'dpop+jwt' } },                        'type'],
  ['the audience is another server',     { claims: { aud: 'https://other.example' } },           'audience'],
  ['it has no audience',                 { claims: { aud: undefined } },                         'audience'],
  ['it ended this second',               { claims: { exp: at } },                                'time'],
  ['it never ends',                      { claims: { exp: undefined } },                         'time'],
  ['it starts later',                    { claims: { nbf: at + 5 } },                            'time'],
  ['it is issued in the future',         { claims: { iat: at + 61 } },                           'time'],
  ['it is an ID token by its nonce',     { claims: { nonce: 'n' } },                             'not-an-access-token'],
  ['it is an ID token by its at_hash',   { header: { typ: 'JWT' }, claims: { at_hash: 'h' } },   'not-an-access-token'],
  ['it is bound to no key',              { claims: { cnf: undefined } },                         'not-an-access-token'],
  ['it names no WebID',                  { claims: { webid: undefined } },                       'not-an-access-token'],
  ['its WebID is no web address',        { claims: { webid: 'did:key:z6Mk' } },                  'not-an-access-token'],
  ['it names no client',                 { claims: { client_id: undefined } },                   'client'],
  ['it names two clients',               { claims: { azp: 'https://other.example/id' } },        'client'],
  ['the proof is missing',               { request: { dpop: undefined } },                       'proof-missing'],
  ['the proof is no JWT',                { request: { dpop: 'x' } },                             'proof-malformed'],
  ['the proof’s type is a token’s',      { proofHeader: { typ: 'at+jwt' } },                     'proof-malformed'],
  ['the proof shows no key',             { proofHeader: { jwk: undefined } },                    'proof-malformed'],
  ['the proof has no id',                { proofClaims: { jti: undefined } },                    'proof-malformed'],
  ['the proof is for GET',               { proofClaims: { htm: 'GET' } },                        'proof-method'],
  ['the proof is for another path',      { proofClaims: { htu: 'https://leerkluis.example/x' } },'proof-address'],
  ['the proof is for another host',      { proofClaims: { htu: 'https://evil.example/graphql' } },'proof-address'],
  ['the proof is for plain http',        { proofClaims: { htu: 'http://leerkluis.example/graphql' } },'proof-address'],
  ['the proof is 61 s old',              { proofClaims: { iat: at - 61 } },                      'proof-time'],
  ['the proof is 61 s ahead',            { proofClaims: { iat: at + 61 } },                      'proof-time'],
  ['the proof names no token',           { proofClaims: { ath: undefined } },                    'proof-token'],
  ['the proof is for another token',     { proofClaims: { ath: 'A'.repeat(43) } },               'proof-token'],
];
it.each(refused)('refuses a token when %s', async (_because, forged, because) => {
  expect(await verdict(forged)).toBe(because);
});

it('refuses a token without signature', async () => {
  const { authorization = '', ...rest } = await requestBy(issuer, app, now);
  const [, claims = ''] = authorization.split('.');
  const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  const unsigned = `DPoP ${header}.${claims}.`;
  expect(await verdictOn({ ...rest, authorization: unsigned })).toBe('algorithm');
});

it('refuses a public key used as a shared secret', async () => {
  const secret = Buffer.from(JSON.stringify(issuer.key.publicJwk));
  expect(await verdict({ header: { alg: 'HS256' }, signedBy: secret })).toBe('algorithm');
  expect(issuer.asked).toEqual([]);
});

it('takes no key from the token’s own header', async () => {
  const evil = { jku: `${issuer.origin}/evil`, x5u: `${issuer.origin}/evil` };
  const signedBy = other.privateKey;
  expect(await verdict({ header: evil, signedBy })).toBe('signature');
  expect(await verdict({ header: { jwk: other.publicJwk }, signedBy })).toBe('signature');
  const own = { ...evil, jwk: other.publicJwk, kid: other.kid };
  expect(await verdict({ header: own, signedBy })).toBe('unknown-key');
  expect(issuer.asked).not.toContain('/evil');
});

it('refuses a proof by a key the token is not bound to, and one that is signed by another', async () => {
  const proofSignedBy = other.privateKey;
  const proofHeader = { jwk: other.publicJwk };
  expect(await verdict({ proofSignedBy, proofHeader })).toBe('proof-key');
  expect(await verdict({ proofSignedBy })).toBe('proof-malformed');
});

it('refuses a proof that carries a private key', async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const forged = { proofHeader: { jwk }, proofSignedBy: pair.privateKey };
  expect(await verdict(forged)).toBe('proof-malformed');
});

it('takes a proof once, and a new proof with the same token again', async () => {
  const request = await requestBy(issuer, app, now);
  expect(await verdictOn(request)).toBe(good());
  expect(await verdictOn(request)).toBe('proof-replayed');
  expect(await verdict()).toBe(good());
});

it('remembers a proof for longer than it could be accepted', async () => {
  const kept: Date[] = [];
  const firstUse = async (_id: string, expiresAt: Date) => kept.push(expiresAt) > 0;
  await verifyAccessToken(await requestBy(issuer, app, now), { ...deps, replays: { firstUse } });
  expect(kept).toEqual([new Date(monday.getTime() + 120_000)]);
});

it('asks nothing of an issuer that is not on the list', async () => {
  for (const iss of [`${issuer.origin}/other`, 'https://id.example/', '', `${issuer.origin}//`]) {
    expect(await verdict({ claims: { iss } })).toBe('issuer-not-trusted');
  }
  expect(issuer.asked).toEqual([]);
});

it('asks no WebID document before signature and proof hold', async () => {
  await verdict({ signedBy: other.privateKey });
  await verdict({ proofClaims: { htm: 'GET' } });
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/jwks']);
});

const verdictAs = (webid: string) => verdict({ claims: { webid } });
it('attack 19: believes only the issuer that the person’s own document lists', async () => {
  expect(await verdictAs(issuer.barry)).toBe('webid-does-not-list-issuer');
  expect(await verdictAs(`${issuer.origin}/samira/card#not-me`)).toBe('webid-does-not-list-issuer');
  expect(await verdictAs(`${issuer.origin}/noor/card#me`)).toBe('webid-unreachable');
  expect(await verdictAs(`${issuer.origin}/nobody#me`)).toBe('webid-unreachable');
  expect(await verdictAs('http://10.0.0.1/card#me')).toBe('webid-unreachable');
});

it('reads keys and profile once for many requests, and the profile again after five minutes', async () => {
  await Promise.all([verdict(), verdict(), verdict()]);
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/jwks', '/samira/card']);
  now = new Date(monday.getTime() + 300_000);
  expect(await verdict()).toBe(good());
  expect(issuer.asked.slice(3)).toEqual(['/samira/card']);
});

it('looks for a new key of an issuer at most every half minute', async () => {
  const rotated = { header: { kid: other.kid }, signedBy: other.privateKey };
  const looks = () => issuer.asked.filter((path) => path === '/jwks').length;
  await verdict();
  issuer.published = { keys: [other.publicJwk] };
  expect([await verdict(rotated), looks()]).toEqual(['unknown-key', 1]);
  now = new Date(monday.getTime() + 30_000);
  expect([await verdict(rotated), looks()]).toEqual([good(), 2]);
  expect([await verdict(), looks()]).toEqual(['unknown-key', 2]);
});

it('keeps the keys it has when the issuer fails at a second look', async () => {
  await verdict();
  issuer.published = 'broken';
  now = new Date(monday.getTime() + 30_000);
  const strange = { header: { kid: 'strange' }, signedBy: other.privateKey };
  expect(await verdict(strange)).toBe('issuer-unreachable');
  expect(await verdict()).toBe(good());
});

it('says that the issuer cannot be reached, and tries again after two seconds', async () => {
  issuer.published = { keys: 'broken' };
  expect(await verdict()).toBe('issuer-unreachable');
  issuer.published = { keys: [issuer.key.publicJwk] };
  expect(await verdict()).toBe('issuer-unreachable');
  now = new Date(monday.getTime() + 2000);
  expect(await verdict()).toBe(good());
});

it('does not take a shared secret for a key when an issuer publishes one', async () => {
  const k = Buffer.alloc(32, 7);
  const published = { kty: 'oct', k: k.toString('base64url'), kid: 'oct' };
  issuer.published = { keys: [published] };
  const forged = { header: { alg: 'HS256', kid: 'oct' }, signedBy: new Uint8Array(k) };
  expect(await verdict(forged)).toBe('algorithm');
  expect(await verdict({ header: { kid: 'oct' } })).toBe('unknown-key');
});

it('accepts nothing when it cannot remember proofs', async () => {
  const down = { firstUse: () => Promise.reject(new Error('database down')) };
  const request = await requestBy(issuer, app, now);
  await expect(verifyAccessToken(request, { ...deps, replays: down })).rejects.toThrow('down');
});
