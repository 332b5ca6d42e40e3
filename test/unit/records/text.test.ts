import { expect, it } from 'vitest';
import { chooseText, type Texts } from '../../../src/records/index.js';

const tagged = (...languages: readonly string[]): Texts =>
  languages.map((language) => ({ language, value: `in ${language}` }));

// biome-ignore format: a table is read in columns
const choices = [
  // what                                  texts                        wanted           chosen
  ['what was asked for comes first',       tagged('nl', 'en', 'fr'),    ['fr', 'nl'],    'fr'],
  ['else the second wish',                 tagged('nl', 'en'),          ['fr', 'en'],    'en'],
  ['else Dutch',                           tagged('en', 'nl'),          ['fr'],          'nl'],
  ['else English',                         tagged('fr', 'en'),          ['de'],          'en'],
  ['else what came first',                 tagged('fr', 'und'),         ['de'],          'fr'],
  ['without a wish, Dutch',                tagged('en', 'nl'),          [],              'nl'],
  ['a region is that language too',        tagged('en', 'nl-BE'),       ['nl'],          'nl-BE'],
  ['capitals do not matter',               tagged('en', 'NL-be'),       ['nl-BE'],       'NL-be'],
  ['another language is not a region',     tagged('nld', 'en'),         ['nl'],          'en'],
] as const;

it.each(choices)('%s', (_what, texts, wanted, chosen) => {
  expect(chooseText(texts, wanted)?.language).toBe(chosen);
});

it('no text is no text', () => {
  expect(chooseText([], ['nl'])).toBeUndefined();
});
