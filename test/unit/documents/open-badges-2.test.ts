import { describe, expect, it } from 'vitest';
import { isRecipient, readDocument } from '../../../src/documents/index.js';
import { isKnownCode } from '../../../src/documents/sentences.js';
import { assertion, badge, bytesOf, inExtension, jwtOf } from '../../fixtures/credentials.js';
import { codesIn, imported, onlyRecord, read } from './reading.js';

describe("Barry's badge from edubadges", () => {
  it('says what, by which institution, at what level and how much', () => {
    const { core, credits, identifiers } = onlyRecord(assertion());
    expect(core).toEqual({
      recordType: 'MICROCREDENTIAL',
      title: [{ language: 'nl-NL', value: 'Lassen' }],
      description: [{ language: 'nl-NL', value: 'Last twee platen aan elkaar.' }],
      institution: { id: 'import.invalid', name: [{ language: 'und', value: 'ROC Waterkant' }] },
      assertedBy: 'IMPORT',
      issuedOn: '2026-03-31',
      level: { raw: 'EQF 3', eqf: 3, derived: false },
      award: { type: 'Badge', criteria: [{ language: 'nl-NL', value: 'Een las die houdt.' }] },
    });
    expect(credits).toMatchObject({ load: { unit: 'SBU', amount: '240' }, earning: 'EARNED' });
    expect(identifiers.sourceId).toBe('https://badges.example/public/assertions/1');
    expect(identifiers.losses).toEqual([]);
  });

  it('tells nothing of to whom it was given', () => {
    expect(JSON.stringify(read(assertion()))).not.toMatch(/sha256\$|zout/);
  });

  it('is valid until a day; the last second of it is of that day', () => {
    expect(onlyRecord(assertion({ expires: '2027-06-30T23:59:59Z' })).core.award?.validUntil).toBe(
      '2027-06-30',
    );
  });

  it('is a document nobody signed; as a signed text it is one that nobody checked', () => {
    expect(imported(read(assertion())).proof).toBe('NONE');
    expect(imported(readDocument(jwtOf(assertion()))).proof).toBe('NOT_CHECKED');
  });

  it('shows a grade where its holder chose to, on no scale', () => {
    expect(onlyRecord(assertion({}, { grade_achieved: '8' })).assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'UNKNOWN',
      score: '8',
      scale: { kind: 'UNKNOWN' },
    });
  });

  it('names the kind of badge, how it was assessed and who stands for its quality', () => {
    const said = {
      badge_class_type: 'micro_credential',
      participation: 'blended',
      assessment_type: 'testing',
      assessment_id_verified: false,
      stackable: true,
      quality_assurance_name: 'Keurmerk',
      quality_assurance_url: 'ftp://keurmerk.example',
    };
    const facets = onlyRecord(assertion({}, said));
    expect(facets.core.award).toMatchObject({
      badge: 'MICROCREDENTIAL',
      participation: 'blended',
      assessment: 'testing',
      identityChecked: false,
      stackable: true,
      quality: { name: 'Keurmerk' },
    });
    expect(facets.identifiers.losses).toEqual(['badge.quality_assurance_url']);
  });

  it('has evidence as an address, or as things with names', () => {
    const evidence = ['https://barry.example/las', { name: 'Tweede las', id: 'urn:example:2' }];
    expect(onlyRecord(assertion({ evidence })).evidence?.documents).toEqual([
      { title: 'https://barry.example/las', url: 'https://barry.example/las' },
      { title: 'Tweede las' },
    ]);
  });
});

const none = { 'extensions:StudyLoadExtension': undefined };
// biome-ignore format: a table is read in columns
const loads = [
  // what                    badge                                                                       load                            issue
  ['European credits',       { ...none, ...inExtension('ECTS', 2.5) },                                   { unit: 'EC', amount: '2.5' },  undefined],
  ['hours',                  { ...none, ...inExtension('TimeInvestment', 12) },                          { unit: 'HOUR', amount: '12' }, undefined],
  ['hours of study',         {},                                                                         { unit: 'SBU', amount: '240' }, undefined],
  ['two, never added',       inExtension('ECTS', 9),                                                     { unit: 'EC', amount: '9' },    'MORE_THAN_ONE_LOAD'],
  ['nothing',                none,                                                                       undefined,                      undefined],
] as const;

it.each(loads)('a badge of edubadges with %s', (_what, stated, load, issue) => {
  const facets = onlyRecord(assertion({}, stated));
  expect(facets.credits?.load).toEqual(load);
  expect(codesIn(facets).filter((code) => code !== 'DATETIME_USED_FOR_DATE')).toEqual(
    issue === undefined ? [] : [issue],
  );
});

// biome-ignore format: a table is read in columns
const refused = [
  ['its class stands elsewhere',  assertion({ badge: 'https://badges.example/public/badges/1' }),                              'BADGE_CLASS_ELSEWHERE',        '/badge'],
  ['it has no class',             { ...assertion(), badge: undefined },                                                        'MISSING',                      '/badge'],
  ['its class has no name',       assertion({}, { name: '' }),                                                                 'MISSING',                      '/badge/name'],
  ['nobody gave it',              assertion({}, { issuer: undefined }),                                                        'MISSING',                      '/badge/issuer'],
  ['it was taken back',           { '@context': 'https://w3id.org/openbadges/v2', id: 'urn:example:1', revoked: true },        'CREDENTIAL_REVOKED',           '/revoked'],
  ['it was taken back later',     assertion({ revoked: true, revocationReason: 'vergist' }),                                   'CREDENTIAL_REVOKED',           '/revoked'],
  ['it is something unheard of',  { '@context': 'https://w3id.org/openbadges/v2', type: 'Ding' },                              'CREDENTIAL_TYPE_UNSUPPORTED',  '/type'],
] as const;

it.each(refused)('nothing is kept when %s', (_why, value, code, path) => {
  expect(read(value)).toEqual({ kind: 'REFUSED', standard: 'ob2', code, path });
  expect(isKnownCode(code)).toBe(true);
});

it.each(['BadgeClass', 'Issuer', 'BackpackCollection'])('%s alone is about nobody', (type) => {
  expect(read({ '@context': 'https://w3id.org/openbadges/v2', type, name: 'x' })).toMatchObject({
    kind: 'RECOGNISED',
    standard: 'ob2',
  });
});

const oldHash = {
  type: 'email',
  hashed: true,
  // md5 of barry@mail.example, without a salt
  identity: 'md5$de67953ddb564f3a699ddbae40eb77d8',
};
const md5 = { type: 'email', hashed: true, identity: 'md5$f4ff41f2bdc0f18e1cf09a5c0ed2b1e2' };
const given = (recipient: unknown) => bytesOf(assertion({ recipient }));
const identity = (identityHash: string, hashed: boolean, salt = 'zout') =>
  bytesOf(
    badge({
      subject: {
        identifier: [
          { type: 'IdentityObject', identityType: 'emailAddress', identityHash, hashed, salt },
        ],
      },
    }),
  );
const { identity: hash } = assertion().recipient;
// biome-ignore format: a table is read in columns
const recipients = [
  // what                                        document                                                    asked                     answer
  ['his own address',                            bytesOf(assertion()),                                       'barry@mail.example',     'MATCH'],
  ['his own address in capitals',                bytesOf(assertion()),                                       ' Barry@Mail.example ',   'MATCH'],
  ["Samira's address",                           bytesOf(assertion()),                                       'samira@mail.example',    'NO_MATCH'],
  ['an address in the clear',                    given({ hashed: false, identity: 'barry@mail.example' }),   'barry@mail.example',     'MATCH'],
  ['a badge of version 3',                       identity(hash, true),                                       'barry@mail.example',     'MATCH'],
  ['a badge of version 3 with another salt',     identity(hash, true, 'peper'),                              'barry@mail.example',     'NO_MATCH'],
  ['a badge of version 3 in a JWT',              jwtOf(assertion()),                                         'barry@mail.example',     'MATCH'],
  ['an old hash without a salt',                 given(oldHash),                                             'barry@mail.example',     'MATCH'],
  ['an old hash that is of somebody else',       given(md5),                                                 'barry@mail.example',     'NO_MATCH'],
  ['a hash of a kind nobody knows',              given({ hashed: true, identity: 'constructor$00' }),        'barry@mail.example',     'UNCHECKED'],
  ['a badge that names nobody',                  bytesOf(badge()),                                           'barry@mail.example',     'UNCHECKED'],
  ['no address to compare with',                 bytesOf(assertion()),                                       '',                       'UNCHECKED'],
  ['what is no badge',                           Buffer.from('hallo'),                                       'barry@mail.example',     'UNCHECKED'],
  ['what is no text',                            Buffer.from([255, 254, 0]),                                 'barry@mail.example',     'UNCHECKED'],
] as const;

it.each(recipients)('whether a badge is his, asked with %s', (_what, document, asked, answer) => {
  expect(isRecipient(document, asked)).toBe(answer);
});
