import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { failureOf, seed } from '../../fixtures/properties.js';

// biome-ignore format: a table is read in columns
const texts = [
  // what                                    value                                  text
  ['names are in order, also inside',        { b: 1, a: { d: 2, c: 3 } },           '{"a":{"c":3,"d":2},"b":1}'],
  ['names are ordered by code unit',         { é: 1, z: 2, Z: 3, '10': 4, '9': 5 }, '{"10":4,"9":5,"Z":3,"z":2,"é":1}'],
  ['a list keeps its order',                 [3, 1, 2],                             '[3,1,2]'],
  ['what is undefined is left out',          { a: undefined, b: null },             '{"b":null}'],
  ['numbers are as short as they can be',    [1.0, 1e21, -0, 0.1],                  '[1,1e+21,0,0.1]'],
  ['text is escaped as JSON does',           'é"\n\u2028',                          '"é\\"\\n\u2028"'],
  ['nothing is null',                        null,                                  'null'],
] as const;

it.each(texts)('%s', (_what, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

it.each([
  ['not a number', Number.NaN],
  ['endless', Number.POSITIVE_INFINITY],
  ['bigint', 1n],
  ['a function', () => 1],
  ['undefined in a list', [undefined]],
  ['undefined alone', undefined],
])('JSON cannot hold %s, and it is said', (_what, value) => {
  expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
});

/** The same value with its names written in the opposite order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => reversed(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, item]) => [name, reversed(item)] as const);
  return Object.fromEntries(members.toReversed());
};

describe(`canonical JSON (seed ${seed})`, () => {
  it('is one text for one value, however its names were ordered', () => {
    const failure = failureOf(
      fc.jsonValue(),
      (value) => canonicalJson(reversed(value)) === canonicalJson(value),
    );
    expect(failure).toBeUndefined();
  });

  it('reads back as the value, and as nothing else', () => {
    const failure = failureOf(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      return (
        canonicalJson(JSON.parse(text)) === text && JSON.stringify(value).length === text.length
      );
    });
    expect(failure).toBeUndefined();
  });
});
