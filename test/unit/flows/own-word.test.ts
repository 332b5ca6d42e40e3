/** What a learner brings along, as their own word: by the rules of what they type, and under no school's name. */
import { describe, expect, it } from 'vitest';
import { institutionId, learnerId, recordKey } from '../../../src/base/index.js';
import { partsOf } from '../../../src/flows/index.js';
import { asBrought, ownWordOf, readOwnWord } from '../../../src/flows/own-word.js';
import { readWithdrawal, withdrawalOf } from '../../../src/flows/withdrawal.js';
import { broughtSource, type RecordFacets, receive } from '../../../src/records/index.js';
import { hogeschool } from '../../fixtures/people.js';
import { grant, result } from '../../fixtures/records.js';
import { readingOf } from './reading-of.js';

const samira = learnerId('samira');
const now = new Date('2026-11-26T10:00:00Z');
const good = result().facets;
const brought = (facets: object, key = 'geo') =>
  asBrought({ ...result(), key, facets: { ...good, ...facets } });
const withCore = (change: object) => ({ core: { ...good.core, ...change } });
const titled = (value: string) => withCore({ title: [{ language: 'nl', value }] });
const load = (amount: string, unit = 'EC') => ({
  credits: { ...good.credits, load: { unit, amount }, earning: 'EARNED' },
});
type Kept = RecordFacets | undefined;
const parts = {
  title: (facets: Kept) => facets?.core.title[0]?.value,
  description: (facets: Kept) => facets?.core.description?.[0]?.value,
  concept: (facets: Kept) => facets?.core.concept,
  hours: (facets: Kept) => facets?.core.work?.hoursPerWeek,
  load: (facets: Kept) => facets?.credits?.load.amount,
  comment: (facets: Kept) => facets?.feedback?.comment,
};
const work = (hoursPerWeek: number) =>
  withCore({ work: { role: 'kok', organisation: 'Eetcafé', start: '2024', hoursPerWeek } });
const story = (length: number) =>
  withCore({ description: [{ language: 'nl', value: 'x'.repeat(length) }] });

describe('attack 36: what was brought keeps the rules of what is typed', () => {
  // biome-ignore format: a table is read in columns
  const leftOut = [
    // what                              brought                                          part        named as
    ['an address that is code',          withCore({ concept: 'javascript:alert(1)' }),        'concept',     'concept'],
    ['an address that is very long',     withCore({ concept: `https://a.example/${'x'.repeat(500)}` }), 'concept', 'concept'],
    ['a load in words',                  load('veel'),                                    'load',        'studyLoad'],
    ['no load at all',                   load(''),                                        'load',        'studyLoad'],
    ['a load of less than nothing',      load('-5'),                                      'load',        'studyLoad'],
    ['a load in another notation',       load('1e5'),                                     'load',        'studyLoad'],
    ['a load without end',               load('Infinity'),                                'load',        'studyLoad'],
    ['more hours than a week has',       work(169),                                       'hours',       'work.hoursPerWeek'],
    ['a description that does not end',  story(2001),                                     'description', 'description'],
    ['a comment that does not end',      { feedback: { comment: 'x'.repeat(2001) } },     'comment',     'comment'],
  ] as const;
  it.each(leftOut)('%s is left out, and named', (_what, facets, part, name) => {
    const found = brought(facets)?.facets;
    expect(parts[part](found)).toBeUndefined();
    expect(parts.title(found)).toBe('Gezondheidsgeografie');
    expect(found?.identifiers.losses).toContain(name);
  });

  // biome-ignore format: a table is read in columns
  const kept = [
    ['a skill in a public list',  withCore({ concept: 'https://esco.example/skill/1' }), 'concept',     'https://esco.example/skill/1'],
    ['a load with a decimal',     load('7.5'),                                       'load',        '7.5'],
    ['a whole week of work',      work(40),                                          'hours',       40],
    ['a long description',        story(2000),                                       'description', 'x'.repeat(2000)],
    ['a title that turns the line', titled('Tekst \u202Egnirts\u2066 x'),            'title',       'Tekst  gnirts  x'],
    ['a title in letters of print', titled('Stoﬀen Ⅵ, 7½ en 10²'),                   'title',       'Stoﬀen Ⅵ, 7½ en 10²'],
    ['a title with what shows nothing', titled('Aard\u200Brijk\u0000skunde'),        'title',       'Aardrijk skunde'],
  ] as const;
  it.each(kept)('%s comes in, in plain words', (_what, facets, part, value) => {
    const found = brought(facets)?.facets;
    expect(parts[part](found)).toBe(value);
    expect(found?.identifiers.losses).toEqual(good.identifiers.losses);
  });

  it('more credits than one record can have are kept, and not counted', () => {
    expect(brought(load('900'))?.facets.credits?.earning).toBe('IMPLAUSIBLE');
  });

  // biome-ignore format: a table is read in columns
  const refused = [
    ['a key that is too long',           brought({}, 'k'.repeat(65))],
    ['no key',                           brought({}, '')],
    ['a title that is too long',         brought(titled('x'.repeat(201)))],
    ['a title of which nothing is seen', brought(titled('\u200B\u202E'))],
    ['another kind of record',           brought(withCore({ recordType: 'DIPLOMATIC_BAG' }))],
  ] as const;
  it.each(refused)('a record with %s is refused', (_what, found) => {
    expect(found).toBeUndefined();
  });

  it('reads by these rules whatever the delivery holds, each record by itself', async () => {
    const odd = [
      { ...result(), key: recordKey('k'.repeat(65)) },
      {
        ...result(),
        key: recordKey('code'),
        facets: { ...good, ...withCore({ concept: 'data:x' }) },
      },
      { ...result(), key: recordKey('fine') },
    ];
    const [delivery, ...more] = await ownWordOf(samira, odd, now);
    if (delivery === undefined) throw new Error('there is one');
    const { records } = readOwnWord(delivery);
    expect([more.length, records.map(({ facets }) => facets.identifiers.sourceId)]).toEqual([
      0,
      ['code', 'fine'],
    ]);
    expect(records.map(({ facets }) => facets.core.concept)).toEqual([undefined, undefined]);
  });
});

const own = (name: string, day: number) =>
  result({
    key: recordKey(name),
    receivedAt: `2026-05-0${day}T08:00:00.000Z`,
    core: {
      assertedBy: 'IMPORT',
      institution: { id: broughtSource.id, name: [{ language: 'nl', value: name }] },
    },
  });

describe('attack 36: in a list by institution', () => {
  const all = grant({ scope: [{}], includeFuture: true });
  const told = (...records: readonly ReturnType<typeof result>[]) =>
    partsOf(readingOf([all], records).records).map(({ institution: { id, name }, count }) => [
      id,
      name[0]?.value,
      count,
    ]);

  it('what was brought is told as brought, whatever schools it names', () => {
    const two = [own('Universiteit Merenveld', 1), own('ROC de Waterlanden', 2)];
    expect(told(result(), ...two)).toEqual([
      [hogeschool, 'Hogeschool aan de Vecht', 1],
      ['import.invalid', 'Zelf meegebracht', 2],
    ]);
  });

  it('a learner’s word under the id of a school stands apart from the school’s, under no name of it', () => {
    const core = { ...good.core, assertedBy: 'SELF' as const };
    const claimed = result({ key: recordKey('x'), receivedAt: '2026-05-09T08:00:00.000Z', core });
    expect(told(claimed, result())).toEqual([
      [hogeschool, 'Hogeschool aan de Vecht', 1],
      [hogeschool, 'Zelf toegevoegd', 1],
    ]);
  });
});

it('a withdrawal takes back what it names, and nothing else', () => {
  const history = ['a', 'b'].map((key) => result({ key: recordKey(key) }));
  const delivery = withdrawalOf(
    samira,
    institutionId(hogeschool),
    { keys: [recordKey('a')], reason: 'verkeerde leerling' },
    now,
  );
  const after = receive(history, { ...delivery, ...readWithdrawal(delivery) });
  expect(after.map(({ key, status, withdrawalReason: why }) => [key, status, why])).toEqual([
    ['a', 'WITHDRAWN', 'verkeerde leerling'],
    ['b', 'CURRENT', undefined],
  ]);
  const broken = { ...delivery, page: { ...delivery.page, body: '{"withdrawn":["b"]}' } };
  expect(readWithdrawal(broken).withdrawn).toEqual([]);
});
