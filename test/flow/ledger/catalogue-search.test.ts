/** What institutions offer, as PostgreSQL finds it. */
import * as fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { present } from '../../../src/base/index.js';
import type { OfferingFilter, OfferingPlace } from '../../../src/ledger/index.js';
import { type CatalogueOffering, programmeKeyOf } from '../../../src/records/index.js';
import { availabilityOn } from '../../../src/route/index.js';
import { eik, linde, nl, offeringOf, programmeOf } from '../../fixtures/offerings.js';
import { lateFailureOf } from '../../fixtures/properties.js';
import { among, asked, openTestCatalogue, type TestCatalogue, today } from './kept-offerings.js';

let kept: TestCatalogue;
beforeAll(async () => {
  kept = await openTestCatalogue();
  return kept.kluis.close;
}, 120_000);
beforeEach(() => kept.empty());

/** One word on each, whether it is asked of all or of one. */
const isOpenAlike = async (offerings: readonly CatalogueOffering[]): Promise<void> => {
  await kept.keep(offerings);
  const open = offerings.filter((one) => availabilityOn(one, today).kind === 'OPEN');
  const found = await kept.byFilter({ openOn: today });
  expect(found.toSorted()).toEqual(open.map(({ sourceId }) => sourceId).toSorted());
};

/** Found or not, the database understands it. */
const isUnderstood = async (text: string): Promise<void> => {
  await expect(kept.ids(text)).resolves.toBeInstanceOf(Array);
};

describe('words', () => {
  beforeEach(() =>
    kept.keep([
      offeringOf('geo', {
        title: nl('Gezondheidsgeografie'),
        code: 'GEO-101',
        description: nl('Over de opleidingen in zorg en coördinatie.'),
      }),
      offeringOf('data', {
        title: [{ language: 'en', value: 'Data analyses for nurses' }],
        outcomes: [{ id: 'o1', text: nl('Je kunt gegevens verzamelen') }],
      }),
      offeringOf('zorg', { title: nl('Zorg en techniek'), start: '2027-02-01' }),
    ]),
  );

  it('find stems in both languages, codes, beginnings and outcomes, whatever the accents', async () => {
    expect(await kept.ids('opleiding')).toEqual(['geo']);
    expect(await kept.ids('analyse')).toEqual(['data']);
    expect(await kept.ids('nurse data')).toEqual(['data']);
    expect(await kept.ids('GEO-101')).toEqual(['geo']);
    expect(await kept.ids('geo10')).toEqual(['geo']);
    expect(await kept.ids('gezond')).toEqual(['geo']);
    expect(await kept.ids('Coordinatie')).toEqual(['geo']);
    expect(await kept.ids('gegeven')).toEqual(['data']);
    expect(await kept.ids('iets anders')).toEqual([]);
  });

  it('in a title weigh more than in a description, and a minus leaves out', async () => {
    expect(await kept.ids('zorg')).toEqual(['zorg', 'geo']);
    expect(await kept.ids('zorg -techniek')).toEqual(['geo']);
    expect(await kept.ids('zorg -opleiding')).toEqual(['zorg']);
    expect(await kept.ids('"zorg en techniek"')).toEqual(['zorg']);
    expect(await kept.ids('techniek or nurses')).toHaveLength(2);
  });

  it('of signs alone find nothing, and nobody’s words are read as a question of the database', async () => {
    for (const text of ['!!', '   ', '&|()', "'", '\\', ':*', '-', '--', '\0', '?', '<->']) {
      expect(await kept.ids(text)).toEqual([]);
    }
    const words = fc.string({ unit: 'binary', maxLength: 30 });
    expect(await lateFailureOf(words, isUnderstood, 60)).toBe(undefined);
  });
});

describe('a filter', () => {
  it('keeps to one unit of load', async () => {
    await kept.keep([
      offeringOf('ec', { loads: [{ unit: 'EC', amount: '2.5' }] }),
      offeringOf('sbu', { loads: [{ unit: 'SBU', amount: '240' }] }),
      offeringOf('both', {
        loads: [
          { unit: 'EC', amount: '30' },
          { unit: 'SBU', amount: '840' },
        ],
      }),
      offeringOf('odd', { loads: [{ unit: 'EC', amount: 'NaN' }] }),
    ]);
    expect(await kept.byFilter({ load: { unit: 'EC', min: 2.5 } })).toEqual(['both', 'ec']);
    expect(await kept.byFilter({ load: { unit: 'SBU', min: 100, max: 300 } })).toEqual(['sbu']);
    expect(await kept.byFilter({ load: { unit: 'SBU', max: 30 } })).toEqual([]);
    expect(await kept.byFilter({ load: { unit: 'HOUR' } })).toEqual([]);
  });

  it('is on what an offering says of itself, each alone and all together', async () => {
    const level = { raw: 'bachelor', eqf: 6, nlqf: '6', derived: true };
    const whole = offeringOf('1', {
      level,
      languages: ['nl', 'en'],
      modes: [{ value: 'ONLINE' }],
      start: '2027-02-01',
      place: 'Mérendam',
      places: { max: 20, enrolled: 5 },
      outcomes: [{ id: 'o1', text: nl('Iets kunnen') }],
      skills: ['https://esco.example/1'],
      programmes: ['p1'],
    });
    await kept.keep([whole, offeringOf('2', { kind: 'PROGRAMME', of: { sourceId: 'p2' } })]);
    const filters: readonly OfferingFilter[] = [
      { eqfMin: 6, eqfMax: 6 },
      { nlqf: ['6', '4+'] },
      { languages: ['en', 'de'] },
      { modes: ['ONLINE', 'HYBRID'] },
      { startFrom: '2027-02-01', startTo: '2027-02-01' },
      { places: ['merendam'] },
      { hasFreePlaces: true },
      { outcomes: ['o1'] },
      { skills: ['https://esco.example/1'] },
      { programmes: [programmeKeyOf(linde, 'p1')] },
      { keys: [whole.key] },
    ];
    for (const filter of filters) expect(await kept.byFilter(filter)).toEqual(['1']);
    const together = filters.reduce((all, one) => ({ ...all, ...one }), {});
    expect(await kept.byFilter(together)).toEqual(['1']);
    expect(await kept.byFilter({ kinds: ['PROGRAMME'] })).toEqual(['2']);
    expect(await kept.byFilter({ programmes: [programmeKeyOf(linde, 'p2')] })).toEqual(['2']);
    expect(await kept.byFilter({ institutions: [eik] })).toEqual([]);
    expect(await kept.byFilter({ startFrom: '2027-02-02' })).toEqual([]);
    expect(await kept.byFilter({ eqfMax: 5 })).toEqual([]);
    expect(await kept.byFilter({ programmes: [programmeKeyOf(eik, 'p1')] })).toEqual([]);
  });

  it('on what is open is the same word as one hears of each', async () => {
    const day = fc.constantFrom('2026-11-27', today, '2026-11-29', undefined);
    const number = fc.constantFrom(0, 1, 2, undefined);
    const state = fc.constantFrom('ACTIVE' as const, 'OTHER' as const, 'INACTIVE' as const);
    const period = fc
      .record({ from: day, until: day, hasQueue: fc.constantFrom(true, undefined) })
      .map(present);
    const places = fc.record({ max: number, enrolled: number, pending: number }).map(present);
    const enrolment = fc.array(period, { maxLength: 3 });
    const some = fc
      .record({ state: state.map((value) => ({ value })), end: day, enrolment, places })
      .map(present);
    const rows = fc
      .array(some, { minLength: 8, maxLength: 30 })
      .map((all) => all.map((one, n) => offeringOf(String(n), one)));
    expect(await lateFailureOf(rows, isOpenAlike, 25)).toBe(undefined);
  });
});

describe('a list', () => {
  it('has neither what is over nor what is no offer yet, but by key, and nothing of who is not known', async () => {
    const over = offeringOf('over', { end: '2026-11-27' });
    const concept = offeringOf('concept', { state: { value: 'CONCEPT' } });
    await kept.keep([over, concept, offeringOf('last-day', { end: today })]);
    await kept.keep([offeringOf('4', { institution: eik })], {}, eik);
    expect((await kept.ids()).toSorted()).toEqual(['4', 'last-day']);
    expect(await kept.byFilter({ keys: [over.key, concept.key] })).toHaveLength(2);
    const page = await kept.catalogue.search({
      ...asked(undefined),
      among: [linde],
      first: 10,
    });
    expect(page.found).toHaveLength(1);
  });

  it('is read page by page in one order, each once, with words and without', async () => {
    const all = Array.from({ length: 23 }, (_none, n) =>
      offeringOf(String(n), {
        title: nl(n % 3 === 0 ? 'Zorg' : 'Zorg en meer zorg'),
        ...(n % 4 !== 0 && { start: `2027-0${(n % 5) + 1}-01` }),
      }),
    );
    await kept.keep(all);
    for (const text of [undefined, 'zorg']) {
      const whole = await kept.ids(text);
      expect(new Set(whole).size).toBe(23);
      const paged: string[] = [];
      let after: { readonly after?: OfferingPlace } = {};
      for (let goesOn = true; goesOn; ) {
        const { found, hasMore } = await kept.catalogue.search({
          ...asked(text),
          first: 5,
          ...after,
        });
        paged.push(...found.map(({ offering }) => offering.sourceId));
        after = present({ after: found.at(-1)?.place });
        goesOn = hasMore;
      }
      expect(paged).toEqual(whole);
    }
  });

  it('says how many there are, and of what', async () => {
    await kept.keep([
      offeringOf('1', { loads: [{ unit: 'EC', amount: '5' }], place: 'Merendam' }),
      offeringOf('2', { languages: ['nl', 'en'], place: 'Merendam ' }),
      offeringOf('3', { end: '2026-01-01' }),
    ]);
    await kept.keep([offeringOf('4', { institution: eik, modes: [{ value: 'ONLINE' }] })], {}, eik);
    const { count, facets } = await kept.catalogue.counts(asked(undefined));
    expect(count).toBe(3);
    expect(facets).toEqual({
      institutions: [
        { value: linde, count: 2 },
        { value: eik, count: 1 },
      ],
      levels: [],
      units: [{ value: 'EC', count: 1 }],
      languages: [
        { value: 'nl', count: 3 },
        { value: 'en', count: 1 },
      ],
      modes: [{ value: 'ONLINE', count: 1 }],
      kinds: [{ value: 'COURSE', count: 3 }],
      places: [{ value: 'Merendam', count: 2 }],
    });
    expect((await kept.catalogue.counts(asked('niets'))).count).toBe(0);
  });
});

it('programmes are found by words, by title and by key', async () => {
  const [nurse, baker] = [
    programmeOf('v', { title: nl('Verpleegkunde'), code: '25480' }),
    programmeOf('b', { title: nl('Bakker') }),
  ];
  await kept.keep([], { programmes: [nurse, baker] });
  const { catalogue } = kept;
  const titles = async (text?: string) =>
    (await catalogue.programmes(text, among, 10)).map(({ sourceId }) => sourceId);
  expect(await titles()).toEqual(['b', 'v']);
  expect(await titles('verpleeg')).toEqual(['v']);
  expect(await titles('25480')).toEqual(['v']);
  expect(await catalogue.programme(nurse.key)).toEqual(nurse);
  expect(await catalogue.programme('none')).toBe(undefined);
});
