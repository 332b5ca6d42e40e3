import { calculateJwkThumbprint } from 'jose';
import { expect, it } from 'vitest';
import type { DidAnswer } from '../../../src/credentials/did-document.js';
import { carriedKey } from '../../../src/credentials/dids/carried-key.js';
import { isKeyOf } from '../../../src/credentials/dids/did-url.js';
import { isFoundKey, keyOf, keysOf } from '../../../src/credentials/dids/key-of.js';
import { isPublishedForTests } from '../../../src/credentials/dids/keys-published-for-tests.js';
import type { PublicJwk } from '../../../src/credentials/public-key.js';
import { base58, newKey, newRsaKey } from '../../fixtures/public-keys.js';

const school = 'did:web:zonnedael.example';
const other = 'did:web:merenveld.example';
const one = `${school}#key-1`;
const ed = newKey();
const p256 = newKey('P-256');
const p384 = newKey('P-384');
const rsa = newRsaKey(2048);
const now = new Date('2026-11-27T12:00:00Z');

type Members = Readonly<Record<string, unknown>>;
const multikey = (change: Members = {}) => ({
  id: one,
  type: 'Multikey',
  controller: school,
  publicKeyMultibase: ed.multikey,
  ...change,
});
const jwkMethod = (jwk: unknown, change: Members = {}) => ({
  id: one,
  type: 'JsonWebKey',
  controller: school,
  publicKeyJwk: jwk,
  ...change,
});
const published = (change: Members = {}) => ({
  id: school,
  verificationMethod: [multikey()],
  assertionMethod: [one],
  ...change,
});
const withMethod = (method: unknown) => published({ verificationMethod: [method] });
const didJwk = (jwk: unknown) =>
  `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;

async function found(method: string, answer?: DidAnswer) {
  const dids = new Map(answer === undefined ? [] : [[school, answer]]);
  const key = await keyOf(method, dids, now);
  if (!isFoundKey(key)) return key.code;
  expect(key.key.id).toBe(method);
  expect(key.key.thumbprint).toBe(await calculateJwkThumbprint(key.key.jwk));
  return { did: key.did, jwk: key.key.jwk };
}
const inDocument = (document: Members, method = one) => found(method, { document });

// biome-ignore format: a table is read in columns
const keysInNames: readonly (readonly [string, string, PublicJwk])[] = [
  ['Ed25519 in did:key',           `did:key:${ed.multikey}#${ed.multikey}`,       ed.jwk],
  ['P-256 in did:key',             `did:key:${p256.multikey}#${p256.multikey}`,   p256.jwk],
  ['P-384 in did:key',             `did:key:${p384.multikey}#${p384.multikey}`,   p384.jwk],
  ['did:key without its fragment', `did:key:${ed.multikey}`,                      ed.jwk],
  ['Ed25519 in did:jwk',           `${didJwk(ed.jwk)}#0`,                         ed.jwk],
  ['P-256 in did:jwk',             `${didJwk(p256.jwk)}#0`,                       p256.jwk],
  ['P-384 in did:jwk',             `${didJwk({ ...p384.jwk, use: 'sig' })}#0`,    p384.jwk],
  ['RSA in did:jwk',               `${didJwk({ ...rsa, alg: 'RS256' })}#0`,       rsa],
];
it.each(keysInNames)('a name holds its key: %s', async (_what, method, jwk) => {
  expect(await found(method)).toEqual({ did: method.replace(/#.*/, ''), jwk });
});

// biome-ignore format: a table is read in columns
const documents: readonly (readonly [string, Members, PublicJwk])[] = [
  ['a Multikey',                 published(),                                                          ed.jwk],
  ['a relative reference',       published({ assertionMethod: ['#key-1'] }),                           ed.jwk],
  ['a method named relatively',  withMethod(multikey({ id: '#key-1' })),                               ed.jwk],
  ['an embedded method',         published({ verificationMethod: [], assertionMethod: [multikey()] }), ed.jwk],
  ['embedded, named relatively', published({ verificationMethod: [], assertionMethod: [multikey({ id: '#key-1' })] }), ed.jwk],
  ['P-384 as Multikey',          withMethod(multikey({ publicKeyMultibase: p384.multikey })),          p384.jwk],
  ['JsonWebKey',                 withMethod(jwkMethod(p256.jwk)),                                      p256.jwk],
  ['JsonWebKey2020, RSA',        withMethod(jwkMethod(rsa, { type: 'JsonWebKey2020' })),               rsa],
  ['Ed25519 of 2020',            withMethod(multikey({ type: 'Ed25519VerificationKey2020' })),         ed.jwk],
  ['a controller it names',      { ...withMethod(multikey({ controller: other })), controller: [other] }, ed.jwk],
  ['a key that counts longer',   withMethod(multikey({ expires: '2027-01-01T00:00:00Z' })),            ed.jwk],
];
it.each(documents)('did:web publishes a key: %s', async (_what, document, jwk) => {
  expect(await inDocument(document)).toEqual({ did: school, jwk });
});

// biome-ignore format: a table is read in columns
const noKeys: readonly (readonly [string, Members, string])[] = [
  ['of another DID',             published({ id: other }),                                             'KEY_UNRESOLVED'],
  ['without a name',             published({ id: undefined }),                                         'KEY_UNRESOLVED'],
  ['for signing in only',        published({ assertionMethod: [], authentication: [one] }),            'PROOF_PURPOSE'],
  ['without any purpose',        published({ assertionMethod: undefined }),                            'PROOF_PURPOSE'],
  ['controlled by a stranger',   withMethod(multikey({ controller: other })),                          'KEY_UNSUPPORTED'],
  ['controlled by nobody',       withMethod(multikey({ controller: undefined })),                      'KEY_UNSUPPORTED'],
  ['two keys of one name',       published({ verificationMethod: [multikey(), multikey({ publicKeyMultibase: p256.multikey })] }), 'KEY_UNSUPPORTED'],
  ['of a type of before',        withMethod(multikey({ type: 'Ed25519VerificationKey2018' })),         'KEY_UNSUPPORTED'],
  ['a type of all objects',      withMethod(multikey({ type: 'constructor' })),                        'KEY_UNSUPPORTED'],
  ['P-256 under Ed25519',        withMethod(multikey({ type: 'Ed25519VerificationKey2020', publicKeyMultibase: p256.multikey })), 'KEY_UNSUPPORTED'],
  ['with its secret beside it',  withMethod(multikey({ secretKeyMultibase: 'z3u2' })),                 'KEY_UNSUPPORTED'],
  ['with its private exponent',  withMethod(jwkMethod({ ...p256.jwk, d: 'AAAA' })),                    'KEY_UNSUPPORTED'],
  ['that was revoked',           withMethod(multikey({ revoked: '2026-01-01T00:00:00Z' })),            'KEY_GONE'],
  ['that ran out',               withMethod(multikey({ expires: '2026-01-01T00:00:00Z' })),            'KEY_GONE'],
  ['that ran out who knows when', withMethod(multikey({ expires: 'soon' })),                           'KEY_GONE'],
  ['with members of other kinds', { id: school, verificationMethod: [null, 7], assertionMethod: [null, 7, one] }, 'KEY_GONE'],
];
it.each(noKeys)('did:web publishes none: %s', async (_what, document, code) => {
  expect(await inDocument(document)).toBe(code);
});

// biome-ignore format: a table is read in columns
const weak: readonly (readonly [string, unknown])[] = [
  ['a secret among its members', { ...ed.jwk, d: 'AAAA' }],
  ['an absent secret',           { ...ed.jwk, k: null }],
  ['a short RSA key',            newRsaKey(1024)],
  ['an exponent of one',         { ...rsa, e: 'AQ' }],
  ['another curve',              { kty: 'EC', crv: 'secp256k1', x: p256.jwk.x, y: p256.jwk.y }],
  ['a curve for other use',      { ...ed.jwk, crv: 'X25519' }],
  ['a point off its curve',      { ...p256.jwk, y: p256.jwk.x }],
  ['a key that is too short',    { ...ed.jwk, x: 'AAAA' }],
  ['for encryption',             { ...p256.jwk, use: 'enc' }],
  ['for signing, not verifying', { ...p256.jwk, key_ops: ['deriveKey'] }],
  ['a secret shared by two',     { kty: 'oct', k: 'AAAA' }],
  ['no object',                  'key'],
];
it.each(weak)('is no key to verify by: %s', async (_what, jwk) => {
  expect(await found(`${didJwk(jwk)}#0`)).toBe('KEY_UNSUPPORTED');
  expect(await inDocument(withMethod(jwkMethod(jwk)))).toBe('KEY_UNSUPPORTED');
});

const x25519 = `z${base58(Buffer.concat([Buffer.from('ec01', 'hex'), Buffer.alloc(32, 7)]))}`;
// biome-ignore format: a table is read in columns
const astray = [
  ['another key behind the #',     `did:key:${ed.multikey}#${p256.multikey}`,  'KEY_UNRESOLVED'],
  ['a key for encryption',         `did:key:${x25519}`,                        'KEY_UNSUPPORTED'],
  ['a key cut off',                `did:key:${ed.multikey.slice(0, -2)}`,      'KEY_UNSUPPORTED'],
  ['letters that are no digits',   'did:key:z0OIl',                            'KEY_UNSUPPORTED'],
  ['another base',                 `did:key:u${ed.multikey.slice(1)}`,         'KEY_UNSUPPORTED'],
  ['far too long',                 `did:key:z${'6'.repeat(3000)}`,             'KEY_UNSUPPORTED'],
  ['a did:jwk of nothing',         'did:jwk:e30#0',                            'KEY_UNSUPPORTED'],
  ['a did:jwk that is no JSON',    'did:jwk:AAAA#0',                           'KEY_UNSUPPORTED'],
  ['a second key of did:jwk',      `${didJwk(ed.jwk)}#1`,                      'KEY_UNRESOLVED'],
  ['a did:web without a fragment', school,                                     'KEY_UNRESOLVED'],
  ['a did:web that nobody fetched', one,                                       'KEY_UNRESOLVED'],
  ['a DID with a query',           `${school}?versionId=1#key-1`,              'KEY_UNRESOLVED'],
  ['a relative reference',         '#key-1',                                   'KEY_UNRESOLVED'],
  ['a web address',                `https://x.example/issuers/1#${ed.multikey}`, 'KEY_UNRESOLVED'],
  ['another method',               `did:example:${ed.multikey}`,               'DID_METHOD_UNSUPPORTED'],
  ['did:ion',                      'did:ion:EiA#key-1',                        'DID_METHOD_UNSUPPORTED'],
] as const;
it.each(astray)('leads to no key: %s', async (_what, method, code) => {
  expect(await found(method)).toBe(code);
});

it('trap 11: a retired key that stays published is found beside the new one', async () => {
  const document = published({
    verificationMethod: [multikey(), multikey({ id: '#key-2', publicKeyMultibase: p256.multikey })],
    assertionMethod: ['#key-2', '#key-1'],
  });
  expect(await inDocument(document)).toMatchObject({ jwk: ed.jwk });
  const all = await keysOf(school, new Map([[school, { document }]]), now);
  expect([...all.keys()]).toEqual([`${school}#key-2`, one]);
  expect([...all.values()].every(isFoundKey)).toBe(true);
});

it('trap 11: a key that is published no longer is gone, a domain that is gone tells nothing', async () => {
  expect(await inDocument(published(), `${school}#key-0`)).toBe('KEY_GONE');
  for (const problem of ['UNREACHABLE', 'NOT_FOUND', 'NOT_A_DOCUMENT'] as const) {
    expect(await found(one, { problem })).toBe('KEY_UNRESOLVED');
  }
});

it('one key has one thumbprint, however its numbers are spelled', async () => {
  const spelled = { ...rsa, n: `AAAA${rsa.n ?? ''}` };
  expect(await found(`${didJwk(spelled)}#0`)).toMatchObject({ jwk: rsa });
});

it('trap 8: a key in an address is read, and nobody is found who publishes it', async () => {
  const address = 'https://zonnedael.example/issuers/1';
  expect(await carriedKey(`${address}#${ed.multikey}`)).toMatchObject({ jwk: ed.jwk });
  expect(await carriedKey(`${address}#key-1`)).toEqual({ code: 'KEY_UNSUPPORTED' });
  expect(await carriedKey(address)).toEqual({ code: 'KEY_UNRESOLVED' });
  expect(await carriedKey(`did:key:${ed.multikey}`)).toBe(undefined);
  expect(isKeyOf(address, undefined)).toBe(false);
});

it('an issuer is bound by its own DID, letter by letter', () => {
  expect(isKeyOf(school, school)).toBe(true);
  expect(isKeyOf(school, other)).toBe(false);
  expect(isKeyOf('did:web:Zonnedael.example', school)).toBe(false);
  expect(isKeyOf(undefined, undefined)).toBe(false);
  expect(isKeyOf(one, one)).toBe(false);
});

// biome-ignore format: a table is read in columns
const forTests = [
  ['W3C, EdDSA',         'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'],
  ['W3C, ECDSA P-256',   'did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP'],
  ['W3C, ECDSA P-384',   'did:key:z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ'],
  ['1EdTech',            'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi'],
  ['RFC 8037',           `${didJwk({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })}#0`],
  ['RFC 7515',           `${didJwk({ kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' })}#0`],
] as const;
it.each(forTests)(
  'trap 8: a key whose private half everybody can read: %s',
  async (_what, method) => {
    const key = await keyOf(method, new Map(), now);
    expect(isFoundKey(key) && isPublishedForTests(key.key.thumbprint)).toBe(true);
    const own = await keyOf(`did:key:${ed.multikey}`, new Map(), now);
    expect(isFoundKey(own) && isPublishedForTests(own.key.thumbprint)).toBe(false);
  },
);
