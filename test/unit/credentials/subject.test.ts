import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import {
  type KnownSubject,
  matchSubject,
  subjectClaimsOf,
} from '../../../src/credentials/subject.js';
import { type Members, party } from '../../fixtures/jose.js';

const holder = party();
const known: KnownSubject = {
  dids: ['did:example:barry'],
  identifiers: [{ type: 'emailAddress', value: 'Barry@Example.org' }],
  holderThumbprints: [holder.thumbprint],
};
const nobody: KnownSubject = { dids: [], identifiers: [], holderThumbprints: [] };

const hashOf = (value: string, salt = ''): string => `sha256$${sha256Hex(`${value}${salt}`)}`;
const identity = (identityHash: string, change: Members = {}): Members => ({
  type: 'IdentityObject',
  identityHash,
  hashed: true,
  identityType: 'emailAddress',
  ...change,
});
const about = (...identifier: readonly Members[]) =>
  subjectClaimsOf({ credentialSubject: { identifier } }, 'DATA_INTEGRITY');
const salted = identity(hashOf('barry@example.org', 's4lt'), { salt: 's4lt' });
const ofSamira = identity(hashOf('samira@example.org', 's4lt'), { salt: 's4lt' });

// biome-ignore format: a table is read in columns
it.each([
  // what                                             subject                                                  answer
  ['hashed with a salt',                              about(salted),                                           'MATCH'],
  ['hashed as it was typed',                          about(identity(hashOf('Barry@Example.org'))),            'MATCH'],
  ['hashed in capitals of the digest',                about(identity(hashOf('barry@example.org').toUpperCase().replace('SHA', 'sha'))), 'MATCH'],
  ['plain',                                           about(identity('BARRY@example.org', { hashed: false })), 'MATCH'],
  ['as the id of the subject',                        subjectClaimsOf({ credentialSubject: { id: 'mailto:barry@example.org' } }, 'VC_JWT'), 'MATCH'],
  ['under another type, which may be somebody else’s', about({ ...salted, identityType: 'eduPersonPrincipalName' }), 'UNCHECKED'],
  ['under a type nobody knows',                       about({ ...salted, identityType: 'userId' }),            'UNCHECKED'],
  ['one of several',                                  about(ofSamira, salted),                                 'MATCH'],
  ['a digest that is not said to be one',             about({ ...salted, hashed: false }),                     'MATCH'],
  ['with another salt',                               about({ ...salted, salt: 'x' }),                         'NO_MATCH'],
  ['of another',                                      about(ofSamira),                                         'NO_MATCH'],
  ['of another, plain',                               about(identity('samira@example.org', { hashed: false })), 'NO_MATCH'],
  ['of another, as the id of the subject',            subjectClaimsOf({ credentialSubject: { id: 'mailto:samira@example.org' } }, 'VC_JWT'), 'NO_MATCH'],
  ['of a type we know none of',                       about({ ...ofSamira, identityType: 'ext:eduID' }),       'UNCHECKED'],
  ['of a type nobody knows',                          about({ ...ofSamira, identityType: 'sourcedId' }),       'UNCHECKED'],
  ['of no type',                                      about({ ...ofSamira, identityType: undefined }),         'UNCHECKED'],
  ['hashed by MD5, which anybody can make fit',       about(identity('md5$0123456789abcdef0123456789abcdef')), 'UNCHECKED'],
  ['hashed in no known way',                          about(identity('barry@example.org')),                    'UNCHECKED'],
  ['empty',                                           about(identity('')),                                     'UNCHECKED'],
  ['no identifier at all',                            about(),                                                 'UNCHECKED'],
] as const)('an e-mail address %s', (_what, claims, answer) => {
  expect(matchSubject(claims, known)).toBe(answer);
});

describe('whom a credential is about', () => {
  it.each([
    ['did:example:barry', 'MATCH'],
    ['did:example:samira', 'NO_MATCH'],
    ['did:example:Barry', 'NO_MATCH'],
    ['https://school.example/students/1', 'UNCHECKED'],
    ['urn:uuid:1', 'UNCHECKED'],
  ])('by the id %s', (id, answer) => {
    const claims = subjectClaimsOf({ credentialSubject: { id } }, 'DATA_INTEGRITY');
    expect(claims.ids).toEqual([id]);
    expect(matchSubject(claims, known)).toBe(answer);
    expect(matchSubject(claims, nobody)).toBe('UNCHECKED');
  });

  it('by an eduID, which badges of version 2 call id', () => {
    const eduID = '0a1b2c3d-0000-4000-8000-000000000001';
    const mine = { ...nobody, identifiers: [{ type: 'eduID', value: eduID }] } as const;
    for (const identityType of ['id', 'eduID', 'ext:eduID']) {
      expect(matchSubject(about(identity(hashOf(eduID), { identityType })), mine)).toBe('MATCH');
      expect(matchSubject(about(identity(hashOf('x'), { identityType })), mine)).toBe('NO_MATCH');
    }
  });

  it('by the principal name', () => {
    const type = 'eduPersonPrincipalName';
    const mine = { ...nobody, identifiers: [{ type, value: 'barry@school.example' }] } as const;
    const identityType = 'ext:eduPersonPrincipalName';
    const claims = about(identity('barry@school.example', { hashed: false, identityType }));
    expect(matchSubject(claims, mine)).toBe('MATCH');
    expect(matchSubject(about({ ...ofSamira, identityType }), mine)).toBe('NO_MATCH');
  });

  it('by the key of a wallet', () => {
    const claims = subjectClaimsOf({ cnf: { jwk: holder.jwk } }, 'SD_JWT');
    expect(claims).toEqual({ ids: [], identifiers: [], holderThumbprint: holder.thumbprint });
    expect(matchSubject(claims, known)).toBe('MATCH');
    expect(matchSubject(claims, { ...known, holderThumbprints: ['x'] })).toBe('NO_MATCH');
    expect(matchSubject(claims, nobody)).toBe('UNCHECKED');
    const other = subjectClaimsOf({ cnf: { jwk: { ...holder.jwk, d: 'x' } } }, 'SD_JWT');
    expect(other).not.toHaveProperty('holderThumbprint');
  });

  it('by what stands for the subject in an SD-JWT', () => {
    expect(subjectClaimsOf({ sub: 'did:example:barry' }, 'SD_JWT').ids).toEqual([
      'did:example:barry',
    ]);
    expect(subjectClaimsOf({ sub: 'did:example:barry' }, 'VC_JWT').ids).toEqual([]);
  });

  it('by any of several, each read once and no more than twenty', () => {
    const subjects = [
      'did:example:a',
      { id: 'did:example:a' },
      { id: 'did:example:barry' },
      7,
      null,
    ];
    const claims = subjectClaimsOf({ credentialSubject: subjects }, 'VC_JWT');
    expect(claims.ids).toEqual(['did:example:a', 'did:example:barry']);
    expect(matchSubject(claims, known)).toBe('MATCH');
    const many = Array.from({ length: 30 }, (_, n) => ({ id: `did:example:${n}` }));
    expect(subjectClaimsOf({ credentialSubject: many }, 'VC_JWT').ids).toHaveLength(20);
  });

  it('an address that is empty fits nobody', () => {
    const mine = { ...nobody, identifiers: [{ type: 'emailAddress', value: ' ' }] } as const;
    expect(matchSubject(about(identity(hashOf('s', 's'), { salt: 's' })), mine)).toBe('UNCHECKED');
    expect(matchSubject(about(identity(hashOf('', 's'), { salt: 's' })), mine)).toBe('UNCHECKED');
  });
});
