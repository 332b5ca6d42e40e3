import { describe, expect, it } from 'vitest';
import { aloneFrom, needsCosigning } from '../../../src/consent/index.js';

// biome-ignore format: a table is read in columns
const birthdays = [
  // born         from when a learner says yes alone, in UTC
  ['2010-06-15', '2026-06-14T22:00:00.000Z'],
  ['2010-12-15', '2026-12-14T23:00:00.000Z'],
  // The night the clocks go forward, and the one they go back.
  ['2010-03-29', '2026-03-28T23:00:00.000Z'],
  ['2010-03-30', '2026-03-29T22:00:00.000Z'],
  ['2010-10-25', '2026-10-24T22:00:00.000Z'],
  ['2010-10-26', '2026-10-25T23:00:00.000Z'],
  // A day that comes every four years.
  ['2012-02-29', '2028-02-28T23:00:00.000Z'],
] as const;

it.each(birthdays)('attack 26: somebody born on %s says yes alone from %s', (born, from) => {
  expect(aloneFrom(born).toISOString()).toBe(from);
});

describe('a guardian’s yes', () => {
  const birthday = new Date('2026-06-14T22:00:00Z');
  const before = new Date(birthday.getTime() - 1);
  // biome-ignore format: a table is read in columns
  const cases = [
    ['before the birthday, for a job',               'EMPLOYMENT',      birthday,  before,   true],
    ['before the birthday, for advice to themselves', 'CAREER_GUIDANCE', birthday,  before,   false],
    ['at the birthday’s first instant',              'EMPLOYMENT',      birthday,  birthday, false],
    ['for whoever always said yes alone',            'EMPLOYMENT',      undefined, before,   false],
  ] as const;
  it.each(cases)('%s', (_when, purpose, alone, now, needed) => {
    expect(needsCosigning(purpose, alone, now)).toBe(needed);
  });
});
