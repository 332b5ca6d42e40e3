import { expect, it } from 'vitest';
import type { StatusRef } from '../../../src/credentials/examined.js';
import { statusRefsOf } from '../../../src/credentials/status/status-refs.js';

const list = 'https://zonnedael.example/status/1';
type Members = Readonly<Record<string, unknown>>;
const entry = (change: Members = {}) => ({
  id: `${list}#8`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '8',
  statusListCredential: list,
  ...change,
});
const bitstring = { kind: 'BITSTRING', list, index: 8, purpose: 'revocation' } as const;
const shown = ({ kind, problem }: StatusRef) =>
  problem === undefined ? kind : `${problem.code} ${problem.path ?? ''}`;
const refsOf = (credentialStatus: unknown) =>
  statusRefsOf({ credentialStatus }, 'DATA_INTEGRITY').map(shown);

it('a credential without a status names no list', () => {
  expect(statusRefsOf({}, 'DATA_INTEGRITY')).toEqual([]);
  expect(statusRefsOf({}, 'SD_JWT')).toEqual([]);
});

// biome-ignore format: a table is read in columns
const readable: readonly (readonly [string, Members, Members])[] = [
  ['an index as text',        {},                                                     {}],
  ['an index as a number',    { statusListIndex: 8 },                                 {}],
  ['the first',               { statusListIndex: '0' },                               { index: 0 }],
  ['suspension',              { statusPurpose: 'suspension' },                        { purpose: 'suspension' }],
  ['a refresh',               { statusPurpose: 'refresh' },                           { purpose: 'refresh' }],
  ['one bit, said so',        { statusSize: 1 },                                      {}],
  ['a message of two bits',   { statusPurpose: 'message', statusSize: 2 },            { purpose: 'message' }],
  ['a type in a list',        { type: ['BitstringStatusListEntry'] },                 {}],
  ['the older list',          { type: 'StatusList2021Entry' },                        {}],
];
it.each(readable)('reads where the W3C keeps a status: %s', (_what, change, ref) => {
  expect(statusRefsOf({ credentialStatus: entry(change) }, 'VC_JWT')).toEqual([
    { ...bitstring, ...ref },
  ]);
});

// biome-ignore format: a table is read in columns
const indexes: readonly unknown[] = [
  '8x', ' 8', '8 ', '0x8', '1e3', '08', '+8', '-8', '8.0', '', '８', '99999999999999999999',
  -1, 1.5, Number.NaN, 2 ** 53, null, undefined, true, ['8'], { value: 8 },
];
it.each(indexes)('trap 6: is nobody’s index: %j', (statusListIndex) => {
  expect(refsOf(entry({ statusListIndex }))).toEqual([
    'STATUS_UNREADABLE /credentialStatus/statusListIndex',
  ]);
  if (statusListIndex === undefined) return;
  const status = { status_list: { idx: statusListIndex, uri: list } };
  expect(statusRefsOf({ status }, 'SD_JWT').map(shown)).toEqual([
    'STATUS_UNREADABLE /status/status_list/idx',
  ]);
});

// biome-ignore format: a table is read in columns
const unreadable: readonly (readonly [string, unknown, string])[] = [
  ['a list of 1EdTech',     { id: list, type: '1EdTechRevocationList' },             'STATUS_TYPE_UNSUPPORTED /credentialStatus'],
  ['no type',               entry({ type: undefined }),                              'STATUS_TYPE_UNSUPPORTED /credentialStatus'],
  ['two types',             entry({ type: ['BitstringStatusListEntry', 'Other'] }),  'STATUS_TYPE_UNSUPPORTED /credentialStatus'],
  ['another purpose',       entry({ statusPurpose: 'fraud' }),                       'STATUS_TYPE_UNSUPPORTED /credentialStatus'],
  ['a message of old',      entry({ type: 'StatusList2021Entry', statusPurpose: 'message' }), 'STATUS_TYPE_UNSUPPORTED /credentialStatus'],
  ['no purpose',            entry({ statusPurpose: undefined }),                     'STATUS_UNREADABLE /credentialStatus/statusPurpose'],
  ['two bits for revoked',  entry({ statusSize: 2 }),                                'STATUS_UNREADABLE /credentialStatus/statusSize'],
  ['one bit in letters',    entry({ statusSize: '1' }),                              'STATUS_UNREADABLE /credentialStatus/statusSize'],
  ['a message of no bits',  entry({ statusPurpose: 'message', statusSize: 0 }),      'STATUS_UNREADABLE /credentialStatus/statusSize'],
  ['no list',               entry({ statusListCredential: undefined }),              'STATUS_UNREADABLE /credentialStatus/statusListCredential'],
  ['a file',                entry({ statusListCredential: 'file:///etc/passwd' }),   'STATUS_UNREADABLE /credentialStatus/statusListCredential'],
  ['a list inside itself',  entry({ statusListCredential: { id: list } }),           'STATUS_UNREADABLE /credentialStatus/statusListCredential'],
  ['nothing',               null,                                                    'STATUS_UNREADABLE /credentialStatus'],
  ['a word',                'revoked',                                               'STATUS_UNREADABLE /credentialStatus'],
];
it.each(unreadable)(
  'a status that cannot be asked is not passed over: %s',
  (_what, status, why) => {
    expect(refsOf(status)).toEqual([why]);
  },
);

it('trap 6: every status counts, also a second one of a type that nobody knows', () => {
  const two = [entry(), { id: list, type: '1EdTechRevocationList' }];
  expect(refsOf(two)).toEqual(['BITSTRING', 'STATUS_TYPE_UNSUPPORTED /credentialStatus/1']);
  const status = { status_list: { idx: 3, uri: list }, identifier_list: { id: 'a', uri: list } };
  expect(statusRefsOf({ credentialStatus: entry(), status }, 'SD_JWT').map(shown)).toEqual([
    'BITSTRING',
    'TOKEN',
    'STATUS_TYPE_UNSUPPORTED /status',
  ]);
});

it('trap 10: a credential sends us to eight lists at most, and what it names beyond stays open', () => {
  const refs = refsOf(Array.from({ length: 300 }, () => entry()));
  expect(refs).toHaveLength(9);
  expect(refs.at(-1)).toBe('STATUS_UNREADABLE /credentialStatus');
});

it('reads where the IETF keeps a status', () => {
  const refs = statusRefsOf({ status: { status_list: { idx: 412, uri: list } } }, 'SD_JWT');
  expect(refs).toEqual([{ kind: 'TOKEN', list, index: 412, purpose: '' }]);
});

// biome-ignore format: a table is read in columns
const noTokens: readonly (readonly [string, unknown, string])[] = [
  ['an index as text',  { status_list: { idx: '412', uri: list } },  'STATUS_UNREADABLE /status/status_list/idx'],
  ['no address',        { status_list: { idx: 412 } },               'STATUS_UNREADABLE /status/status_list/uri'],
  ['an odd address',    { status_list: { idx: 4, uri: 'urn:a' } },   'STATUS_UNREADABLE /status/status_list/uri'],
  ['a list that is none', { status_list: [] },                       'STATUS_UNREADABLE /status/status_list/idx'],
  ['nothing in it',     {},                                          'STATUS_UNREADABLE /status'],
  ['a word',            'valid',                                     'STATUS_UNREADABLE /status'],
];
it.each(noTokens)(
  'a status of the IETF that cannot be asked is not passed over: %s',
  (_what, status, why) => {
    expect(statusRefsOf({ status }, 'SD_JWT').map(shown)).toEqual([why]);
  },
);
