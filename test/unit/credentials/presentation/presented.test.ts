import { describe, expect, it } from 'vitest';
import { sha256Url } from '../../../../src/base/index.js';
import {
  checkTokens,
  clientIdOf,
  learningQuery,
  type Presented,
} from '../../../../src/credentials/index.js';
import { bound, disclosure, type Members, party, sdJwt } from '../../../fixtures/jose.js';

const now = new Date('2026-09-01T10:00:00Z');
const seconds = now.getTime() / 1000;
const audience = clientIdOf('did:web:leerkluis.example:verifier');
const asked = { nonce: 'once-and-for-us', audience, now, maxAgeSeconds: 300 };
const [school, holder] = [party(), party()];
const vct = 'https://leerkluis.nl/vct/result/v1';

const title = disclosure('salt-1', 'title', 'Statistiek 2');
const institution = disclosure('salt-2', 'institution', 'Hogeschool de Waard');
const grade = disclosure('salt-3', 'grade', '8');
const payload = {
  iss: school.did,
  vct,
  cnf: { jwk: holder.jwk },
  _sd: [title, institution, grade].map((each) => sha256Url(each)),
};
const says: Members = { iat: seconds, aud: audience, nonce: asked.nonce };

interface Change {
  readonly payload?: Members;
  readonly shows?: readonly string[];
  readonly header?: Members;
  readonly says?: Members;
  readonly by?: typeof holder;
}
function shown(change: Change = {}): string {
  const credential = sdJwt(school, {
    payload: { ...payload, ...change.payload },
    disclosures: change.shows ?? [title, institution],
    ...(change.header !== undefined && { header: change.header }),
  });
  return bound(change.by ?? holder, credential, { ...says, ...change.says });
}
const checked = (texts: readonly string[], question = 'learning') =>
  checkTokens({ tokens: texts.map((text) => ({ question, text })) }, learningQuery, asked);
const isShown = (found: Awaited<ReturnType<typeof checked>>): found is readonly Presented[] =>
  typeof found !== 'string';

describe('what a wallet shows', () => {
  it('is taken when its holder shows it to us, now, in answer to this request', async () => {
    const found = await checked([shown()]);
    if (!isShown(found)) throw new Error(`it was refused: ${found}`);
    const [one] = found;
    expect(one?.claims).toMatchObject({
      title: 'Statistiek 2',
      institution: 'Hogeschool de Waard',
    });
    expect(one?.claims).not.toHaveProperty('grade');
    expect(one?.text.endsWith(`~${institution}~`)).toBe(true);
  });

  it('may be several credentials at once', async () => {
    const found = await checked([shown(), shown({ shows: [title, institution, grade] })]);
    expect(isShown(found) && found.length).toBe(2);
  });

  const forged = disclosure('salt-3', 'grade', '10');
  const noBinding = sdJwt(school, { payload, disclosures: [title, institution] });
  // biome-ignore format: a table is read in columns
  it.each([
    ['the nonce of another request',     shown({ says: { nonce: 'of-another-one' } }),                  'NONCE'],
    ['another verifier',                 shown({ says: { aud: 'decentralized_identifier:did:web:x' } }), 'AUDIENCE'],
    ['our DID without its prefix',       shown({ says: { aud: 'did:web:leerkluis.example:verifier' } }), 'AUDIENCE'],
    ['several verifiers',                shown({ says: { aud: [audience, 'https://x.example'] } }),      'AUDIENCE'],
    ['six minutes ago',                  shown({ says: { iat: seconds - 360 } }),                       'TIME'],
    ['the future',                       shown({ says: { iat: seconds + 120 } }),                       'TIME'],
    ['no moment at all',                 shown({ says: { iat: undefined } }),                           'TIME'],
    ['nobody',                           noBinding,                                                     'NOT_BOUND'],
    ['somebody else',                    shown({ by: party() }),                                        'ANOTHER_KEY'],
    ['a credential that is anybody’s',   shown({ payload: { cnf: undefined } }),                        'ANOTHER_KEY'],
    ['other disclosures',                shown({ says: { sd_hash: sha256Url(noBinding) }, shows: [title, institution, grade] }), 'CHANGED'],
    ['a grade that nobody gave',         shown({ shows: [title, institution, forged] }),                'CHANGED'],
    ['a type that was not asked for',    shown({ payload: { vct: 'https://x.example/loyalty-card' } }), 'NOT_AS_ASKED'],
    ['a title and no institution',       shown({ shows: [title] }),                                     'NOT_AS_ASKED'],
    ['another form than was asked for',  shown({ header: { typ: 'vc+sd-jwt' } }),                       'NOT_AS_ASKED'],
    ['a JWT that shows all',             shown().split('~')[0] ?? '',                                   'NOT_AS_ASKED'],
    ['more than a credential may have',  shown({ payload: { more: 'x'.repeat(70_000) } }),              'TOO_LARGE'],
    ['no credential',                    'nothing~of~the~kind',                                         'NOT_AS_ASKED'],
  ])('is refused with the word of %s', async (_whose, text, problem) => {
    expect(await checked([text])).toBe(problem);
  });

  it('is refused whole when one of two was not asked for', async () => {
    const other = shown({ payload: { vct: 'https://x.example/loyalty-card' } });
    expect(await checked([shown(), other])).toBe('NOT_AS_ASKED');
  });

  it('is refused as an answer to a question that was not put', async () => {
    expect(await checked([shown()], 'passport')).toBe('NOT_AS_ASKED');
  });

  it('may be an Open Badge in the form of a wallet', async () => {
    const badge = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: school.did,
      credentialSubject: { type: 'AchievementSubject', achievement: { name: 'Plantenkennis' } },
      cnf: { jwk: holder.jwk },
    };
    const credential = sdJwt(school, { payload: badge, header: { typ: 'vc+sd-jwt' } });
    const found = await checked([bound(holder, credential, says)], 'badge');
    expect(isShown(found) && found[0]?.claims).toMatchObject({ issuer: school.did });
  });
});
