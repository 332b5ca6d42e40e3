import { describe, expect, it } from 'vitest';
import { isEnvelope } from '../../../../src/credentials/envelope.js';
import { openJose } from '../../../../src/credentials/jose/open-jose.js';
import { openVcJwt } from '../../../../src/credentials/jose/vc-jwt.js';
import {
  type Algorithm,
  encoded,
  jwt,
  keysOf,
  type Members,
  party,
} from '../../../fixtures/jose.js';

const school = party();
const other = party();
const keyOf = keysOf({ 'did:web:school.example#key-1': school });

/** A credential of version 2.0, as little as it may be. */
const credential = (change: Members = {}): Members => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: school.did, type: ['Profile'], name: 'Zonnedael' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:barry', type: ['AchievementSubject'] },
  ...change,
});
/** One of 1.1, in a claim of its own. */
const older = (inside: Members = {}, claims: Members = {}): Members => ({
  iss: school.did,
  nbf: 1_767_225_600,
  exp: 1_893_456_000,
  sub: 'did:example:barry',
  jti: 'urn:uuid:1',
  vc: {
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiableCredential'],
    credentialSubject: { degree: 'none' },
    ...inside,
  },
  ...claims,
});

async function proven(text: string) {
  const opened = openVcJwt(text, keyOf);
  if (!isEnvelope(opened)) return { refused: opened.code, path: opened.path };
  const { proof, keys, findings } = await opened.prove(new Map());
  return { proof, keys, codes: findings.map(({ code, path = '' }) => `${code}${path}`), opened };
}

describe('a credential in a JWT', () => {
  it.each<Algorithm>(['ES256', 'ES384', 'EdDSA', 'RS256'])(
    'signed with %s it holds',
    async (alg) => {
      const issuer = party(alg);
      const { proof, keys, codes } = await proven(jwt(issuer, credential({ issuer: issuer.did })));
      expect({ proof, codes }).toEqual({ proof: 'VALID', codes: [] });
      const { did, method, thumbprint } = issuer;
      expect(keys).toEqual([{ did, method, thumbprint, isPublished: true }]);
    },
  );

  it.each(['vc+jwt', 'application/vc+jwt', 'VC+LD+JWT', 'JWT', undefined])(
    'may say of its type: %s',
    async (typ) => {
      expect(await proven(jwt(school, credential(), { typ }))).toMatchObject({ proof: 'VALID' });
    },
  );

  // biome-ignore format: a table is read in columns
  it.each([
    // header                                      outcome
    ['a key by a name relative to the issuer',     { kid: '#0' }],
    ['no key: the issuer has only one',            {}],
    ['the DID itself, which has only one key',     { kid: school.did }],
    ['a word of its own for the only key',         { kid: 'key-1' }],
  ])('its header may name %s', async (_what, header) => {
    expect(await proven(jwt(school, credential(), header))).toMatchObject({ proof: 'VALID' });
  });

  it('is found by did:web, by a name that is absolute, relative or the bare fragment', async () => {
    for (const kid of ['did:web:school.example#key-1', '#key-1', 'key-1']) {
      const text = jwt(school, credential({ issuer: 'did:web:school.example' }), { kid });
      const { proof, keys, opened } = await proven(text);
      expect({ proof, dids: opened?.dids }).toEqual({
        proof: 'VALID',
        dids: ['did:web:school.example'],
      });
      expect(keys?.[0]?.method).toBe('did:web:school.example#key-1');
    }
  });

  it('leaves what is of the JWT out of the credential, and fills in what it does not say', () => {
    const { id: _id, validFrom: _from, ...rest } = credential();
    const claims = { iss: school.did, jti: 'urn:uuid:7', nbf: 1_767_225_600, aud: 'x', iat: 1 };
    const opened = openVcJwt(jwt(school, { ...rest, ...claims }), keyOf);
    expect(opened).toMatchObject({ form: 'VC_JWT', issuer: school.did });
    expect('claims' in opened && opened.claims).toEqual({
      ...credential(),
      id: 'urn:uuid:7',
      validFrom: '2026-01-01T00:00:00.000Z',
    });
  });

  it('is valid only while both the JWT and the credential are', () => {
    const text = jwt(school, {
      ...credential({ validUntil: '2030-01-01T00:00:00Z' }),
      exp: 1_800_000_000,
      nbf: 1_700_000_000,
    });
    expect(openVcJwt(text, keyOf)).toMatchObject({
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2027-01-15T08:00:00.000Z',
    });
  });

  it.each([['2030'], [1e15], [-1], [null]])('whose end is %s has none that can be read', (exp) => {
    const opened = openVcJwt(jwt(school, { ...credential(), exp }), keyOf);
    expect('validUntil' in opened && Date.parse(opened.validUntil ?? '')).toBeNaN();
  });
});

describe('a credential in the claim vc', () => {
  it('gets what the JWT says of it', async () => {
    const { proof, codes, opened } = await proven(jwt(school, older()));
    expect({ proof, codes }).toEqual({ proof: 'VALID', codes: [] });
    expect(opened?.claims).toEqual({
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      id: 'urn:uuid:1',
      type: ['VerifiableCredential'],
      issuer: school.did,
      issuanceDate: '2026-01-01T00:00:00.000Z',
      expirationDate: '2030-01-01T00:00:00.000Z',
      credentialSubject: { degree: 'none', id: 'did:example:barry' },
    });
  });

  it('keeps what its issuer says of itself beside the id', async () => {
    const { opened } = await proven(jwt(school, older({ issuer: { name: 'Zonnedael' } })));
    expect(opened?.claims['issuer']).toEqual({ name: 'Zonnedael', id: school.did });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // inside                                                    finding
    [{ id: 'urn:uuid:2' },                                       'CLAIMS_DIFFER/jti'],
    [{ issuanceDate: '2025-01-01T00:00:00Z' },                   'CLAIMS_DIFFER/nbf'],
    [{ expirationDate: '2031-01-01T00:00:00Z' },                 'CLAIMS_DIFFER/exp'],
    [{ credentialSubject: { id: 'did:example:samira' } },        'CLAIMS_DIFFER/sub'],
  ])('that says itself %j is told to differ, and the JWT wins', async (inside, finding) => {
    const { codes, opened } = await proven(jwt(school, older(inside)));
    expect(codes).toEqual([finding]);
    expect(JSON.stringify(opened?.claims)).not.toContain(JSON.stringify(Object.values(inside)[0]));
  });

  it('may say the same instant in another spelling', async () => {
    const inside = { issuanceDate: '2026-01-01T01:00:00.250+01:00' };
    expect((await proven(jwt(school, older(inside)))).codes).toEqual([]);
  });

  it('beside a credential in the payload is not read: which is meant nobody says', async () => {
    const text = jwt(school, { ...credential(), ...older() });
    expect(await proven(text)).toMatchObject({ refused: 'NOT_WELL_FORMED' });
  });
});

describe('a JWT that must not hold', () => {
  // biome-ignore format: a table is read in columns
  it.each([
    // what                                   by      payload                               header                       proof          codes
    ['names two issuers',                     school, credential({ iss: other.did }),       { kid: other.method },       'INVALID',     ['ISSUER_IS_NOT_SIGNER/iss']],
    ['names two issuers in vc',               school, older({ issuer: { id: other.did } }), { kid: school.method },      'INVALID',     ['ISSUER_IS_NOT_SIGNER/iss']],
    ['is signed with a key of another DID',   other,  credential(),                         { kid: other.method },       'INVALID',     ['ISSUER_IS_NOT_SIGNER/header/kid']],
    ['names the key of its issuer and is signed with another', other, credential(),         { kid: school.method },      'INVALID',     ['SIGNATURE']],
    ['names no key and is signed with another', other, credential(),                        {},                          'INVALID',     ['SIGNATURE']],
    ['names no issuer at all',                school, credential({ issuer: {} }),           { kid: school.method },      'UNSUPPORTED', ['ISSUER_UNKNOWN']],
    ['has an address for issuer and a DID for key', school, credential({ issuer: 'https://school.example' }), { kid: school.method }, 'INVALID', ['ISSUER_IS_NOT_SIGNER/header/kid']],
    ['has an address for issuer and no key',  school, credential({ issuer: 'https://school.example' }), {},              'UNSUPPORTED', ['KEY_UNRESOLVED']],
    ['has a key nobody publishes',            school, credential({ issuer: 'did:web:gone.example' }), { kid: '#key-1' }, 'UNSUPPORTED', ['KEY_UNRESOLVED']],
    ['has extensions that have to be understood', school, credential(),                     { kid: school.method, crit: ['exp'] }, 'UNSUPPORTED', ['PROOF_UNSUPPORTED']],
    ['says another algorithm than its key has', school, credential(),                       { kid: school.method, alg: 'EdDSA' }, 'INVALID', ['SIGNATURE']],
    ['has a shared secret for signature',     school, credential(),                         { kid: school.method, alg: 'HS256' }, 'UNSUPPORTED', ['ALGORITHM_UNSUPPORTED']],
    ['has no algorithm',                      school, credential(),                         { kid: school.method, alg: 'none' }, 'UNSUPPORTED', ['ALGORITHM_UNSUPPORTED']],
    ['is named as what objects inherit',      school, credential(),                         { kid: school.method, alg: 'constructor' }, 'UNSUPPORTED', ['ALGORITHM_UNSUPPORTED']],
  ] as const)('one that %s', async (_what, by, payload, header, proof, codes) => {
    const found = await proven(jwt(by, payload, header));
    expect({ proof: found.proof, codes: found.codes }).toEqual({ proof, codes });
    expect(found.keys).toEqual([]);
  });

  it('one whose payload was changed, and one whose signature was taken away', async () => {
    const [header, , signature] = jwt(school, credential()).split('.');
    const changed = `${header}.${encoded(credential({ id: 'urn:uuid:2' }))}.${signature}`;
    expect((await proven(changed)).codes).toEqual(['SIGNATURE']);
    expect((await proven(`${header}.${encoded(credential())}.`)).codes).toEqual(['SIGNATURE']);
  });

  it('one without algorithm and signature', async () => {
    const text = `${encoded({ alg: 'none' })}.${encoded(credential())}.`;
    expect(await proven(text)).toMatchObject({
      proof: 'UNSUPPORTED',
      codes: ['ALGORITHM_UNSUPPORTED'],
    });
  });

  it('one whose keys cannot be looked up for a fault of the house', async () => {
    const broken = openVcJwt(jwt(school, credential()), async () => {
      await Promise.resolve();
      throw new Error('broken');
    });
    const check = isEnvelope(broken) ? await broken.prove(new Map()) : undefined;
    expect(check).toMatchObject({ proof: 'UNSUPPORTED', findings: [{ code: 'KEY_UNRESOLVED' }] });
  });
});

describe('a JWT that is no credential', () => {
  // biome-ignore format: a table is read in columns
  it.each([
    // what                                     payload                                             header              refused
    ['a presentation by its type',              { type: ['VerifiablePresentation'] },               {},                 'PRESENTATION'],
    ['a presentation in vp',                    { vp: { type: 'VerifiablePresentation' } },         {},                 'PRESENTATION'],
    ['a credential and a presentation in one',  { ...credential(), vp: {} },                        {},                 'PRESENTATION'],
    ['a presentation in vc',                    older({ type: ['VerifiableCredential', 'VerifiablePresentation'] }), {}, 'PRESENTATION'],
    ['a presentation by its header',            credential(),                                       { typ: 'vp+jwt' },  'PRESENTATION'],
    ['a token for something else',              { sub: 'barry' },                                   {},                 'NO_CREDENTIAL'],
    ['typed for another use',                   credential(),                                       { typ: 'at+jwt' },  'FORM_UNSUPPORTED'],
    ['an SD-JWT by its type',                   credential(),                                       { typ: 'dc+sd-jwt' }, 'FORM_UNSUPPORTED'],
    ['of a payload that is not encoded',        credential(),                                       { b64: false },     'NOT_WELL_FORMED'],
    ['of a type that is no text',               credential(),                                       { typ: 1 },         'NOT_WELL_FORMED'],
    ['of an issuer that is no text',            { ...credential(), iss: 1 },                        {},                 'NOT_WELL_FORMED'],
    ['with a vc that is no object',             { vc: 'x' },                                        {},                 'NOT_WELL_FORMED'],
    ['with a name twice',                       '{"type":"VerifiableCredential","type":"x"}',       {},                 'NOT_WELL_FORMED'],
    ['with a name that poisons copies',         `{"__proto__":{},${JSON.stringify(credential()).slice(1)}`, {},         'NOT_WELL_FORMED'],
    ['of a list',                               [],                                                 {},                 'NOT_WELL_FORMED'],
    ['that nests 30 deep',                      credential({ id: JSON.parse('['.repeat(30) + ']'.repeat(30)) }), {},    'TOO_DEEP'],
    ['that nests 5000 deep',                    `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`,     {},                 'TOO_DEEP'],
    ['of 80 kB',                                credential({ name: 'x'.repeat(80_000) }),           {},                 'TOO_LARGE'],
  ])('%s', async (_what, payload, header, refused) => {
    expect(await proven(jwt(school, payload, header))).toMatchObject({ refused });
  });

  it('each part has one spelling: no padding, no bits left over, no line breaks', async () => {
    const [header = '', payload = '', signature = ''] = jwt(school, credential()).split('.');
    const last = signature.slice(-1);
    const odd = String.fromCharCode(last.charCodeAt(0) + 1);
    expect(last).toMatch(/[AQgw]/);
    for (const text of [
      `${header}.${payload}.${signature}==`,
      `${header}.${payload}.${signature.slice(0, -1)}${odd}`,
      `${header}.${payload}.${signature.slice(0, 9)}\n${signature.slice(9)}`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}.${Buffer.from([0xff, 0x7b, 0x7d]).toString('base64url')}.${signature}`,
    ]) {
      expect(await proven(text)).toMatchObject({ refused: 'NOT_WELL_FORMED' });
    }
  });
});

describe('trap 8: a key that comes along says nothing of who signed', () => {
  const address = credential({ issuer: 'https://school.example' });

  it('trap 8: it holds, and is published by nobody', async () => {
    const { proof, keys, codes } = await proven(jwt(other, address, { jwk: other.jwk }));
    expect({ proof, codes }).toEqual({ proof: 'VALID', codes: ['KEY_CARRIED_ALONG/header'] });
    expect(keys).toMatchObject([{ thumbprint: other.thumbprint, isPublished: false }]);
    expect(keys?.[0]).not.toHaveProperty('did');
  });

  it('trap 8: nor is one in a certificate, whoever gave it', async () => {
    const { proof, keys, codes } = await proven(jwt(other, address, { x5c: [other.certificate] }));
    expect({ proof, codes }).toEqual({ proof: 'VALID', codes: ['KEY_CARRIED_ALONG/header'] });
    expect(keys).toMatchObject([{ thumbprint: other.thumbprint, isPublished: false }]);
    const foreign = jwt(other, address, { x5c: [school.certificate] });
    expect(await proven(foreign)).toMatchObject({ proof: 'INVALID', codes: ['SIGNATURE'] });
  });

  it('trap 8: it does not stand in for the key of a DID', async () => {
    for (const kid of [undefined, school.method, '#0']) {
      const text = jwt(other, credential(), { kid, jwk: other.jwk });
      expect(await proven(text)).toMatchObject({ proof: 'INVALID', codes: ['SIGNATURE'] });
    }
    const gone = credential({ issuer: 'did:web:gone.example' });
    const text = jwt(other, gone, { kid: 'did:web:gone.example#1', jwk: other.jwk });
    expect(await proven(text)).toMatchObject({ proof: 'UNSUPPORTED', codes: ['KEY_UNRESOLVED'] });
  });

  it('trap 8: beside the published key it is not looked at', async () => {
    const text = jwt(school, credential(), { kid: school.method, jwk: other.jwk });
    expect(await proven(text)).toMatchObject({ proof: 'VALID', codes: [] });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // what                             header                                         proof          codes
    ['with its private half',           { jwk: { ...other.jwk, d: 'AA' } },            'UNSUPPORTED', ['KEY_UNSUPPORTED', 'KEY_CARRIED_ALONG/header']],
    ['of a shared secret',              { jwk: { kty: 'oct', k: 'AA' } },              'UNSUPPORTED', ['KEY_UNSUPPORTED', 'KEY_CARRIED_ALONG/header']],
    ['of an RSA modulus too short',     { jwk: { kty: 'RSA', n: 'AAAA', e: 'AQAB' } }, 'UNSUPPORTED', ['KEY_UNSUPPORTED', 'KEY_CARRIED_ALONG/header']],
    ['that is no point on the curve',   { jwk: { ...other.jwk, y: other.jwk.x } },     'UNSUPPORTED', ['KEY_UNSUPPORTED', 'KEY_CARRIED_ALONG/header']],
    ['that did not sign',               { jwk: school.jwk },                           'INVALID',     ['SIGNATURE']],
    ['at an address',                   { jku: 'https://keys.example' },               'UNSUPPORTED', ['KEY_UNRESOLVED', 'KEY_CARRIED_ALONG/header']],
    ['in a certificate that is none',   { x5c: ['AAAA'] },                             'UNSUPPORTED', ['KEY_UNSUPPORTED', 'KEY_CARRIED_ALONG/header']],
  ])('trap 8: a key %s', async (_what, header, proof, codes) => {
    expect(await proven(jwt(other, address, header))).toMatchObject({ proof, codes });
  });

  it('trap 8: nor does one in the name of the method, which whoever looks up keys tells by giving no DID', async () => {
    const issuer = 'https://school.example/1';
    const text = jwt(other, credential({ issuer }), { kid: `${issuer}#z6Mk` });
    const opened = openVcJwt(text, async (id) => {
      const { jwk, thumbprint } = other;
      return await Promise.resolve({ key: { id, jwk, thumbprint } });
    });
    const check = isEnvelope(opened) ? await opened.prove(new Map()) : undefined;
    expect(check).toMatchObject({
      proof: 'VALID',
      keys: [{ method: `${issuer}#z6Mk`, isPublished: false }],
      findings: [{ code: 'KEY_CARRIED_ALONG' }],
    });
  });
});

it('what has not the looks of a JWT is not opened as one', () => {
  for (const text of ['', '{}', 'x', 'a.b', 'a.b.c.d', 'data:text/plain,a.b.c']) {
    expect(openJose(text, keyOf)).toBeUndefined();
  }
  expect(openJose(jwt(school, credential()), keyOf)).toMatchObject({ form: 'VC_JWT' });
});
