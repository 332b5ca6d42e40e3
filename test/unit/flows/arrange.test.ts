import { describe, expect, it } from 'vitest';
import { grantId } from '../../../src/base/index.js';
import {
  type Page,
  type PageAsk,
  pageOf,
  partsOf,
  type Reading,
  totalsOf,
} from '../../../src/flows/index.js';
import { pairwiseFor } from '../../../src/identity/index.js';
import { hogeschool, roc, stranger } from '../../fixtures/people.js';
import { grant, result } from '../../fixtures/records.js';
import {
  all,
  asks,
  by,
  coreOnly,
  credited,
  everything,
  geo,
  ids,
  keys,
  keysIn,
  record,
  records,
} from './arranged.js';
import { readingOf } from './reading-of.js';

// biome-ignore format: a table is read in columns
const filters = [
  // what                                  filter                                                  kept
  ['nothing asked',                        {},                                                     ['zorg', 'bio', 'geo']],
  ['one type',                             { recordTypes: ['DIPLOMA'] },                           ['zorg']],
  ['one school',                           { institutions: [hogeschool] },                         ['bio', 'geo']],
  ['from that very day',                   { issuedFrom: '2026-01-31' },                           ['bio', 'geo']],
  ['up to that very day',                  { issuedTo: '2026-01-31' },                             ['zorg', 'bio']],
  ['between two days',                     { issuedFrom: '2025-12-31', issuedTo: '2026-03-30' },   ['bio']],
  ['passed',                               { pass: ['PASSED'] },                                   ['zorg', 'geo']],
  ['failed, at that school',               { pass: ['FAILED'], institutions: [hogeschool] },       ['bio']],
  ['passed or failed',                     { pass: ['PASSED', 'FAILED'] },                         ['zorg', 'bio', 'geo']],
  ['of a school she never went to',        { institutions: [] , recordTypes: ['SKILL'] },          []],
] as const;

it.each(filters)('a list of %s', async (_what, filter, kept) => {
  expect(keysIn(await pageOf(everything(), ids, asks({ filter })))).toEqual(kept);
});

it('a record without a date is in no list that asks for dates', async () => {
  const { issuedOn: _day, ...core } = geo.facets.core;
  const undated = readingOf([all], [{ ...geo, facets: { ...geo.facets, core } }]);
  const page = await pageOf(undated, ids, asks({ filter: { issuedTo: '2999-01-01' } }));
  expect(keysIn(page)).toEqual([]);
});

it('a record without an assessment has neither passed nor failed', async () => {
  const running = readingOf([all], [result({ without: ['assessment'] })]);
  const filter = { pass: ['PASSED', 'FAILED', 'UNKNOWN'] as const };
  expect(keysIn(await pageOf(running, ids, asks({ filter })))).toEqual([]);
});

// biome-ignore format: a table is read in columns
const orders = [
  // order                        descending   keys
  ['ISSUED_ON',                   false,       ['zorg', 'bio', 'geo']],
  ['ISSUED_ON',                   true,        ['geo', 'bio', 'zorg']],
  ['TITLE',                       false,       ['bio', 'geo', 'zorg']],
  ['RECEIVED_AT',                 false,       ['zorg', 'geo', 'bio']],
  ['INSTITUTION',                 false,       ['bio', 'geo', 'zorg']],
  ['INSTITUTION',                 true,        ['zorg', 'bio', 'geo']],
  ['CREDITS',                     false,       ['geo', 'bio', 'zorg']],
  ['CREDITS',                     true,        ['zorg', 'bio', 'geo']],
] as const;

it.each(orders)('by %s, descending %s: %j', async (field, descending, sorted) => {
  expect(keysIn(await pageOf(everything(), ids, asks(by(field, descending))))).toEqual(sorted);
});

const told = (list: Page['all']) =>
  partsOf(list).map(({ count, newest }) => [newest.core.institution.id, count, newest.key]);

it('each institution in a list has its count and its newest record, by the order of ids', async () => {
  const page = await pageOf(everything(), ids, asks({ filter: { issuedFrom: '2026-01-01' } }));
  expect(told(page.all)).toEqual([[hogeschool, 2, 'bio']]);
  const whole = await pageOf(everything(), ids, asks());
  expect(told(whole.all)).toEqual([
    [hogeschool, 2, 'bio'],
    [roc, 1, 'zorg'],
  ]);
  expect(told(whole.all.toReversed())).toEqual(told(whole.all));
});

it('records alike are in one order, however they came', async () => {
  const twins = ['b', 'a', 'c'].map((key) => record(key, { title: 'Stage' }));
  const pages = await Promise.all(
    [twins, twins.toReversed()].map((list) =>
      pageOf(readingOf([all], list), ids, asks(by('TITLE'))),
    ),
  );
  expect(pages.map(keysIn)).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
});

describe('what is hidden is no handle', () => {
  const diplomaGrades = grant({
    id: grantId('diplomas'),
    scope: [{ types: ['DIPLOMA'] }],
    includeFuture: true,
    facets: ['core', 'assessment', 'credits'],
  });

  // biome-ignore format: a table is read in columns
  const refused = [
    // what                                               grants                         ask
    ['a filter by result, with no grades shared',         [credited],                    { filter: { pass: ['PASSED'] } }],
    ['an empty filter by result',                         [credited],                    { filter: { pass: [] } }],
    ['order by credits, with none shared',                [coreOnly],                    by('CREDITS')],
    ['a filter by result, shared of diplomas only',       [credited, diplomaGrades],     { filter: { pass: ['PASSED'] } }],
    ['order by credits, shared of diplomas only',         [coreOnly, diplomaGrades],     by('CREDITS')],
  ] as const;

  it.each(refused)('%s is refused', async (_what, grants, change) => {
    const page = pageOf(readingOf(grants, records), ids, asks(change));
    await expect(page).rejects.toMatchObject({ name: 'Fault', kind: 'BadInput' });
  });

  it.each(refused)('%s is refused before anything is read', async (_what, grants, change) => {
    const reading = readingOf(grants, records);
    let looked = 0;
    const watched: Reading = {
      ...reading,
      get records() {
        looked += 1;
        return reading.records;
      },
    };
    await pageOf(watched, ids, asks(change)).catch(() => undefined);
    expect([looked, reading.notes.released().records]).toEqual([0, []]);
  });

  it.each(refused)(
    '%s is refused alike when there is nothing to see',
    async (_what, grants, change) => {
      const [full, empty] = await Promise.all(
        [records, []].map((held) =>
          pageOf(readingOf(grants, held), ids, asks(change)).catch((fault: unknown) =>
            String(fault),
          ),
        ),
      );
      expect(empty).toBe(full);
    },
  );

  it('order by what everybody sees reads no other facet', async () => {
    const reading = everything();
    await pageOf(reading, ids, asks(by('TITLE')));
    expect(reading.notes.released().records).toEqual([]);
  });
});

const firstPage = async (change: Partial<PageAsk> = {}, reader = ids) => {
  const page = await pageOf(everything(), reader, asks({ first: 1, ...change }));
  return { page, after: page.records.at(-1)?.cursor ?? '' };
};

describe('pages', () => {
  it('follow one another without gap or repeat, and say where they end', async () => {
    const seen: unknown[] = [];
    let place: Partial<PageAsk> = {};
    for (let more = true; more && seen.length < 5; ) {
      const { page, after } = await firstPage(place);
      seen.push([keysIn(page), page.hasPreviousPage, page.hasNextPage]);
      place = { after };
      more = page.hasNextPage;
    }
    expect(seen).toEqual([
      [['zorg'], false, true],
      [['bio'], true, true],
      [['geo'], true, false],
    ]);
  });

  it('leave the whole list as it is, for count and totals', async () => {
    const { page } = await firstPage({ filter: { institutions: [hogeschool] } });
    expect(page.all.map(({ key }) => key)).toEqual(['bio', 'geo']);
  });

  it('after the last there is an empty one', async () => {
    const { after } = await firstPage(by('ISSUED_ON', true));
    const page = await pageOf(
      everything(),
      ids,
      asks({ ...by('ISSUED_ON', true), after, first: 50 }),
    );
    const end = page.records.at(-1)?.cursor ?? '';
    const beyond = await pageOf(everything(), ids, asks({ ...by('ISSUED_ON', true), after: end }));
    expect([keysIn(beyond), beyond.hasNextPage]).toEqual([[], false]);
  });

  it('do not go on in a view that has changed', async () => {
    const { after } = await firstPage();
    const changed = readingOf([all], records, 'view-2');
    await expect(pageOf(changed, ids, asks({ after }))).rejects.toMatchObject({ kind: 'Conflict' });
  });

  // biome-ignore format: a table is read in columns
  const others = [
    ['another filter',        { filter: { institutions: [hogeschool, roc] } }],
    ['another order',         by('TITLE')],
    ['the opposite order',    by('ISSUED_ON', true)],
  ] as const;

  it.each(others)('do not go on with %s', async (_what, change) => {
    const { after } = await firstPage();
    const page = pageOf(everything(), ids, asks({ after, ...change }));
    await expect(page).rejects.toMatchObject({ kind: 'BadInput' });
  });

  // biome-ignore format: a table is read in columns
  const places = [
    ['a place of somebody else',  async () => (await firstPage({}, pairwiseFor(keys)(stranger))).after],
    ['another kind of id',        async () => ids.seal('record', ids.open('cursor', (await firstPage()).after) ?? '')],
    ['a place nobody made',       async () => 'geo'],
  ] as const;

  it.each(places)('do not go on from %s', async (_which, place) => {
    const page = pageOf(everything(), ids, asks({ after: await place() }));
    await expect(page).rejects.toMatchObject({ kind: 'BadInput' });
  });

  it('a place in the list tells nothing of the record', async () => {
    const { after } = await firstPage();
    expect(Buffer.from(after, 'base64url').toString('latin1')).not.toContain('zorg');
  });
});

const sums = async (reading: Reading) =>
  (await totalsOf(reading.records)).map(({ unit, amount }) => [unit, amount]);

describe('totals', () => {
  it('are over what the reader sees, one line per unit', async () => {
    expect(await sums(everything())).toEqual([
      ['EC', '2.5'],
      ['SBU', '240'],
    ]);
  });

  it('leave out a record that is withheld, without a trace', async () => {
    const results = { ...all, scope: [{ types: ['RESULT'] as const }] };
    const totals = await totalsOf(readingOf([results], records).records);
    expect(JSON.stringify(totals)).not.toMatch(/SBU|zorg/);
  });

  it('leave out records whose credits are not shared', async () => {
    expect(await sums(readingOf([coreOnly], records))).toEqual([]);
  });

  it('count a course whose programme is withheld', async () => {
    const bachelor = record('bachelor', {
      core: { recordType: 'DIPLOMA' },
      credits: { load: { unit: 'EC', amount: '180' } },
    });
    const course = record('geo', { credits: { partOf: 'bachelor' } });
    const results = { ...all, scope: [{ types: ['RESULT'] as const }] };
    expect(await sums(readingOf([results], [bachelor, course]))).toEqual([['EC', '2.5']]);
  });
});
