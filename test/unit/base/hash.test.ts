import { expect, it } from 'vitest';
import { keyedHash, sha256Hex, sha256Url, unambiguous } from '../../../src/base/index.js';

it('SHA-256 is the one everybody computes', () => {
  const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256Hex('abc')).toBe(ofAbc);
  expect(Buffer.from(sha256Url('abc'), 'base64url').toString('hex')).toBe(ofAbc);
});

it('a text and its UTF-8 bytes have one hash', () => {
  expect(sha256Hex('één')).toBe(sha256Hex(new TextEncoder().encode('één')));
});

// biome-ignore format: a table is read in columns
const lists = [
  [['ab', 'c'],    ['a', 'bc']],
  [['ab'],         ['a', 'b']],
  [['', 'a'],      ['a', '']],
  [['1:a'],        ['a']],
  [[''],           []],
  [['é'],          ['e\u0301']],
] as const;

it.each(lists)('%j and %j are joined to different texts', (one, other) => {
  expect(unambiguous(one)).not.toBe(unambiguous(other));
});

const key = Buffer.from('een sleutel van tweeëndertig bytes');

it('a keyed hash says the same of the same parts', () => {
  expect(keyedHash(key, 'grant', 'noor')).toBe(keyedHash(key, 'grant', 'noor'));
  expect(keyedHash(key, 'grant', 'noor')).toMatch(/^[\w-]{43}$/);
});

it.each([
  ['another key', keyedHash(Buffer.from('een andere sleutel'), 'grant', 'noor')],
  ['parts cut elsewhere', keyedHash(key, 'gran', 'tnoor')],
  ['parts in another order', keyedHash(key, 'noor', 'grant')],
])('a keyed hash differs by %s', (_what, hash) => {
  expect(hash).not.toBe(keyedHash(key, 'grant', 'noor'));
});
