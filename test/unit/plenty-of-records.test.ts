/** A learner with 100,000 records, through all that is pure: nothing is cut off, and nothing grows with the square of it. */
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { recordKey } from '../../src/base/index.js';
import { type PageAsk, pageOf, type Reading, totalsOf } from '../../src/flows/index.js';
import { pairwiseFor } from '../../src/identity/index.js';
import { fromBundles, toBundles } from '../../src/pod/bundles.js';
import { type RecordVersion, receive, studyLoadTotals } from '../../src/records/index.js';
import { hogeschool, noor } from '../fixtures/people.js';
import { grant, result } from '../fixtures/records.js';
import { readingOf } from './flows/reading-of.js';

const many = 100_000;
const ids = pairwiseFor({ pairwise: randomBytes(32) })(noor);
const keyOf = (n: number) => recordKey(`record-${String(n).padStart(6, '0')}`);

const records: readonly RecordVersion[] = Array.from({ length: many }, (_item, n) =>
  result({
    key: keyOf(n),
    without: ['evidence', 'feedback', 'special'],
    credits: { retakeGroup: `group-${n}` },
  }),
);
const terms = grant({
  includeFuture: false,
  recordsAtGrant: records.map(({ key }) => key),
  claims: [{ kind: 'STUDY_LOAD', unit: 'EC', atLeast: '250000' }],
});
const ask: PageAsk = {
  first: 250,
  filter: {},
  orderBy: { field: 'ISSUED_ON', descending: true },
};

let reading: Reading;
beforeAll(() => {
  reading = readingOf([terms], records);
});

it('attack 33: 100,000 records, pure: a view holds each that was granted, and its claims are over all of them', () => {
  expect(reading.records).toHaveLength(many);
  expect(reading.claims).toMatchObject([{ holds: true }]);
});

it('attack 33: 100,000 records, pure: count and totals are over all, a page holds no more than was asked', async () => {
  const page = await pageOf(reading, ids, ask);
  expect([page.records.length, page.all.length, page.hasNextPage]).toEqual([250, many, true]);
  expect(await totalsOf(page.all)).toMatchObject([{ unit: 'EC', amount: '250000', leftOut: [] }]);
});

it('attack 33: 100,000 records, pure: a page begins where the one before it ended, to the very last', async () => {
  const first = await pageOf(reading, ids, ask);
  const second = await pageOf(reading, ids, { ...ask, after: first.records.at(-1)?.cursor ?? '' });
  const keys = [...first.records, ...second.records].map(({ record }) => record.key);
  expect(keys).toEqual(Array.from({ length: 500 }, (_item, n) => keyOf(n)));
  const long = await pageOf(reading, ids, { ...ask, first: many - 1 });
  const last = await pageOf(reading, ids, { ...ask, after: long.records.at(-1)?.cursor ?? '' });
  expect(last.records.map(({ record }) => record.key)).toEqual([keyOf(many - 1)]);
  expect(last.hasNextPage).toBe(false);
});

it('attack 33: 20,000 records, pure: bundles hold all of them, none over its limit by more than a record', () => {
  const few = records.slice(0, 20_000);
  const bundles = toBundles(few, {});
  for (const { body } of bundles) expect(body.length).toBeLessThan(210_000);
  const again = fromBundles(bundles);
  expect(again).toHaveLength(few.length);
  expect([again[0], again.at(-1)]).toEqual([few[0], few.at(-1)]);
});

const chain = (next: (n: number) => number) =>
  records.map(({ key, facets, status }, n) => ({
    key,
    status,
    assertedBy: facets.core.assertedBy,
    credits: {
      earning: 'EARNED' as const,
      load: { unit: 'EC' as const, amount: '1' },
      retakeGroup: `group-${n}`,
      partOf: `group-${next(n)}`,
    },
  }));

it('attack 33: 100,000 records, pure: each a part of the next, or of itself in a round, is counted as it stands', () => {
  // The last few are parts of a whole; what is deeper than any programme has none.
  const [up] = studyLoadTotals(chain((n) => n + 1));
  expect(up?.leftOut).toHaveLength(32);
  expect(up?.counted).toHaveLength(many - 32);
  const [round] = studyLoadTotals(chain((n) => (n + 1) % many));
  expect(round?.leftOut).toEqual([]);
});

it('attack 33: 10,000 records in deliveries of 250, pure: received one after another, and once more, they stand once', () => {
  const few = records.slice(0, 10_000);
  const deliveries = Array.from({ length: 40 }, (_item, n) => ({
    id: `delivery-${n}`,
    institution: hogeschool,
    receivedAt: `2026-01-01T00:00:${String(n % 60).padStart(2, '0')}.000Z`,
    records: few.slice(n * 250, (n + 1) * 250).map(({ key, facets }) => ({ key, facets })),
  }));
  const once = deliveries.reduce<readonly RecordVersion[]>(receive, []);
  expect(once).toHaveLength(few.length);
  expect(deliveries.reduce(receive, once)).toHaveLength(few.length);
});
