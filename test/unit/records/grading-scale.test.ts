import { expect, it } from 'vitest';
import { isOutsideScale, numericScore } from '../../../src/records/index.js';

// biome-ignore format: a table is read in columns
const scores = [
  // score     scale                      number       outside
  ['7.5',      'GRADE_1_10',              7.5,         false],
  ['7,5',      'GRADE_1_10',              7.5,         false],
  [' 8 ',      'GRADE_0_10',              8,           false],
  ['10',       'GRADE_1_10',              10,          false],
  ['10.1',     'GRADE_0_10_ONE_DECIMAL',  10.1,        true],
  ['0',        'GRADE_1_10',              0,           true],
  ['0',        'GRADE_0_10',              0,           false],
  ['75',       'GRADE_1_10',              75,          true],
  ['75',       'GRADE_0_100',             75,          false],
  ['-1',       'GRADE_0_100',             undefined,   true],
  ['V',        'GRADE_1_10',              undefined,   true],
  ['1e1',      'GRADE_1_10',              undefined,   true],
  ['V',        'O_V_G',                   undefined,   false],
  ['1.3',      'DE_GRADE',                undefined,   false],
  ['7',        'UNKNOWN',                 undefined,   false],
  ['3F',       'RKTR',                    undefined,   false],
] as const;

it.each(scores)('%j on %s is the number %s, and outside it: %s', (score, kind, number, outside) => {
  expect(numericScore(score, { kind })).toBe(number);
  expect(isOutsideScale(score, { kind })).toBe(outside);
});
