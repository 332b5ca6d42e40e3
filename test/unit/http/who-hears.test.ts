import { expect, it } from 'vitest';
import { isForeign } from '../../../src/http/who-hears.js';

const ours = ['https://kluis.example'];

// biome-ignore format: a table is read in columns
const cases: readonly (readonly [string, string | undefined, boolean])[] = [
  ['our own page',                      'https://kluis.example',      false],
  ['a program that is no browser',      undefined,                    false],
  ['another site',                      'https://evil.example',       true],
  ['a name that begins like ours',      'https://kluis.example.evil', true],
  ['a name that ends like ours',        'https://a.kluis.example',    true],
  ['our name without a lock',           'http://kluis.example',       true],
  ['our name at another port',          'https://kluis.example:8443', true],
  ['a page of nowhere, such as a file', 'null',                       true],
  ['a name that is empty',              '',                           true],
];
it.each(cases)('a connection from %s: %s is foreign: %s', (_what, origin, foreign) => {
  expect(isForeign({ origin }, ours)).toBe(foreign);
});
