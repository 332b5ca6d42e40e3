import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault, isObject, type JsonObject } from '../../../../src/base/index.js';
import { isEnvelope } from '../../../../src/credentials/envelope.js';
import { type Minting, mintSdJwt, select } from '../../../../src/credentials/jose/mint.js';
import { openSdJwt } from '../../../../src/credentials/jose/sd-jwt.js';
import { bound, decoded, keysOf, party } from '../../../fixtures/jose.js';
import { lateFailureOf, seed } from '../../../fixtures/properties.js';

const school = party();
const barry = party();
const keyOf = keysOf();

const claims = {
  name: 'Fietsen bouwen',
  achievement: { ECTS: 3, level: { eqf: 5 }, languages: ['nl', 'en', ['fy']] },
};
const minting = (change: Partial<Minting> = {}): Minting => ({
  claims,
  disclosable: [],
  signer: school.signer,
  typ: 'dc+sd-jwt',
  vct: 'https://school.example/vct/1',
  validFrom: new Date('2026-01-01T00:00:00Z'),
  ...change,
});
const set = { iss: school.did, nbf: 1_767_225_600, vct: 'https://school.example/vct/1' };

async function seen(text: string) {
  const opened = openSdJwt(text, keyOf);
  if (!isEnvelope(opened)) return opened;
  return { proof: (await opened.prove(new Map())).proof, claims: opened.claims };
}
const membersOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
const payloadOf = (text: string): unknown => decoded(text.split('.')[1]);
const disclosuresOf = (text: string): readonly unknown[] =>
  text.split('~').slice(1, -1).map(decoded);

describe('an SD-JWT that is minted', () => {
  it('says what was asked, signed by its issuer, and nothing else', async () => {
    const status = { status_list: { idx: 7, uri: 'https://school.example/lists/1' } };
    const validUntil = new Date('2030-01-01T00:00:00.900Z');
    const text = await mintSdJwt(minting({ holder: barry.jwk, status, validUntil }));
    expect(decoded(text.split('.')[0])).toEqual({
      alg: 'ES256',
      kid: school.method,
      typ: 'dc+sd-jwt',
    });
    const said = { ...set, exp: 1_893_456_000, status, cnf: { jwk: barry.jwk }, ...claims };
    expect(await seen(text)).toEqual({ proof: 'VALID', claims: said });
    expect(await seen(bound(barry, text))).toMatchObject({ proof: 'VALID' });
  });

  it('can be signed with Ed25519', async () => {
    const other = party('EdDSA');
    const text = await mintSdJwt(minting({ signer: other.signer }));
    expect(await seen(text)).toMatchObject({ proof: 'VALID', claims: { iss: other.did } });
  });

  it('can be a W3C credential', async () => {
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: school.did,
      credentialSubject: { achievement: { name: 'x' } },
    };
    const { vct: _vct, ...plain } = minting({ typ: 'vc+sd-jwt', claims: credential });
    const disclosable = ['/credentialSubject/achievement'];
    const text = await mintSdJwt({ ...plain, disclosable });
    expect(await seen(text)).toMatchObject({ proof: 'VALID', claims: credential });
    expect(await seen(select(text, []))).toMatchObject({ claims: { credentialSubject: {} } });
    const foreign = { ...credential, issuer: barry.did };
    await expect(mintSdJwt({ ...plain, claims: foreign })).rejects.toThrow('another issuer');
  });

  it('hides what can be left out: no name and no value of it stands in what is signed', async () => {
    const disclosable = ['/name', '/achievement', '/achievement/ECTS', '/achievement/languages/0'];
    const text = await mintSdJwt(minting({ disclosable }));
    const payload = JSON.stringify(payloadOf(text));
    for (const hidden of ['name', 'Fietsen bouwen', 'achievement', 'ECTS', 'nl']) {
      expect(payload).not.toContain(`"${hidden}"`);
    }
    expect(disclosuresOf(text)).toHaveLength(4);
    expect(await seen(text)).toEqual({ proof: 'VALID', claims: { ...set, ...claims } });
  });

  it('has a salt of 128 bits in each disclosure, never the same', async () => {
    const disclosable = ['/name', '/achievement/languages/0', '/achievement/languages/1'];
    const texts = [
      await mintSdJwt(minting({ disclosable })),
      await mintSdJwt(minting({ disclosable })),
    ];
    const salts = texts
      .flatMap(disclosuresOf)
      .map((each) => (Array.isArray(each) ? String(each[0]) : ''));
    expect(salts.map((salt) => Buffer.from(salt, 'base64url').length)).toEqual(salts.map(() => 16));
    expect(new Set(salts).size).toBe(6);
  });

  it('has up to five decoys where something is hidden, and none in a list', async () => {
    const counts = new Set<number>();
    for (let n = 0; n < 200; n += 1) {
      const text = await mintSdJwt(minting({ disclosable: ['/name', '/achievement/languages/1'] }));
      const payload = payloadOf(text);
      expect(payload).toMatchObject({ achievement: { languages: ['nl', {}, ['fy']] } });
      const digests = membersOf(payload)['_sd'];
      const all: readonly unknown[] = Array.isArray(digests) ? digests : [];
      const texts = all.map(String);
      expect(texts).toEqual(texts.toSorted((a, b) => (a < b ? -1 : 1)));
      counts.add(texts.length - 1);
    }
    expect([...counts].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  // biome-ignore format: a table is read in columns
  it.each<[string, Partial<Minting>]>([
    ['a claim that is set by whoever signs',   { claims: { iss: 'x' } }],
    ['a claim with a meaning of its own',      { claims: { _sd: [] } }],
    ['the same deeper',                        { claims: { a: { _sd_alg: 'x' } } }],
    ['a claim of dots deeper',                 { claims: { a: [{ '...': 'x' }] } }],
    ['a claim that objects inherit',           { claims: { a: { constructor: 'x' } } }],
    ['a claim without a name, to be left out', { claims: { '': 1 }, disclosable: ['/'] }],
    ['an end that can be left out',            { validUntil: new Date(), disclosable: ['/exp'] }],
    ['a status that can be left out',          { status: {}, disclosable: ['/status'] }],
    ['a claim that is not there',              { disclosable: ['/achievement/NLQF'] }],
    ['an element that is not there',           { disclosable: ['/achievement/languages/3'] }],
    ['an element by a wrong number',           { disclosable: ['/achievement/languages/01'] }],
    ['the length of a list',                   { disclosable: ['/achievement/languages/length'] }],
    ['what is no pointer',                     { disclosable: ['name'] }],
    ['what objects inherit',                   { disclosable: ['/toString'] }],
    ['a holder with a private key',            { holder: Object.assign({ d: 'x' }, barry.jwk) }],
  ])('is refused for %s', async (_what, change) => {
    await expect(mintSdJwt(minting(change))).rejects.toThrow(Fault);
  });

  it('is refused without a type', async () => {
    const { vct: _vct, ...plain } = minting();
    await expect(mintSdJwt(plain)).rejects.toThrow(Fault);
  });
});

describe('what its holder shows of it', () => {
  const disclosable = [
    '/name',
    '/achievement/ECTS',
    '/achievement/level',
    '/achievement/level/eqf',
    '/achievement/languages/0',
    '/achievement/languages/2',
    '/achievement/languages/2/0',
  ];

  // biome-ignore format: a table is read in columns
  it.each<[readonly string[], unknown]>([
    // keep                              seen
    [[],                                 { achievement: { languages: ['en'] } }],
    [['/name'],                          { name: 'Fietsen bouwen', achievement: { languages: ['en'] } }],
    [['/achievement/level'],             { achievement: { level: {}, languages: ['en'] } }],
    [['/achievement/level/eqf'],         { achievement: { level: { eqf: 5 }, languages: ['en'] } }],
    [['/achievement/languages/2/0'],     { achievement: { languages: ['en', ['fy']] } }],
    [['/achievement/languages/0'],       { achievement: { languages: ['nl', 'en'] } }],
    [['/achievement', '/nothing'],       { achievement: { languages: ['en'] } }],
    [disclosable,                        claims],
  ])('keeping %j', async (keep, left) => {
    const text = select(await mintSdJwt(minting({ disclosable })), keep);
    expect(await seen(text)).toEqual({ proof: 'VALID', claims: { ...set, ...membersOf(left) } });
  });

  it('is not confused by names with dots, slashes and tildes', async () => {
    const odd = { 'a.b': 1, a: { b: 2, '~/': 3 }, '': { '': 4 } };
    const all = ['/a.b', '/a/b', '/a/~0~1'];
    const text = await mintSdJwt(minting({ claims: odd, disclosable: all }));
    expect(await seen(select(text, ['/a.b']))).toMatchObject({ claims: { 'a.b': 1, a: {} } });
    expect(await seen(select(text, ['/a/~0~1']))).toMatchObject({ claims: { a: { '~/': 3 } } });
  });

  it('is taken from what fits only, and drops a key binding made for more', async () => {
    const text = await mintSdJwt(minting({ disclosable, holder: barry.jwk }));
    expect(select(bound(barry, text), []).endsWith('~')).toBe(true);
    expect(() => select(`${text}x~`, [])).toThrow(Fault);
    expect(() => select(text.slice(0, -1), [])).toThrow(Fault);
    expect(() => select('x', [])).toThrow(Fault);
  });
});

/** JSON pointers of all that is in a value. */
function pointersIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [at, ...pointersIn(each, at)];
  });
}
/** A value without what can be left out and is not kept, worked out by hand. */
function leftOf(value: unknown, hidden: ReadonlySet<string>, path = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value).flatMap(([name, each]) => {
    const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return hidden.has(at) ? [] : [[name, leftOf(each, hidden, at)] as const];
  });
  return Array.isArray(value) ? left.map(([, each]) => each) : Object.fromEntries(left);
}

it(`whatever can be left out is seen if it is kept, and only then (seed ${seed})`, async () => {
  const own = new Set(['', '_sd', '_sd_alg', '_sd_decoy', '...', '__proto__']);
  const name = fc.string({ maxLength: 4 }).filter((each) => !own.has(each) && !(each in {}));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const cases = fc.record({
    value: fc.dictionary(name, tree, { maxKeys: 5 }),
    picks: fc.infiniteStream(fc.constantFrom('plain', 'kept', 'hidden')),
  });
  const failure = await lateFailureOf(
    cases,
    async ({ value, picks }) => {
      const said = pointersIn(value).map((path) => [path, String(picks.next().value)] as const);
      const of = (kind: string) => said.filter(([, is]) => is === kind).map(([path]) => path);
      const hidden = new Set(of('hidden'));
      const isShown = (path: string) => ![...hidden].some((each) => path.startsWith(`${each}/`));
      const disclosable = [...of('kept'), ...hidden];
      const text = await mintSdJwt(minting({ claims: value, disclosable }));
      expect(await seen(text)).toEqual({ proof: 'VALID', claims: { ...set, ...value } });
      const left = await seen(select(text, of('kept').filter(isShown)));
      const expected = { ...set, ...membersOf(leftOf(value, hidden)) };
      expect(left).toEqual({ proof: 'VALID', claims: expected });
    },
    60,
  );
  expect(failure).toBeUndefined();
});
