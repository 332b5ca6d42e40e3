import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import type { CatalogueList, Holds } from '../../../src/institutions/oeapi/catalogue/lists.js';
import type { CataloguePage } from '../../../src/institutions/oeapi/catalogue/page.js';
import { readPages } from '../../../src/institutions/oeapi/catalogue/read-pages.js';
import * as school from '../../fixtures/catalogue-school.js';
import { university } from '../../fixtures/oeapi-v5.js';
import { lateFailureOf, say, seed } from '../../fixtures/properties.js';

const { ids } = school;
/** By the last word of its path, and by the first one. */
const holds: Readonly<Record<string, Holds>> = {
  courses: 'COURSES',
  programs: 'PROGRAMMES',
  programmes: 'PROGRAMMES',
  'academic-sessions': 'SESSIONS',
  'learning-outcomes': 'OUTCOMES',
  'learning-components': 'LEARNING_COMPONENTS',
  'test-components': 'TEST_COMPONENTS',
  'courses components': 'COMPONENTS',
  'courses offerings': 'COURSE_OFFERINGS',
  'courses course-offerings': 'COURSE_OFFERINGS',
  'programs offerings': 'PROGRAMME_OFFERINGS',
  'programmes programme-offerings': 'PROGRAMME_OFFERINGS',
};
function listAt(path: string): CatalogueList {
  const [main = '', of, below] = path.split('/');
  const held = holds[below === undefined ? main : `${main} ${below}`];
  if (held === undefined) throw new Error('no list of the school');
  const list = { holds: held, path, label: `/${path}`, query: '' };
  return of === undefined ? list : { ...list, of };
}
const bodyOf = (items: readonly unknown[]): string => JSON.stringify({ items, hasNextPage: false });
const pageOf = (path: string, body: string): CataloguePage => ({
  list: listAt(path),
  number: 1,
  document: { path, body },
});
/** All of the school, with these lists in the place of its own. */
const pagesOf = (version: 5 | 6, change: Readonly<Record<string, readonly unknown[]>> = {}) =>
  Object.entries({ ...school.listsOf(version), ...change }).map(([path, items]) =>
    pageOf(path, bodyOf(items)),
  );
const read = (version: 5 | 6, change: Readonly<Record<string, readonly unknown[]>> = {}) =>
  readPages(pagesOf(version, change), university);
const ofDikes = `courses/${ids.dikes}/offerings`;
const spring = async (ofOffering: object, ofCourse: object = {}) => {
  const { offerings } = await read(5, {
    courses: [school.dikes(5, { ...ofCourse }), school.tides(5)],
    [ofDikes]: [school.dikesInSpring(5, { ...ofOffering })],
  });
  const found = offerings.find(({ sourceId }) => sourceId === ids.dikesInSpring);
  if (found === undefined) throw new Error('it was not read');
  return found;
};

describe('what cannot be read of a catalogue', () => {
  it('is set aside by its place and a code, and the rest is read', async () => {
    const { name: _name, abbreviation: _code, ...nameless } = school.tides(5);
    const { offeringId: _id, ...idless } = school.dikesInSpring(5);
    const good = await read(5);
    const { offerings, setAside } = await read(5, {
      courses: [school.dikes(5), nameless],
      [ofDikes]: [
        'geen object',
        idless,
        school.dikesInSpring(5, { name: 'Als in versie 4' }),
        school.dikesInSpring(5, { offeringType: 'component' }),
        ...(school.listsOf(5)[ofDikes] ?? []),
        school.dikesInSpring(5),
        school.dikesInSpring(5, { maxNumberStudents: 41 }),
      ],
      [`courses/${ids.tides}/offerings`]: [
        { offeringId: 'naamloos', course: ids.tides },
        ...(school.listsOf(5)[`courses/${ids.tides}/offerings`] ?? []),
      ],
    });
    expect(offerings.map(({ key }) => key)).toEqual(good.offerings.map(({ key }) => key));
    expect(setAside).toEqual([
      { path: `${ofDikes}#/items/0`, code: 'TYPE' },
      { path: `${ofDikes}#/items/1`, code: 'MISSING' },
      { path: `${ofDikes}#/items/2`, code: 'OOAPI_LEGACY_SHAPE' },
      { path: `${ofDikes}#/items/3/offeringType`, code: 'UNKNOWN_ENUM' },
      { path: `${ofDikes}#/items/7`, code: 'ID_REUSED' },
      { path: `courses/${ids.tides}/offerings#/items/0/name`, code: 'MISSING' },
    ]);
  });

  it('is told of so many at most', async () => {
    const { setAside } = await read(5, { [ofDikes]: Array.from({ length: 5000 }, () => 1) });
    expect(setAside.length).toBe(1000);
  });

  it('is what goes beyond ten thousand items of a page, and what is nested without end', async () => {
    const items = Array.from({ length: 10_001 }, (_, n) => ({ courseId: `c-${n}` }));
    const deep: unknown[] = [];
    let inner = deep;
    for (let depth = 0; depth < 60; depth += 1) {
      const next: unknown[] = [];
      inner.push(next);
      inner = next;
    }
    const { setAside } = await read(5, {
      courses: items,
      [ofDikes]: [school.dikesInSpring(5, { ext: deep })],
    });
    expect(setAside).toEqual([
      { path: 'courses#/items/10000', code: 'TOO_LARGE' },
      { path: `${ofDikes}#/items/0`, code: 'TOO_DEEP' },
    ]);
  });
});

// biome-ignore format: a table is read in columns
const words = [
  ['teachingLanguage', 'dut',               { languages: ['nl'] }],
  ['teachingLanguage', 'ger',               { languages: ['de'] }],
  ['teachingLanguage', 'fre',               { languages: ['fr'] }],
  ['teachingLanguage', 'en-GB',             { languages: ['en'] }],
  ['teachingLanguage', 'en_GB',             { languages: ['en'] }],
  ['teachingLanguage', 'Vla ams!',          { languages: ['vla ams!'] }],
  ['modeOfDelivery',   ['distance-learning', 'x-op-zee', 'on campus', 'on campus'],
    { modes: [{ value: 'DISTANCE_LEARNING' }, { value: 'OTHER', raw: 'x-op-zee' }, { value: 'ON_CAMPUS' }] }],
  ['modeOfDelivery',   ['work_based'],      { modes: [{ value: 'SITUATED' }] }],
  ['modeOfDelivery',   ['joint_delivery'],  { modes: [{ value: 'JOINT_DELIVERY' }] }],
  ['state',            'cancelled',         { state: { value: 'CANCELLED' } }],
  ['state',            'x-archief',         { state: { value: 'OTHER', raw: 'x-archief' } }],
  ['link',             'javascript:alert(1)', { link: 'https://heidestad.example/dijken' }],
  ['link',             'https://a:b@heidestad.example/', { link: 'https://heidestad.example/dijken' }],
  ['link',             'https://a@heidestad.example/', { link: 'https://heidestad.example/dijken' }],
  ['link',             'https://heidestad.example/v', { link: 'https://heidestad.example/v' }],
  ['maxNumberStudents', -1,                 { places: { enrolled: 38, pending: 2 } }],
  ['maxNumberStudents', 12.5,               { places: { enrolled: 38, pending: 2 } }],
  ['priceInformation', [{ displayAmount: [{ language: 'nl-NL', value: '€ 150,00' }] }], { price: '€ 150,00' }],
  ['otherCodes',       [{ codeType: 'esco', code: 'http://data.europa.eu/esco/skill/2' }],
    { skills: [school.skill, 'http://data.europa.eu/esco/skill/2'] }],
  ['enrollStartDate',  '2026-10-31T23:30:00Z', { enrolment: [{ from: '2026-11-01', until: '2027-01-10' }] }],
  ['endDate',          '2999-12-31',        { start: '2027-02-01' }],
  ['studyLoad',        [{ studyLoadUnit: 'ects', value: 5 }, { studyLoadUnit: 'sbu', value: 140 }, { studyLoadUnit: 'ects', value: 6 }],
    { loads: [{ unit: 'EC', amount: '5' }, { unit: 'SBU', amount: '140' }] }],
  ['studyLoad',        { studyLoadUnit: 'ects', value: -5 }, { loads: [{ unit: 'EC', amount: '7.5' }] }],
] as const;

const coded = (code: string) => ({
  courseId: code,
  primaryCode: { codeType: 'identifier', code },
});
/** At a school of which one course has a number for a code, and one a word. */
async function named(value: string) {
  const asking = school.dikes(5, { admissionRequirements: [{ language: 'nl', value }] });
  const courses = [asking, school.tides(5), ...['30', 'les'].map(coded)];
  const { offerings } = await read(5, { courses });
  return offerings.find(({ of }) => of.sourceId === ids.dikes)?.prerequisites;
}

describe('the words of an offering', () => {
  it.each(words)('%s %j', async (name, value, expected) => {
    expect(await spring({ [name]: value })).toMatchObject(expected);
  });

  it('of version 6 say several periods to enrol in, with whether one can wait', async () => {
    const period = { startDateTime: '2026-12-01T00:00:00+01:00', targetGroups: ['gasten'] };
    const offering = school.dikesInSpring(6, {
      state: 'concept',
      enrolmentPeriods: [
        { ...period, queueEnabled: true },
        { endDateTime: '2027-01-01T22:30:00Z', queueEnabled: false },
      ],
    });
    const { offerings } = await read(6, { [`courses/${ids.dikes}/course-offerings`]: [offering] });
    const found = offerings.find(({ sourceId }) => sourceId === ids.dikesInSpring);
    expect(found?.state).toEqual({ value: 'CONCEPT' });
    expect(found?.enrolment).toEqual([
      { from: '2026-12-01', hasQueue: true, targetGroups: ['gasten'] },
      { until: '2027-01-01' },
    ]);
  });

  it('name a course only where it is another one, by its code as a word', async () => {
    expect(await named('Eerst (WAD 101)/iets anders.')).toEqual(['WAD 101']);
    expect(await named('Minstens 30 EC, of 15 uur in de les')).toEqual([]);
    expect(await named('Eerst WAD 1011, XWAD 101 of WAD-101')).toEqual([]);
  });

  it('hold nothing that a database cannot keep', async () => {
    const page = pageOf(ofDikes, bodyOf([school.dikesInSpring(5, { name: 'HIER' })]));
    const body = page.document.body.replace(
      '"HIER"',
      '[{"language":"nl","value":"a\\u0000\\ud800b"}]',
    );
    const pages = [
      ...pagesOf(5, { [ofDikes]: [] }),
      { ...page, document: { path: ofDikes, body } },
    ];
    const { offerings } = await readPages(pages, university);
    const found = offerings.find(({ sourceId }) => sourceId === ids.dikesInSpring);
    expect(found?.title).toEqual([{ language: 'nl', value: 'a\uFFFD\uFFFDb' }]);
  });
});

/** Puts `value` at the n-th place of a payload, so that everything around it stays well-formed. */
function mutate(payload: unknown, place: number, value: unknown): unknown {
  let left = place;
  const walk = (node: unknown): unknown => {
    left -= 1;
    if (left === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(payload);
}
const names = [
  'name',
  'course',
  'courseId',
  'studyLoad',
  'addresses',
  'programs',
  '__proto__',
  'ext',
];
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 })),
  fc.constantFrom('', 'NaN', '<script>', '2026-13-45', -1, 1e300, 'nl-'.repeat(90), '\0'),
);
/** One item of a list, spoilt at one place, before the good ones or after them. */
const spoilt = fc.record({
  version: fc.constantFrom<5 | 6>(5, 6),
  list: fc.nat(),
  item: fc.nat(),
  place: fc.integer({ min: 1, max: 45 }),
  value: anything,
  isFirst: fc.boolean(),
});

describe('whatever a school says it offers', () => {
  it(`is read without a throw, and the good beside the bad as ever (seed ${seed})`, async () => {
    const good = { 5: await read(5), 6: await read(6) };
    let aside = 0;
    const failure = await lateFailureOf(
      spoilt,
      async ({ version, list, item, place, value, isFirst }) => {
        const lists = Object.entries(school.listsOf(version)).filter(([, all]) => all.length > 0);
        const [path, items] = lists[list % lists.length] ?? ['', []];
        const isRun = path.endsWith('offerings');
        const bad = mutate(items[item % items.length], place, value);
        const reading = await read(version, {
          [path]: isFirst && isRun ? [bad, ...items] : [...items, bad],
        });
        aside += reading.setAside.length;
        canonicalJson(reading);
        expect(JSON.stringify(reading)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        const keys = new Set(reading.offerings.map(({ key }) => key));
        for (const { key } of good[version].offerings) expect(keys.has(key)).toBe(true);
        // What was there first is as ever, whatever comes after it.
        if (isFirst || !isRun) return;
        for (const one of good[version].offerings) expect(reading.offerings).toContainEqual(one);
      },
      300,
    );
    expect(failure).toBe(undefined);
    say(`${aside} items of spoilt catalogues set aside`);
    expect(aside).toBeGreaterThan(0);
  });

  it('is read without a throw where the bytes themselves are broken', async () => {
    const failure = await lateFailureOf(
      fc.record({
        n: fc.nat(),
        body: fc.oneof(fc.string(), fc.json(), fc.constant('['.repeat(1e5))),
      }),
      async ({ n, body }) => {
        const pages = pagesOf(5);
        const at = n % pages.length;
        const broken = pages.map((page, index) =>
          index === at ? { ...page, document: { ...page.document, body } } : page,
        );
        const { setAside } = await readPages(broken, university);
        expect(setAside).toContainEqual({
          path: pages[at]?.document.path + '#',
          code: 'UNREADABLE',
        });
      },
      100,
    );
    expect(failure).toBe(undefined);
  });
});
