import { deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/base/index.js';
import type { StatusRef } from '../../../src/credentials/examined.js';
import type { Finding } from '../../../src/credentials/finding.js';
import { bitstringOf } from '../../../src/credentials/status/bitstring-list.js';
import { countsUntil, freshUntil } from '../../../src/credentials/status/freshness.js';
import { encodeBitstring, encodeTokenList } from '../../../src/credentials/status/packed-bits.js';
import { statusAt, worstOf } from '../../../src/credentials/status/status-at.js';
import {
  leastEntries,
  type StatusList,
  setEntry,
} from '../../../src/credentials/status/status-list.js';
import { tokenListOf } from '../../../src/credentials/status/token-list.js';
import { failureOf, seed } from '../../fixtures/properties.js';

const school = 'did:web:zonnedael.example';
const place = 'https://zonnedael.example/status/1';
const now = new Date('2026-11-27T12:00:00Z');
const asked = { issuer: school, now };
type Members = Readonly<Record<string, unknown>>;

/** Nobody's bits are set but these. */
function bits(
  kind: 'BITSTRING' | 'TOKEN',
  bitsPerEntry: number,
  set: Readonly<Record<number, number>>,
) {
  const list = { kind, bitsPerEntry, bits: new Uint8Array((leastEntries * bitsPerEntry) / 8) };
  for (const [index, value] of Object.entries(set)) setEntry(list, Number(index), value);
  return list.bits;
}
const encoded = encodeBitstring(bits('BITSTRING', 1, { 8: 1 }));
const credential = (subject: Members = {}, change: Members = {}) => ({
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  id: place,
  issuer: school,
  validFrom: '2026-11-01T00:00:00Z',
  credentialSubject: {
    id: `${place}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: encoded,
    ...subject,
  },
  ...change,
});
const token = (list: Members = {}, change: Members = {}) => ({
  sub: place,
  iat: 1_795_000_000,
  status_list: { bits: 2, lst: encodeTokenList(bits('TOKEN', 2, { 8: 1, 9: 2, 10: 3 })), ...list },
  ...change,
});
const ref = (index: number, change: Partial<StatusRef> = {}): StatusRef => ({
  kind: 'BITSTRING',
  list: place,
  index,
  purpose: 'revocation',
  ...change,
});
const tokenRef = (index: number) => ref(index, { kind: 'TOKEN', purpose: '' });

function isList(read: StatusList | Finding): asserts read is StatusList {
  if ('code' in read) throw new Error(read.code);
}
function answer(read: StatusList | Finding, at: StatusRef) {
  isList(read);
  const { state, findings } = statusAt(at, read, asked);
  return [state, ...findings.map(({ code }) => code)].join(' ');
}

it('says of each whose bit is set that it was revoked, and of its neighbours that they hold', () => {
  const list = bitstringOf(credential());
  expect([7, 8, 9].map((index) => answer(list, ref(index)))).toEqual([
    'VALID',
    'REVOKED REVOKED',
    'VALID',
  ]);
});

const firstBytes = (kind: 'BITSTRING' | 'TOKEN', bitsPerEntry: number) =>
  [...bits(kind, bitsPerEntry, { 0: 1, 9: 1 })].slice(0, 3);

it('the left-most bit of a W3C list and the lowest of an IETF list are the first', () => {
  expect(firstBytes('BITSTRING', 1)).toEqual([0b1000_0000, 0b0100_0000, 0]);
  expect(firstBytes('TOKEN', 1)).toEqual([0b0000_0001, 0b0000_0010, 0]);
  expect(firstBytes('TOKEN', 2)).toEqual([0b0000_0001, 0, 0b0000_0100]);
});

// The example of the IETF's standard, in section 4.1: sixteen entries of one bit.
it('reads the bytes that the IETF gives for its example', () => {
  const values = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
  const list = tokenListOf(
    token({ bits: 1, lst: deflateSync(Buffer.from('b9a3', 'hex')).toString('base64url') }),
    school,
  );
  const states = values.map((_, index) => answer(list, tokenRef(index)));
  expect(states).toEqual(values.map((value) => (value === 1 ? 'REVOKED REVOKED' : 'VALID')));
  expect(answer(list, tokenRef(16))).toBe('UNKNOWN STATUS_OUT_OF_RANGE');
});

it('an IETF list has a value for each state, and others that only its maker knows', () => {
  const list = tokenListOf(token(), school);
  expect([7, 8, 9, 10].map((index) => answer(list, tokenRef(index)))).toEqual([
    'VALID',
    'REVOKED REVOKED',
    'SUSPENDED SUSPENDED',
    'UNKNOWN STATUS_TYPE_UNSUPPORTED',
  ]);
});

// biome-ignore format: a table is read in columns
const purposes = [
  ['suspension', 8, 'SUSPENDED SUSPENDED'],
  ['suspension', 7, 'VALID'],
  ['refresh',    8, 'NONE'],
  ['refresh',    7, 'NONE'],
  ['message',    8, 'UNKNOWN STATUS_TYPE_UNSUPPORTED'],
  ['message',    7, 'UNKNOWN STATUS_TYPE_UNSUPPORTED'],
] as const;
it.each(purposes)('a list of %s says of entry %i: %s', (purpose, index, expected) => {
  const list = bitstringOf(credential({ statusPurpose: ['revocation', purpose] }));
  expect(answer(list, ref(index, { purpose }))).toBe(expected);
});

// biome-ignore format: a table is read in columns
const doubtful: readonly (readonly [string, JsonObject, StatusRef, string])[] = [
  ['of another issuer',      credential({}, { issuer: 'did:web:merenveld.example' }), ref(7),   'STATUS_LIST_OF_ANOTHER'],
  ['of another, as object',  credential({}, { issuer: { id: 'did:web:a.example' } }), ref(7),   'STATUS_LIST_OF_ANOTHER'],
  ['of another purpose',     credential({ statusPurpose: 'suspension' }),             ref(7),   'STATUS_PURPOSE_DIFFERS'],
  ['that ran out',           credential({}, { validUntil: '2026-11-27T12:00:00Z' }),  ref(7),   'STATUS_LIST_EXPIRED'],
  ['that ran out, of 1.1',   credential({}, { expirationDate: '2025-01-01T00:00:00Z' }), ref(7), 'STATUS_LIST_EXPIRED'],
  ['of tomorrow',            credential({}, { validFrom: '2026-11-28T00:00:00Z' }),   ref(7),   'STATUS_LIST_EXPIRED'],
  ['that ends before it',    credential(),                                  ref(leastEntries),   'STATUS_OUT_OF_RANGE'],
  ['that ends long before',  credential(),                                       ref(2 ** 45),   'STATUS_OUT_OF_RANGE'],
  ['with two bits for each', credential({ statusSize: 2 }),                           ref(7),   'STATUS_TYPE_UNSUPPORTED'],
  ['of the other kind',      credential(),                                       tokenRef(7),   'STATUS_UNREADABLE'],
];
it.each(doubtful)('trap 1: says nothing of a credential: a list %s', (_what, claims, at, code) => {
  expect(answer(bitstringOf(claims), at)).toBe(`UNKNOWN ${code}`);
});

// biome-ignore format: a table is read in columns
const doubtfulTokens: readonly (readonly [string, JsonObject, string | undefined, string])[] = [
  ['of nobody',            token(),                                undefined, 'STATUS_LIST_OF_ANOTHER'],
  ['by another',           token(),                                'did:web:merenveld.example', 'STATUS_LIST_OF_ANOTHER'],
  ['in another’s name',    token({}, { iss: 'https://a.example' }), school,   'STATUS_LIST_OF_ANOTHER'],
  ['for another address',  token({}, { sub: `${place}0` }),        school,    'STATUS_LIST_OF_ANOTHER'],
  ['that ran out',         token({}, { exp: 1_795_000_001 }),      school,    'STATUS_LIST_EXPIRED'],
  ['of later',             token({}, { nbf: 1_900_000_000 }),      school,    'STATUS_LIST_EXPIRED'],
];
it.each(doubtfulTokens)(
  'says nothing of a credential: a token %s',
  (_what, claims, signer, code) => {
    expect(answer(tokenListOf(claims, signer), tokenRef(7))).toBe(`UNKNOWN ${code}`);
  },
);

it('a status that could not be read stays unknown, with its reason', () => {
  const list = bitstringOf(credential());
  const problem = { code: 'STATUS_TYPE_UNSUPPORTED', path: '/credentialStatus/1' } as const;
  isList(list);
  expect(statusAt(ref(7, { kind: 'UNSUPPORTED', problem }), list, asked)).toEqual({
    state: 'UNKNOWN',
    findings: [problem],
  });
});

// biome-ignore format: a table is read in columns
const wrong: readonly (readonly [string, JsonObject])[] = [
  ['no list in it',          credential({ encodedList: undefined })],
  ['an empty list',          credential({ encodedList: `u${gzipSync('').toString('base64url')}` })],
  ['nothing at all',         credential({ encodedList: '' })],
  ['what is not packed',     credential({ encodedList: 'uAAAA' })],
  ['a list cut off',         credential({ encodedList: encoded.slice(0, -20) })],
  ['a changed list',         credential({ encodedList: `${encoded.slice(0, -12)}AAAAAAAAAAAA` })],
  ['letters of no alphabet', credential({ encodedList: `${encoded}!` })],
  ['another multibase',      credential({ encodedList: `z${encoded.slice(1)}` })],
  ['another type',           credential({ type: 'SomeList' })],
  ['two lists',              credential({}, { credentialSubject: [{}, {}] })],
  ['no issuer',              credential({}, { issuer: undefined })],
  ['no purpose',             credential({ statusPurpose: [] })],
  ['an end that is no date', credential({}, { validUntil: 'later' })],
  ['a date of no zone',      credential({}, { validUntil: '2030-01-01T00:00:00' })],
  ['a time to live of none', credential({ ttl: 'long' })],
  ['a size that is none',    credential({ statusSize: 3 })],
];
it.each(wrong)('is no list of the W3C: %s', (_what, claims) => {
  expect(bitstringOf(claims)).toEqual({ code: 'STATUS_UNREADABLE' });
});

// biome-ignore format: a table is read in columns
const wrongTokens: readonly (readonly [string, JsonObject])[] = [
  ['no address',        token({}, { sub: undefined })],
  ['no time',           token({}, { iat: undefined })],
  ['a time in letters', token({}, { exp: '2030-01-01' })],
  ['three bits',        token({ bits: 3 })],
  ['gzip',              token({ lst: gzipSync(Buffer.alloc(9)).toString('base64url') })],
  ['no list',           token({}, { status_list: undefined })],
];
it.each(wrongTokens)('is no list of the IETF: %s', (_what, claims) => {
  expect(tokenListOf(claims, school)).toEqual({ code: 'STATUS_UNREADABLE' });
});

it('trap 6: a bomb is let go of before it has grown', () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024);
  const encodedList = `u${gzipSync(zeros, { level: 1 }).toString('base64url')}`;
  expect(bitstringOf(credential({ encodedList }))).toEqual({ code: 'STATUS_LIST_TOO_LARGE' });
  const lst = deflateSync(zeros, { level: 1 }).toString('base64url');
  expect(tokenListOf(token({ lst }), school)).toEqual({ code: 'STATUS_LIST_TOO_LARGE' });
});

it('reads lists of before the standard: without their letter, in the other alphabet, short', () => {
  const old = bits('BITSTRING', 1, { 8: 1 }).subarray(0, 12_500);
  for (const letters of ['base64', 'base64url'] as const) {
    const encodedList = gzipSync(old).toString(letters);
    const list = bitstringOf(credential({ type: 'StatusList2021', encodedList }));
    expect([7, 8].map((index) => answer(list, ref(index)))).toEqual(['VALID', 'REVOKED REVOKED']);
  }
});

it('writes no list in which a single holder can be followed', () => {
  expect(() => encodeBitstring(new Uint8Array(leastEntries / 8 - 1))).toThrow('131,072');
  expect(encodeBitstring(new Uint8Array(leastEntries / 8)).startsWith('uH4sI')).toBe(true);
});

it('of several states the worst counts', () => {
  expect(worstOf(['VALID', 'UNKNOWN', 'SUSPENDED', 'REVOKED'])).toBe('REVOKED');
  expect(worstOf(['VALID', 'UNKNOWN', 'SUSPENDED'])).toBe('SUSPENDED');
  expect(worstOf(['VALID', 'UNKNOWN', 'NONE'])).toBe('UNKNOWN');
  expect(worstOf(['NONE', 'VALID'])).toBe('VALID');
  expect(worstOf([])).toBe('NONE');
});

it('a list is asked for anew when it says so, and believed for a day at most', () => {
  const after = (subject: Members, change: Members = {}) => {
    const list = bitstringOf(credential(subject, change));
    isList(list);
    const minutes = (until: Date) => (until.getTime() - now.getTime()) / 60_000;
    return [freshUntil(list, now), countsUntil(list, now)].map(minutes);
  };
  expect(after({})).toEqual([5, 1440]);
  expect(after({ ttl: 3_600_000 })).toEqual([60, 60]);
  expect(after({ ttl: 7 * 86_400_000 })).toEqual([1440, 1440]);
  expect(after({}, { validUntil: '2026-11-27T12:02:00Z' })).toEqual([2, 2]);
  const list = tokenListOf(token({}, { ttl: 43_200 }), school);
  isList(list);
  expect(freshUntil(list, now)).toEqual(new Date('2026-11-28T00:00:00Z'));
});

const states = fc.record({
  kind: fc.constantFrom('BITSTRING' as const, 'TOKEN' as const),
  bitsPerToken: fc.constantFrom(1, 2, 4, 8),
  values: fc.dictionary(fc.nat(leastEntries - 1).map(String), fc.nat(255), { maxKeys: 40 }),
});
it(`what was set is what is read, in lists of both kinds (seed ${seed})`, () => {
  const failure = failureOf(
    states,
    ({ kind, bitsPerToken, values }) => {
      const size = kind === 'TOKEN' ? bitsPerToken : 1;
      const set = Object.fromEntries(
        Object.entries(values).map(([index, value]) => [index, value % 2 ** size]),
      );
      const list =
        kind === 'TOKEN'
          ? tokenListOf(token({ bits: size, lst: encodeTokenList(bits(kind, size, set)) }), school)
          : bitstringOf(credential({ encodedList: encodeBitstring(bits(kind, size, set)) }));
      const asks = new Set([
        0,
        leastEntries - 1,
        ...Object.keys(set).flatMap((at) => [Number(at), Number(at) ^ 1]),
      ]);
      return [...asks].every((index) => {
        const value = set[index] ?? 0;
        const expected = ['VALID', 'REVOKED REVOKED', 'SUSPENDED SUSPENDED'][value];
        const said = answer(list, kind === 'TOKEN' ? tokenRef(index) : ref(index));
        return said === (expected ?? 'UNKNOWN STATUS_TYPE_UNSUPPORTED');
      });
    },
    200,
  );
  expect(failure).toBe(undefined);
});
