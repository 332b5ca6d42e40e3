import { expect, it } from 'vitest';
import { isImplausible, studyLoad, sumAmounts } from '../../../src/records/index.js';

// biome-ignore format: a table is read in columns
const stated = [
  // unit     value      amount
  ['EC',      2.5,       '2.5'],
  ['EC',      30,        '30'],
  ['EC',      7.499999,  '7.5'],
  ['EC',      2.54,      '2.5'],
  ['SBU',     240,       '240'],
  ['HOUR',    0.125,     '0.125'],
  ['SBU',     2.54,      '2.54'],
] as const;

it.each(stated)('%s %d is kept as %s', (unit, value, amount) => {
  expect(studyLoad(unit, value)).toEqual({ unit, amount });
});

it('a load keeps the word of its source where the unit is not ours', () => {
  expect(studyLoad('OTHER', 3, 'weekpunten')).toEqual({
    unit: 'OTHER',
    amount: '3',
    unitRaw: 'weekpunten',
  });
});

it('tenths add up exactly', () => {
  const loads = ['0.1', '0.2', '7.5', '7.5', '7.5', '7.5'].map((amount) => ({
    unit: 'EC' as const,
    amount,
  }));
  expect(sumAmounts(loads)).toBe('30.3');
});

it('nothing adds up to 0', () => {
  expect(sumAmounts([])).toBe('0');
});

// biome-ignore format: a table is read in columns
const doubtful = [
  // unit     amount      implausible
  ['EC',      '240',      false],
  ['EC',      '240.1',    true],
  ['SBU',     '1600',     false],
  ['EC',      '-1',       true],
  ['SBU',     '-1',       true],
  ['EC',      'NaN',      true],
  ['HOUR',    'Infinity', true],
  ['EC',      '0',        false],
] as const;

it.each(doubtful)('whether %s %s is implausible: %s', (unit, amount, implausible) => {
  expect(isImplausible({ unit, amount })).toBe(implausible);
});
