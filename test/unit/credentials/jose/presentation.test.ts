import { describe, expect, it } from 'vitest';
import { checkPresentation } from '../../../../src/credentials/jose/presentation.js';
import { bound, disclosure, keysOf, type Members, party, sdJwt } from '../../../fixtures/jose.js';

const school = party();
const barry = party();
const made = 1_790_000_000;
const asked = {
  nonce: 'n-1',
  audience: 'https://asker.example',
  now: new Date((made + 30) * 1000),
  maxAgeSeconds: 120,
};
const claims = (change: Members = {}): Members => ({
  iss: school.did,
  vct: 'https://school.example/vct/1',
  cnf: { jwk: barry.jwk },
  ...change,
});
const credential = sdJwt(school, { payload: claims() });

const pathsOf = async (text: string, change: Partial<typeof asked> = {}) => {
  const found = await checkPresentation(text, { ...asked, ...change }, keysOf(), new Map());
  return found.map(({ code, path = '' }) => `${code}${path}`);
};

describe('a presentation', () => {
  it('made by the holder for whoever asked, just now, is good', async () => {
    expect(await pathsOf(bound(barry, credential))).toEqual([]);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // what                                  text                                           asked                           found
    ['in answer to another question',        bound(barry, credential),                      { nonce: 'n-2' },               ['KEY_BINDING/kb/nonce']],
    ['for somebody else',                    bound(barry, credential),                      { audience: 'https://b.example' }, ['KEY_BINDING/kb/aud']],
    ['for several',                          bound(barry, credential, { aud: [asked.audience] }), {},                       ['KEY_BINDING/kb/aud', 'KEY_BINDING/kb/aud']],
    ['made too long ago',                    bound(barry, credential),                      { now: new Date((made + 121) * 1000) }, ['KEY_BINDING/kb/iat']],
    ['made in the future',                   bound(barry, credential),                      { now: new Date((made - 61) * 1000) },  ['KEY_BINDING/kb/iat']],
    ['that ended itself',                    bound(barry, credential, { exp: made + 29 }),  {},                             ['KEY_BINDING/kb/iat']],
    ['of no time',                           bound(barry, credential, { iat: undefined }),  {},                             ['KEY_BINDING/kb/iat', 'KEY_BINDING/kb/iat']],
    ['by another key',                       bound(school, credential),                     {},                             ['KEY_BINDING/kb/signature']],
    ['over another credential',              bound(barry, credential, { sd_hash: 'x' }),    {},                             ['KEY_BINDING/kb/sd_hash']],
    ['to a credential that is nobody\'s',    bound(barry, sdJwt(school, { payload: claims({ cnf: undefined }) })), {},      ['KEY_BINDING/kb/cnf']],
    ['without a binding',                    credential,                                    {},                             ['KEY_BINDING/kb']],
    ['without its last tilde',               credential.slice(0, -1),                       {},                             ['KEY_BINDING/kb']],
    ['with a binding of another type',       bound(barry, credential, {}, { typ: 'jwt' }),  {},                             ['KEY_BINDING/kb/header/typ']],
    ['signed by nothing',                    bound(barry, credential, {}, { alg: 'none' }), {},                             ['ALGORITHM_UNSUPPORTED']],
    ['of no credential',                     'x~y',                                         {},                             ['NOT_WELL_FORMED']],
  ])('%s is not', async (_what, text, change, found) => {
    expect(await pathsOf(text, change)).toEqual(found);
  });

  it('is good at both edges of its time', async () => {
    for (const now of [made - 60, made + 120]) {
      expect(await pathsOf(bound(barry, credential), { now: new Date(now * 1000) })).toEqual([]);
    }
  });

  it('trap 5: is bound to the disclosures that were shown', async () => {
    const name = disclosure('s', 'name', 'x');
    const more = bound(barry, credential).replace('~', `~${name}~`);
    expect(await pathsOf(more)).toEqual(['KEY_BINDING/kb/sd_hash']);
  });

  it('trap 5: a key in a disclosure is not the key of the holder', async () => {
    const cnf = disclosure('s', 'cnf', { jwk: barry.jwk });
    const text = sdJwt(school, { payload: claims({ cnf: undefined }), disclosures: [cnf] });
    expect(await pathsOf(bound(barry, text))).toEqual(['KEY_BINDING/kb/cnf']);
  });
});
