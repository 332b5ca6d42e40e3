import { describe, expect, it } from 'vitest';
import { sha256Url } from '../../../../src/base/index.js';
import { isEnvelope } from '../../../../src/credentials/envelope.js';
import { openJose } from '../../../../src/credentials/jose/open-jose.js';
import { openSdJwt } from '../../../../src/credentials/jose/sd-jwt.js';
import {
  bound,
  disclosure,
  encoded,
  jwt,
  keysOf,
  type Members,
  party,
  type Shown,
  sdJwt,
} from '../../../fixtures/jose.js';

const school = party();
const barry = party();
const keyOf = keysOf({ 'did:web:barry.example#1': barry });

const claims = (change: Members = {}): Members => ({
  iss: school.did,
  vct: 'https://school.example/vct/1',
  nbf: 1_767_225_600,
  exp: 1_893_456_000,
  ...change,
});

async function proven(text: string) {
  const opened = openJose(text, keyOf);
  if (opened === undefined) return { refused: 'nothing' };
  if (!isEnvelope(opened)) return { refused: opened.code };
  const { proof, keys, findings } = await opened.prove(new Map());
  return { proof, keys, codes: findings.map(({ code, path = '' }) => `${code}${path}`), opened };
}
const shown = async (change: Shown) => await proven(sdJwt(school, change));

const name = disclosure('s1', 'name', 'Fietsen bouwen');
const load = disclosure('s2', 'ECTS', 3);
const inList = disclosure('s3', 'nl');
const digests = (...all: readonly string[]): readonly string[] =>
  all.map((each) => sha256Url(each));

describe('an SD-JWT', () => {
  it.each(['dc+sd-jwt', 'vc+sd-jwt'])(
    'of type %s is its payload with what is shown put back',
    async (typ) => {
      const { proof, codes, opened } = await shown({
        payload: claims({
          _sd_alg: 'sha-256',
          _sd: [...digests(name), sha256Url('hidden')],
          languages: [{ '...': sha256Url(inList) }, { '...': sha256Url('hidden too') }, 'en'],
        }),
        disclosures: [name, inList],
        header: { typ },
      });
      expect({ proof, codes }).toEqual({ proof: 'VALID', codes: [] });
      expect(opened).toMatchObject({
        form: 'SD_JWT',
        issuer: school.did,
        validFrom: '2026-01-01T00:00:00.000Z',
        validUntil: '2030-01-01T00:00:00.000Z',
        dids: [school.did],
      });
      expect(opened?.claims).toEqual(claims({ name: 'Fietsen bouwen', languages: ['nl', 'en'] }));
    },
  );

  it('may show what stands in what it shows', async () => {
    const outer = disclosure('s4', 'achievement', {
      _sd: digests(name),
      of: [{ '...': sha256Url(inList) }],
    });
    const payload = claims({ _sd: digests(outer) });
    const all = await shown({ payload, disclosures: [inList, outer, name] });
    expect(all.proof).toBe('VALID');
    expect(all.opened?.claims['achievement']).toEqual({ name: 'Fietsen bouwen', of: ['nl'] });
    const some = await shown({ payload, disclosures: [outer] });
    expect(some.opened?.claims['achievement']).toEqual({ of: [] });
  });

  it('around a W3C credential has its issuer, its period and its words', async () => {
    const subject = disclosure('s5', 'achievement', { name: 'Fietsen bouwen' });
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: { id: school.did },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { _sd: digests(subject) },
      cnf: { kid: 'did:example:barry#1' },
    };
    const { proof, opened } = await shown({
      payload: credential,
      disclosures: [subject],
      header: { typ: 'vc+sd-jwt' },
    });
    expect(proof).toBe('VALID');
    expect(opened).toMatchObject({ issuer: school.did, validFrom: '2026-01-01T00:00:00Z' });
    expect(opened?.claims['credentialSubject']).toEqual({
      achievement: { name: 'Fietsen bouwen' },
    });
    const two = await shown({
      payload: { ...credential, vct: 'x', iss: barry.did },
      disclosures: [subject],
    });
    expect(two.codes).toEqual(['ISSUER_IS_NOT_SIGNER/iss']);
  });

  it('is valid from when it was issued, where it says nothing else', async () => {
    const { opened } = await shown({ payload: { iss: school.did, vct: 'x', iat: 1_767_225_600 } });
    expect(opened).toMatchObject({ validFrom: '2026-01-01T00:00:00.000Z' });
    expect(opened).not.toHaveProperty('validUntil');
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['a presentation by its type',       { payload: { type: ['VerifiablePresentation'] } },          'PRESENTATION'],
    ['a presentation with a vct',        { payload: claims({ type: 'VerifiablePresentation' }) },    'PRESENTATION'],
    ['a presentation by its header',     { payload: claims(), header: { typ: 'vp+sd-jwt' } },        'PRESENTATION'],
    ['neither of SD-JWT VC nor of W3C',  { payload: { iss: school.did, name: 'x' } },                'NO_CREDENTIAL'],
    ['of a type that is no text',        { payload: claims({ vct: 1 }) },                            'NOT_WELL_FORMED'],
    ['for another use',                  { payload: claims(), header: { typ: 'sd-jwt' } },           'FORM_UNSUPPORTED'],
    ['with a tilde, and typed as a JWT', { payload: claims(), header: { typ: 'vc+jwt' } },           'FORM_UNSUPPORTED'],
  ])('%s is not opened as one', async (_what, change, refused) => {
    expect(await shown(change)).toEqual({ refused });
  });

  it('by another than its issuer, or changed, does not hold', async () => {
    expect((await proven(sdJwt(barry, { payload: claims() }))).codes).toEqual([
      'ISSUER_IS_NOT_SIGNER/header/kid',
    ]);
    const [header, , signature] = jwt(school, claims(), { typ: 'dc+sd-jwt', kid: '#0' }).split('.');
    const changed = `${header}.${encoded(claims({ ECTS: 30 }))}.${signature}~`;
    expect(await proven(changed)).toMatchObject({ proof: 'INVALID', codes: ['SIGNATURE'] });
  });
});

describe('trap 5: disclosures that do not fit never hold', () => {
  const nested = Array.from({ length: 30 }, (_, n) => n).reduceRight<readonly string[]>(
    (deeper, n) => [
      disclosure(`s${n}`, `l${n}`, { _sd: digests(...deeper.slice(0, 1)) }),
      ...deeper,
    ],
    [],
  );
  const many = Array.from({ length: 501 }, (_, n) => disclosure('s', `n${n}`, n));

  // biome-ignore format: a table is read in columns
  it.each([
    // what                                        payload                                                           disclosures
    ['referenced by nobody',                       { _sd: digests(load) },                                           [name]],
    ['referenced only by one that is not shown',   { _sd: digests(disclosure('s', 'a', { _sd: digests(name) })) },   [name]],
    ['changed after it was signed',                { _sd: digests(name) },                                           [disclosure('s1', 'name', 'Raketten bouwen')]],
    ['there twice',                                { _sd: digests(name) },                                           [name, name]],
    ['referenced twice in one object',             { _sd: digests(name, name) },                                     [name]],
    ['referenced in two objects',                  { _sd: digests(name), a: { _sd: digests(name) } },                [name]],
    ['referenced twice, and not shown',            { _sd: digests(name), a: { _sd: digests(name) } },                []],
    ['of a claim that is there already',           { _sd: digests(name), name: 'x' },                                [name]],
    ['of a claim that another discloses too',      { _sd: digests(name, disclosure('t', 'name', 'y')) },             [name, disclosure('t', 'name', 'y')]],
    ['named _sd',                                  { _sd: digests(disclosure('s', '_sd', digests(name))) },          [disclosure('s', '_sd', digests(name))]],
    ['named ...',                                  { _sd: digests(disclosure('s', '...', 'x')) },                    [disclosure('s', '...', 'x')]],
    ['named _sd_alg',                              { a: { _sd: digests(disclosure('s', '_sd_alg', 'x')) } },         [disclosure('s', '_sd_alg', 'x')]],
    ['named __proto__',                            { _sd: digests(disclosure('s', '__proto__', {})) },               [disclosure('s', '__proto__', {})]],
    ['without a name',                             { _sd: digests(disclosure('s', '', 'x')) },                       [disclosure('s', '', 'x')]],
    ['of an element where a claim should be',      { _sd: digests(inList) },                                         [inList]],
    ['of a claim where an element should be',      { a: [{ '...': sha256Url(name) }] },                              [name]],
    ['of an element beside something else',        { a: [{ '...': sha256Url(inList), b: 1 }] },                      [inList]],
    ['of an element outside a list',               { a: { '...': sha256Url(inList) } },                              [inList]],
    ['that is no list',                            { _sd: [sha256Url(encoded({ a: 1 }))] },                          [encoded({ a: 1 })]],
    ['with too many parts',                        { _sd: digests(disclosure('s', 'a', 1, 2)) },                     [disclosure('s', 'a', 1, 2)]],
    ['without a salt',                             { _sd: digests(disclosure('', 'a', 1)) },                         [disclosure('', 'a', 1)]],
    ['with a salt that is no text',                { _sd: digests(disclosure(1, 'a', 1)) },                          [disclosure(1, 'a', 1)]],
    ['in another spelling of base64',              { _sd: digests(`${name}=`) },                                     [`${name}=`]],
    ['empty',                                      {},                                                               ['']],
    ['with references that are no list',           { _sd: sha256Url(name) },                                         [name]],
    ['with references that are no text',           { _sd: [1] },                                                     []],
    ['by another hash',                            { _sd_alg: 'sha-512', _sd: [] },                                  []],
    ['by a hash that is no text',                  { _sd_alg: null, _sd: [] },                                       []],
    ['of the issuer',                              { iss: undefined, _sd: digests(disclosure('s', 'iss', school.did)) }, [disclosure('s', 'iss', school.did)]],
    ['of the start',                               { nbf: undefined, _sd: digests(disclosure('s', 'nbf', 1)) },      [disclosure('s', 'nbf', 1)]],
    ['of the end',                                 { exp: undefined, _sd: digests(disclosure('s', 'exp', 1)) },      [disclosure('s', 'exp', 1)]],
    ['of the type',                                { vct: undefined, _sd: digests(disclosure('s', 'vct', 'x')) },    [disclosure('s', 'vct', 'x')]],
    ['of the status',                              { _sd: digests(disclosure('s', 'status', {})) },                  [disclosure('s', 'status', {})]],
    ["of the holder's key",                        { _sd: digests(disclosure('s', 'cnf', { jwk: barry.jwk })) },     [disclosure('s', 'cnf', { jwk: barry.jwk })]],
    ['501 in number',                              { _sd: digests(...many) },                                        many],
  ])('trap 5: %s', async (_what, change, disclosures) => {
    const { proof, keys, codes } = await shown({ payload: claims(change), disclosures });
    expect(proof).toBe('INVALID');
    expect(keys).toEqual([]);
    expect(codes?.map((code) => code.replace(/\/.*/, ''))).toEqual(['DISCLOSURE']);
  });

  it('trap 5: 500 of them still fit', async () => {
    const most = many.slice(1);
    const { proof } = await shown({
      payload: claims({ _sd: digests(...most) }),
      disclosures: most,
    });
    expect(proof).toBe('VALID');
  });

  it('trap 5: 30 in one another are too deep', async () => {
    const text = sdJwt(school, {
      payload: claims({ _sd: digests(...nested.slice(0, 1)) }),
      disclosures: nested,
    });
    expect(await proven(text)).toMatchObject({ proof: 'INVALID', codes: ['TOO_DEEP'] });
  });

  it('trap 5: without its last tilde, or without any, it is cut off', async () => {
    const whole = sdJwt(school, { payload: claims({ _sd: digests(name) }), disclosures: [name] });
    expect((await proven(whole)).proof).toBe('VALID');
    for (const text of [whole.slice(0, -1), sdJwt(school, { payload: claims() }).slice(0, -1)]) {
      expect(await proven(text)).toMatchObject({ proof: 'INVALID', codes: ['DISCLOSURE'] });
    }
  });

  it('trap 5: what is told of it is only what needs no disclosure', async () => {
    const payload = claims({ _sd: digests(load), a: [{ '...': 'x' }, { b: 1, _sd: [] }] });
    const { opened } = await shown({ payload, disclosures: [name] });
    expect(opened?.claims).toEqual(claims({ a: [{ b: 1 }] }));
  });

  it('trap 5: it is told to be broken too where nothing is left that makes it a credential', async () => {
    const vct = disclosure('s', 'vct', 'x');
    const payload = { iss: school.did, _sd: digests(vct) };
    expect(await shown({ payload, disclosures: [vct] })).toMatchObject({
      proof: 'INVALID',
      codes: ['DISCLOSURE/vct'],
    });
  });
});

describe('a key binding in a credential that is kept', () => {
  const payload = claims({ cnf: { jwk: barry.jwk }, _sd: digests(name) });
  const credential = sdJwt(school, { payload, disclosures: [name] });

  it('holds for the key in the credential, whenever and for whomever it was made', async () => {
    expect(await proven(bound(barry, credential))).toMatchObject({ proof: 'VALID', codes: [] });
  });

  it("holds for the holder's DID", async () => {
    const kid = 'did:web:barry.example#1';
    const text = sdJwt(school, { payload: claims({ cnf: { kid } }) });
    const { proof, opened } = await proven(bound(barry, text));
    expect(proof).toBe('VALID');
    expect(opened?.dids).toEqual([school.did, 'did:web:barry.example']);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // what                          text                                                              code
    ['by another key',               bound(school, credential),                                        'KEY_BINDING/kb/signature'],
    ['over other disclosures',       bound(barry, credential, { sd_hash: sha256Url(sdJwt(school, { payload })) }), 'KEY_BINDING/kb/sd_hash'],
    ['taken over to fewer of them',  `${sdJwt(school, { payload })}${bound(barry, credential).split('~').at(-1)}`, 'KEY_BINDING/kb/sd_hash'],
    ['without a hash',               bound(barry, credential, { sd_hash: undefined }),                 'KEY_BINDING/kb/sd_hash'],
    ['without a nonce',              bound(barry, credential, { nonce: undefined }),                   'KEY_BINDING/kb/nonce'],
    ['for nobody',                   bound(barry, credential, { aud: undefined }),                     'KEY_BINDING/kb/aud'],
    ['of no time',                   bound(barry, credential, { iat: 'x' }),                           'KEY_BINDING/kb/iat'],
    ['of another type',              bound(barry, credential, {}, { typ: 'JWT' }),                     'KEY_BINDING/kb/header/typ'],
    ['that cannot be read',          `${credential}a.b.c`,                                             'KEY_BINDING/kb'],
    ['to no key',                    bound(barry, sdJwt(school, { payload: claims() })),               'KEY_BINDING/kb/cnf'],
    ['to a key that leads nowhere',  bound(barry, sdJwt(school, { payload: claims({ cnf: { kid: 'did:web:gone.example#1' } }) })), 'KEY_BINDING/kb/cnf'],
  ])('%s does not hold', async (_what, text, code) => {
    expect(await proven(text)).toMatchObject({ proof: 'INVALID', keys: [], codes: [code] });
  });

  it('by an algorithm that nobody should use is not looked into', async () => {
    const text = bound(barry, credential, {}, { alg: 'none' });
    expect(await proven(text)).toMatchObject({
      proof: 'UNSUPPORTED',
      codes: ['ALGORITHM_UNSUPPORTED'],
    });
  });
});

it('what is no SD-JWT in any of its parts is not opened', () => {
  expect(openSdJwt('x~y~', keyOf)).toEqual({ code: 'NOT_WELL_FORMED' });
  expect(openSdJwt(`${'x'.repeat(70_000)}~`, keyOf)).toEqual({ code: 'TOO_LARGE' });
});
