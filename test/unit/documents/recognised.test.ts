import { expect, it } from 'vitest';
import { type DocumentReading, readDocument, sentenceOf } from '../../../src/documents/index.js';
import { documentNames } from '../../../src/documents/names.js';
import { isKnownCode } from '../../../src/documents/sentences.js';
import {
  assertion,
  badge,
  jwtOf,
  microcredential,
  transcript,
} from '../../fixtures/credentials.js';
import { read } from './reading.js';

const login = { sub: 'a1', schac_home_organization: 'roc-waterkant.example', uids: ['barry'] };
const account = {
  uid: 'barry',
  linkedAccounts: [{ schacHomeOrganization: 'roc-waterkant.example' }],
};
// biome-ignore format: a table is read in columns
const known: readonly (readonly [string, unknown, string])[] = [
  ['a login of eduID',                    login,                                                                                       'eduid'],
  ['an account of eduID',                 account,                                                                                     'eduid'],
  ['a list of accounts',                  [account, login],                                                                            'eduid'],
  ["a wallet's notes on an eduID",        { name: 'eduID', claims: [{ path: ['name'] }, { path: ['eduperson_assurance'] }] },          'eduid'],
  ['a schema by its name',                { $schema: 'http://json-schema.org/draft-04/schema#', title: 'x' },                          'schema'],
  ['a schema by its shape',               { $id: 'https://x.example/s.json', properties: {} },                                         'schema'],
  ['a context',                           { '@context': { ECTS: 'https://x.example/#ects' } },                                         'context'],
  ['a context with the schema beside it', { '@context': [{ a: 'b' }], 'obi:validation': [] },                                          'context'],
  ['a description of an API',             { openapi: '3.1.0', info: { title: 'x' }, paths: {} },                                       'openapi'],
];

it.each(known)('%s is known, and about nothing anybody learned', (_what, value, standard) => {
  expect(read(value)).toEqual({ kind: 'RECOGNISED', standard, issues: [] });
  expect(Object.keys(documentNames)).toContain(standard);
});

it('what has properties and is no schema is nothing known', () => {
  expect(read({ type: 'Feature', properties: {} })).toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

it('a badge that names the schema it keeps to is a badge', () => {
  expect(read(badge({ root: { $schema: 'https://zonnedael.example/badge.json' } })).kind).toBe(
    'IMPORTED',
  );
});

/** With one claim disclosed after it. */
const sdJwt = (payload: object): Uint8Array =>
  Buffer.from(`${Buffer.from(jwtOf(payload)).toString('utf8').trim()}~WyJhIl0~`);
// biome-ignore format: a table is read in columns
const others: readonly (readonly [string, DocumentReading, object])[] = [
  ['badges in one list',             read([badge(), badge()]),                                          { code: 'LIST_OF_DOCUMENTS', standard: 'ob3' }],
  ['a list of nothing known',        read([{ a: 1 }]),                                                  { code: 'FORMAT_UNKNOWN' }],
  ['an empty list',                  read([]),                                                          { code: 'FORMAT_UNKNOWN' }],
  ['an object of nothing known',     read({ a: 1 }),                                                    { code: 'FORMAT_UNKNOWN' }],
  ["a wallet's credential",          readDocument(sdJwt({ vct: 'DiplomaCredential', _sd: [] })),        { code: 'SELECTIVE_NOT_READ', found: 'DiplomaCredential' }],
  ["a wallet's eduID",               readDocument(sdJwt({ vct: 'x', schac_home_organization: 'y' })),   { kind: 'RECOGNISED', standard: 'eduid' }],
  ['words',                          readDocument(Buffer.from('een.twee.drie')),                        { code: 'FORMAT_UNKNOWN' }],
  ['a badge that was cut off',       readDocument(Buffer.from('{"type":["OpenBadge')),                  { code: 'JSON_NOT_WELL_FORMED' }],
];

it.each(others)('what comes of %s', (_what, reading, outcome) => {
  expect(reading).toMatchObject(outcome);
});

it('a mark of the order of bytes in front changes nothing but which document it is', () => {
  const text = JSON.stringify(microcredential());
  const [plain, marked] = [text, `\uFEFF${text}`].map((each) => readDocument(Buffer.from(each)));
  expect(marked).toMatchObject({ kind: 'IMPORTED', standard: 'ob3' });
  expect(marked).not.toEqual(plain);
});

it('each reason and each remark of these readers has a sentence in both languages', () => {
  const odd = {
    inLanguage: 'en-EN',
    ECTS: 999,
    achievementType: 'Ding',
    alignment: [{ targetType: 'ext:EQF', targetName: 'EQF' }],
  };
  const readings = [
    ...others.map(([, reading]) => reading),
    read(badge({ achievement: odd, subject: { result: [{ resultDescription: 'x', value: 9 }] } })),
    read(assertion({ issuedOn: 'ooit' })),
    read(transcript([7, badge()])),
  ];
  const codes = readings.flatMap((reading) => {
    if (reading.kind === 'REFUSED') return [reading.code];
    if (reading.kind === 'RECOGNISED') return [];
    const remarks = reading.records.flatMap(({ facets }) => facets.identifiers.issues);
    return [...remarks, ...reading.issues, ...reading.quarantined].map(({ code }) => code);
  });
  expect(new Set(codes).size).toBeGreaterThan(8);
  expect(codes.filter((code) => !isKnownCode(code))).toEqual([]);
  expect(
    codes.map((code) => sentenceOf(code)).filter(({ nl, en }) => nl === '' || nl === en),
  ).toEqual([]);
});
