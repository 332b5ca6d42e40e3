import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../src/institutions/index.js';
import { contentHash, type RecordVersion, receive } from '../../../src/records/index.js';
import {
  association,
  courseOffering,
  deliveryOf,
  documentOf,
  exam,
  result,
  roc,
  samiraAt,
  university,
} from '../../fixtures/oeapi-v5.js';

const other = association({ associationId: 'b3f7a1d0-0000-4000-8000-000000000001' });
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** @returns microseconds of the processor. */
const cpuOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user;
};

describe('a page of many', () => {
  // biome-ignore format: a table is read in columns
  const aside = [
    // because                            item                                                           code                      where
    ['without an id',                     association({ associationId: undefined }),                     'TYPE',                   '/items/1/associationId'],
    ['of a lecturer',                     association({ role: 'lecturer' }),                             'ROLE_NOT_STUDENT',       '/items/1/role'],
    ['of another person',                 association({ person: 'c0ffee00-0000-4000-8000-000000000000' }), 'INNER_SUBJECT_DIFFERS', '/items/1/person'],
    ['of another person, written out',    association({ person: { personId: 'c0ffee00' } }),             'INNER_SUBJECT_DIFFERS',  '/items/1/person'],
    ['in the words of version 4',         association({ associationType: undefined, type: 'courseOfferingAssociation' }), 'OOAPI_LEGACY_SHAPE', '/items/1/type'],
    ['with a name that is one string',    association({ offering: courseOffering({ name: 'Water' }) }),  'OOAPI_LEGACY_SHAPE',     '/items/1/offering/name'],
    ['that is no object',                 'zomaar iets',                                                 'TYPE',                   '/items/1'],
    ['deeper than sense',                 association({ ext: { deep: nested(100) } }),                  'TOO_DEEP',               '/items/1'],
    ['with the id of the one before',     association({ state: 'canceled' }),                            'ID_REUSED',              '/items/1/associationId'],
  ] as const;
  it.each(aside)('sets aside an item %s and keeps the rest', (_because, item, code, path) => {
    const delivery = deliveryOf([association(), item, other], undefined, samiraAt.university);
    const read = readDelivery(delivery, university);
    expect(read.quarantined).toEqual([{ code, path }]);
    expect(read.records).toHaveLength(4);
  });

  it('reads the same item twice as once', () => {
    const read = readDelivery(deliveryOf([association(), association()]), university);
    expect([read.records.length, read.quarantined.length]).toEqual([2, 0]);
  });

  // biome-ignore format: a table is read in columns
  const pages = [
    ['not JSON',       'hallo',                 'UNREADABLE', ''],
    ['empty',          '',                      'UNREADABLE', ''],
    ['cut in half',    '{"items":[{"associ',    'UNREADABLE', ''],
    ['without items',  '{"hasNextPage":false}', 'TYPE',     '/items'],
    ['a list',         '[]',                    'TYPE',     '/items'],
  ] as const;
  it.each(pages)('that is %s is set aside whole', (_because, body, code, path) => {
    const read = readDelivery(deliveryOf(body), university);
    const setAside = { records: [], quarantined: [{ code, path }], issues: [], withdrawn: [] };
    expect(read).toEqual(setAside);
  });

  it('reads a page that begins with a byte order mark', () => {
    const body = `\uFEFF${JSON.stringify({ items: [association()] })}`;
    expect(readDelivery(deliveryOf(body), university).records).toHaveLength(2);
  });

  it('reads brackets in a comment as text', () => {
    const chatty = association({ result: result({ comment: `"\\${'[{'.repeat(300)}` }) });
    expect(readDelivery(deliveryOf([chatty]), university).records).toHaveLength(2);
  });

  it('names a course that cannot be read, and goes on', () => {
    const delivery = {
      ...deliveryOf([association()]),
      lookups: [documentOf('https://x/courses/1', '<')],
    };
    const read = readDelivery(delivery, university);
    expect(read.issues).toEqual([{ code: 'LOOKUP_UNREADABLE', path: '/lookups/0' }]);
    expect(read.records).toHaveLength(2);
  });
});

it('makes one result of attendance, provisional, final and corrected, in four versions', () => {
  const pending = { state: 'in progress', pass: 'unknown', score: undefined };
  const messages = [
    exam(pending, { attendance: 'present', final: undefined, rawScore: undefined }),
    exam({ pass: 'unknown' }, { final: false }),
    exam({ pass: 'unknown' }),
    exam({ score: '8.5' }),
  ];
  let history: readonly RecordVersion[] = [];
  for (const [index, message] of [...messages, ...messages.slice(-1)].entries()) {
    const { records } = readDelivery(deliveryOf([message]), roc);
    history = receive(history, { id: `d${index}`, receivedAt: '2026-11-25T12:00:00Z', records });
  }
  const results = history.filter(({ facets }) => facets.core.recordType === 'RESULT');
  expect(new Set(results.map(({ key }) => key)).size).toBe(1);
  expect(
    results.map(({ version, facets: { assessment } }) => [version, assessment?.final]),
  ).toEqual([
    [1, undefined],
    [2, false],
    [3, true],
    [4, true],
  ]);
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
const keysOf = (list: readonly unknown[]) =>
  readDelivery(deliveryOf(list), university)
    .records.map(({ key, facets }) => `${key} ${contentHash(facets)}`)
    .toSorted();

/** Seeds are printed by fast-check with the smallest payload that fails. */
describe('whatever an institution sends', () => {
  const words = ['offering', 'result', 'course', 'name', 'consumers', 'person', '__proto__', 'ext'];
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.dictionary(fc.constantFrom(...words), fc.jsonValue({ maxDepth: 3 })),
  );
  const good = [association(), exam(), association({ result: result({ ext: { a: 1 } }) })];

  const payload = fc
    .tuple(fc.constantFrom(...good), fc.integer({ min: 1, max: 60 }), anything)
    .map(([item, place, value]) => mutate(item, place, value));

  it('is read without a throw, in a moment, twice the same, and can be hashed', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 4 }), anything, (items, lookup) => {
        const started = performance.now();
        const delivery = deliveryOf(items, {
          'courses/0c9e6b52-7f14-4f0d-a6c3-5d28b1e4a001': lookup,
        });
        const read = readDelivery(delivery, university);
        expect(readDelivery(delivery, university)).toEqual(read);
        for (const { facets } of read.records)
          expect(contentHash(facets)).toMatch(/^[0-9a-f]{64}$/);
        expect(performance.now() - started).toBeLessThan(1000);
      }),
      { numRuns: 300 },
    );
  });

  it('is read without a throw where the bytes themselves are broken', () => {
    const text = JSON.stringify({ items: good });
    const cut = fc.tuple(fc.nat(text.length), fc.nat(text.length), fc.string());
    fc.assert(
      fc.property(cut, ([from, to, between]) => {
        const body = text.slice(0, from) + between + text.slice(to);
        expect(
          readDelivery(deliveryOf(body, { 'courses/x': body }), university).issues,
        ).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same records in any order of its items', () => {
    const items = [...good.slice(0, 2), other];
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: 3 }), (shuffled) => {
        expect(keysOf(shuffled)).toEqual(keysOf(items));
      }),
    );
  });

  const millionItems = `{"items":[${'{},'.repeat(999_999)}{}]}`;
  // biome-ignore format: a table is read in columns
  const floods = [
    ['a million items',       () => millionItems],
    ['brackets without end',  () => `{"items":[{"associationId":"a","role":"student","offering":${'['.repeat(2_000_000)}`],
    ['a list of a million',   () => JSON.stringify({ items: [association({ offering: courseOffering({ otherCodes: Array.from({ length: 1_000_000 }, () => 1) }) })] })],
    ['consumers without end', () => JSON.stringify({ items: [association({ consumers: Array.from({ length: 100_000 }, () => ({ consumerKey: 'nl-test-admin' })) })] })],
    ['fields without end',    () => JSON.stringify({ items: [association({ ext: Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`veld${n}`, n])) })] })],
  ] as const;
  it.each(floods)(
    'takes no longer for %s than a hundred times parsing a million items',
    (_what, body) => {
      const delivery = deliveryOf(body());
      const peer = cpuOf(() => JSON.parse(millionItems));
      expect(cpuOf(() => readDelivery(delivery, university))).toBeLessThan(100 * peer);
    },
  );
});
