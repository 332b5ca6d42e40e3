import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import { readDelivery } from '../../../src/institutions/index.js';
import type { SourceDelivery, SourceDocument } from '../../../src/records/index.js';
import { association, deliveryOf, roc, university } from '../../fixtures/oeapi-v5.js';
import { paperSchool, type Said } from './paper-school.js';

/** In no encoding that we read. */
const noText: typeof globalThis.fetch = () =>
  Promise.resolve(new Response(Uint8Array.of(0xff, 0xfe, 0x41), { status: 410 }));
const id = String(association()['associationId']);
const absence = (url: string, body = '', status: 404 | 410 = 404): SourceDelivery => {
  const page: SourceDocument = {
    url,
    mediaType: 'application/problem+json',
    sha256: sha256Hex(body),
    body,
    status,
  };
  return { ...deliveryOf([]), page, lookups: [] };
};
const address = `https://oeapi.example/associations/${id}`;

const doubts = (sourceIds: readonly string[]) => ({ sourceIds, named: 'is-there' });

describe('that an association is not there', () => {
  it('withdraws just the records that it gave', () => {
    const given = readDelivery(deliveryOf([association()]), university);
    expect(given.withdrawn).toEqual([]);
    const read = readDelivery(absence(address), university);
    expect(read).toEqual({
      records: [],
      quarantined: [],
      issues: [],
      withdrawn: given.records.map(({ key }) => key),
    });
    expect(readDelivery(absence(address, '', 410), university)).toEqual(read);
  });

  it('withdraws nothing of another school that uses the same id', () => {
    const here = readDelivery(absence(address), university).withdrawn;
    const there = readDelivery(absence(address), roc).withdrawn;
    expect(here.filter((key) => there.includes(key))).toEqual([]);
  });

  // biome-ignore format: a table is read in columns
  const elsewhere = [
    'https://oeapi.example/persons/p-1/associations?pageNumber=1',
    `https://oeapi.example/courses/${id}`,
    'https://oeapi.example/associations/',
    'https://oeapi.example/associations',
    'associations/../x',
    '',
  ];
  it.each(elsewhere)('is not said by %j', (url) => {
    expect(readDelivery(absence(url), university).withdrawn).toEqual([]);
  });

  it('brings no records, whatever its body says', () => {
    const page = JSON.stringify({ hasNextPage: false, items: [association()] });
    expect(readDelivery(absence(address, page), university).records).toEqual([]);
  });

  it('can be read whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (url, body) => {
        const { withdrawn } = readDelivery(absence(url, body), university);
        expect([0, 2]).toContain(withdrawn.length);
      }),
    );
  });
});

describe('asking for what is no longer listed', () => {
  // biome-ignore format: a table is read in columns
  const answers: Readonly<Record<string, Said>> = {
    'is-there':   { body: association() },
    'is-gone':    { status: 404, body: { status: '404', title: 'Not found' }, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
    'is-deleted': { status: 410, body: 'weg' },
    'is-broken':  { status: 500 },
    'is-secret':  { status: 403 },
    'no-type':    { status: 404, headers: { 'content-type': '' } },
  };
  const school = () => paperSchool((path) => answers[path.split('/').at(-1) ?? ''] ?? {});

  it('delivers each absence in its own words, and nothing else', async () => {
    const { asked, clock, connect } = school();
    const ids = [...Object.keys(answers), '../persons/1'];
    const gone = await clock.until(connect().readGone(doubts(ids), 'row-1'));
    expect(gone.map(({ page, lookups }) => ({ ...page, lookups }))).toMatchObject([
      {
        url: 'https://oeapi.example/associations/is-gone',
        status: 404,
        mediaType: 'application/problem+json',
        body: '{"status":"404","title":"Not found"}',
        lookups: [],
      },
      { url: 'https://oeapi.example/associations/is-deleted', status: 410, body: '"weg"' },
    ]);
    expect(gone).toHaveLength(2);
    for (const { page } of gone) expect(page.sha256).toBe(sha256Hex(page.body));
    const keys = gone.flatMap((delivery) => readDelivery(delivery, university).withdrawn);
    expect(new Set(keys).size).toBe(4);
    expect(asked.every((path) => path.startsWith('/associations/'))).toBe(true);
  });

  it('makes each time a delivery of its own, and each association at one time', async () => {
    let today = '2026-11-25T12:00:00.000Z';
    const { clock, connect } = school();
    const connection = connect({ now: () => new Date(today) });
    const ask = (row: string) =>
      clock.until(connection.readGone(doubts(['is-gone', 'is-deleted', 'no-type']), row));
    const first = await ask('row-1');
    expect(await ask('row-1')).toEqual(first);
    const other = await ask('row-2');
    today = '2026-11-26T12:00:00.000Z';
    const later = await ask('row-1');
    const ids = [...first, ...other, ...later].map((delivery) => delivery.id);
    expect(new Set(ids).size).toBe(6);
    for (const one of ids) expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-/);
  });

  it('believes no 404 of a source that does not know by id what it just named', async () => {
    const { asked, clock, connect } = school();
    const ask = (named: string) =>
      clock.until(connect().readGone({ sourceIds: ['is-gone'], named }, 'row-1'));
    expect(await ask('is-there')).toHaveLength(1);
    for (const named of ['is-gone', 'is-secret', 'no-type', '../persons/1']) {
      expect([named, await ask(named)]).toEqual([named, []]);
    }
    expect(asked.filter((path) => path.endsWith('is-gone'))).toHaveLength(2);
  });

  it('believes only a 410 of a source that names nothing that is there', async () => {
    const { clock, connect } = school();
    const all = { sourceIds: Object.keys(answers), named: undefined };
    const gone = await clock.until(connect().readGone(all, 'row-1'));
    expect(gone.map(({ page: { url, status } }) => [url, status])).toEqual([
      ['https://oeapi.example/associations/is-deleted', 410],
    ]);
  });

  it('asks for a hundred at most, and stops when the time is over', async () => {
    const many = Array.from({ length: 150 }, () => 'is-gone');
    const one = school();
    expect(await one.clock.until(one.connect().readGone(doubts(many), 'row-1'))).toHaveLength(100);
    const two = paperSchool((path) => (path.endsWith('is-there') ? {} : { how: 'hang' }));
    const gone = two
      .connect({ budgetMs: 1000 })
      .readGone(doubts(['is-gone', 'is-deleted']), 'row-1');
    expect(await two.clock.until(gone)).toEqual([]);
    expect(two.asked).toHaveLength(2);
  });

  it('keeps no bytes that are no text, and still the status', async () => {
    const { clock, connect } = paperSchool(() => ({ status: 410 }));
    const gone = await clock.until(
      connect({ fetch: noText }).readGone({ sourceIds: ['x'], named: undefined }, 'row-1'),
    );
    expect(gone).toMatchObject([
      {
        page: {
          status: 410,
          body: '',
          sha256: sha256Hex(''),
          mediaType: 'application/octet-stream',
        },
      },
    ]);
  });
});
