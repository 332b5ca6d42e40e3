import { describe, expect, it } from 'vitest';
import { canAsk, canBePlanned } from '../../../src/web/page/route/can.js';
import {
  addressOf,
  choiceOf,
  chosenIn,
  filterOf,
  unfiltered,
} from '../../../src/web/page/route/choice.js';
import { inOrder, moved } from '../../../src/web/page/route/order.js';
import { ownStep } from '../../../src/web/page/route/own-step-words.js';

const own = { title: ' Rijbewijs ', value: '', unit: 'HOUR', when: '' } as const;
const shut = (reason: 'FULL' | 'NOT_YET_OPEN' | 'OVER') => ({ open: false, reason });
const access = { reason: 'OWN', sentence: '' } as const;
const offered = (open: boolean | null) => ({
  id: 'o',
  access,
  availability: {
    open,
    reason: null,
    sentence: 'Aanmelden kan tot en met 15 januari.',
    until: null,
  },
});
describe('what somebody looks for', () => {
  it('comes back from the address as it went there', () => {
    const choice = choiceOf({ text: 'water', school: ['a.nl', 'b.nl'], unit: 'EC', least: '5' });
    expect(choiceOf(addressOf(choice))).toEqual(choice);
    expect(addressOf(choice)).toEqual({
      text: 'water',
      school: ['a.nl', 'b.nl'],
      unit: 'EC',
      least: '5',
    });
  });

  it('is nothing where the address says what nobody could have chosen', () => {
    const odd = choiceOf({
      text: { a: 1 },
      school: [null, 7],
      kind: 'CAKE',
      open: 'yes',
      unit: 'KM',
    });
    expect(filterOf(odd)).toEqual({ institutions: ['7'] });
  });

  it('asks for a load in its own unit only, with a comma as people type it', () => {
    expect(filterOf(choiceOf({ unit: 'EC', least: '2,5', most: 'veel' }))).toEqual({
      load: { unit: 'EC', min: 2.5 },
    });
    expect(filterOf(choiceOf({ least: '5', most: '10' }))).toEqual({});
  });

  it('is taken away one by one, or all at once but the words', () => {
    const choice = choiceOf({
      text: 'water',
      language: ['nl', 'en'],
      unit: 'SBU',
      most: '80',
      open: true,
    });
    expect(chosenIn(choice).map(({ what, value }) => `${what} ${value}`)).toEqual([
      'language nl',
      'language en',
      'unit SBU',
      'most 80',
      'open ',
    ]);
    const [, english, unit] = chosenIn(choice);
    expect(english?.without.language).toEqual(['nl']);
    // Without its unit a number says nothing.
    expect(filterOf(unit?.without ?? choice)).not.toHaveProperty('load');
    expect(filterOf(unfiltered(choice))).toEqual({ text: 'water' });
  });
});

describe('a step of a route', () => {
  // biome-ignore format: a table is read in columns
  const plannable = [
    ['open',                   { open: true, reason: null },  true],
    ['still to open',          shut('NOT_YET_OPEN'),          true],
    ['not said',               { open: null, reason: 'NOT_SAID' }, true],
    ['full',                   shut('FULL'),                  false],
    ['over',                   shut('OVER'),                  false],
  ] as const;
  it.each(plannable)('what is %s can be chosen, or not', (_what, availability, isOpen) => {
    expect(canBePlanned(availability)).toBe(isOpen);
  });

  // biome-ignore format: a table is read in columns
  const typed = [
    ['a name alone',          own,                                  { title: 'Rijbewijs' }],
    ['a load with a comma',   { ...own, value: '7,5' },             { title: 'Rijbewijs', load: { unit: 'HOUR', value: 7.5 } }],
    ['a load of nothing',     { ...own, value: '0' },               undefined],
    ['a load in words',       { ...own, value: 'veel' },            undefined],
    ['a month',               { ...own, when: '2027-03' },          { title: 'Rijbewijs', when: '2027-03' }],
    ['a date that is none',   { ...own, when: undefined },          undefined],
    ['a name of spaces',      { ...own, title: ' ' },               undefined],
  ] as const;
  it.each(typed)('of one’s own, with %s', (_what, words, input) => {
    expect(ownStep(words)).toEqual(input);
  });

  it('stands where it was put, whatever came or went since', () => {
    expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
    const things = ['a', 'b', 'd'].map((id) => ({ id }));
    expect(inOrder(things, ['b', 'c', 'a']).map(({ id }) => id)).toEqual(['b', 'a', 'd']);
    expect(inOrder(things, undefined)).toBe(things);
  });

  // biome-ignore format: a table is read in columns
  const asking = [
    ['where it is open',                                { offering: offered(true),  request: null,                     state: 'PLANNED' },   true],
    ['where nobody says that it is shut',               { offering: offered(null),  request: null,                     state: 'DENIED' },    true],
    ['where it was called off',                         { offering: offered(true),  request: { stage: 'CALLED_OFF' },  state: 'WITHDRAWN' }, true],
    ['but not before the host heard that',              { offering: offered(true),  request: { stage: 'CALLING_OFF' }, state: 'WITHDRAWN' }, false],
    ['but not where it is shut',                        { offering: offered(false), request: null,                     state: 'PLANNED' },   false],
    ['but not where the catalogue has it no more',      { offering: null,           request: null,                     state: 'PLANNED' },   false],
    ['but not by whoever is in',                        { offering: offered(true),  request: null,                     state: 'ENROLLED' },  false],
  ] as const;
  it.each(asking)('can be asked for %s', (_when, step, is) => {
    expect(canAsk(step)).toBe(is);
  });
});
