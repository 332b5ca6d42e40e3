import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildView } from '../../../src/consent/index.js';
import {
  type AssertedBy,
  type CreditsFacet,
  lastWords,
  leftOutReasons,
  mayBeSame,
  pairsAlike,
  type RecordVersion,
  type SameDecision,
  sameWords,
  withSame,
} from '../../../src/records/index.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { grant, samiraHerself } from '../../fixtures/records.js';
import {
  at,
  called,
  countable,
  course,
  reasonsOf,
  said,
  school,
  seen,
} from '../../fixtures/told-twice.js';

const keys = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const someKey = fc.constantFrom(...keys);
const someCredits: fc.Arbitrary<Partial<CreditsFacet>> = fc
  .record({
    amount: fc.constantFrom('5', '5', '2.5'),
    earning: fc.constantFrom('EARNED', 'EARNED', 'EARNED', 'NOT_PASSED'),
    retakeGroup: fc.constantFrom('x', 'y', 'z', 'own'),
    partOf: fc.constantFrom(undefined, undefined, 'x', 'y'),
  })
  .map(({ amount, partOf, ...rest }) => ({
    ...rest,
    load: { unit: 'EC' as const, amount },
    ...(partOf !== undefined && { partOf }),
  }));
const someRecord = (key: string) =>
  fc
    .record({
      assertedBy: fc.constantFrom<AssertedBy>('INSTITUTION', 'INSTITUTION', 'IMPORT', 'SELF'),
      title: fc.constantFrom('Ethiek in de zorg', 'Ethiek zorg', 'Statistiek 1', 'Statistiek 2'),
      issuedOn: fc.constantFrom('2026-03-31', '2026-06-01', '2029-01-01'),
      of: fc.constantFrom('c.example', 'h.example', 'import.invalid'),
      credits: someCredits,
      came: fc.constantFrom('2026-04-01', '2026-05-01'),
    })
    .map(({ assertedBy, title, issuedOn, of, credits, came }) =>
      course(key, {
        receivedAt: `${came}T08:00:00.000Z`,
        core: { assertedBy, title: called(title), issuedOn, institution: at(of) },
        credits: {
          ...credits,
          ...(credits.retakeGroup === 'own' && { retakeGroup: `try at ${key}` }),
        },
      }),
    );
const someRecords = fc
  .tuple(...keys.map(someRecord))
  .chain((all) => fc.subarray(all, { minLength: 2 }));
const someWords = fc.array(
  fc
    .record({
      a: someKey,
      b: someKey,
      said: fc.constantFrom('SAME', 'SAME', ...sameWords),
      day: fc.constantFrom('01', '02', '03'),
    })
    .filter(({ a, b }) => a !== b)
    .map(({ a, b, said: word, day }) => said(word, a, b, day)),
  { maxLength: 6 },
);
const worlds = fc.record({ records: someRecords, words: someWords });
const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
const inTwoOrders = worlds.chain(({ records, words }) =>
  fc.record({
    one: fc.constant({ records, words }),
    other: fc.record({ records: shuffled(records), words: shuffled(words) }),
  }),
);
const byKey = (records: readonly RecordVersion[], words: readonly SameDecision[]) => {
  const reasons = reasonsOf(records, lastWords(words));
  return Object.keys(reasons)
    .toSorted()
    .map((key) => [key, reasons[key]]);
};
const linksIn = (records: readonly RecordVersion[], words: readonly SameDecision[]) =>
  new Map(
    withSame(records, lastWords(words)).map(({ key, facets }) => [
      key,
      facets.credits?.sameAs ?? [],
    ]),
  );

describe(`one achievement (seed ${seed})`, () => {
  it('is asked of both alike', () => {
    const failure = failureOf(someRecords, (records) =>
      records.every((a) =>
        records.every((b) => mayBeSame(seen(a), seen(b)) === mayBeSame(seen(b), seen(a))),
      ),
    );
    expect(failure).toBeUndefined();
  });

  it('is found by marks wherever it would be found by looking at every pair', () => {
    const failure = failureOf(someRecords, (records) => {
      const all = records.map(seen);
      const slow = all.flatMap((a, n) => all.slice(n + 1).filter((b) => mayBeSame(a, b)));
      return pairsAlike(all).length === slow.length;
    });
    expect(failure).toBeUndefined();
  });

  it('is the same whatever came first, records or words', () => {
    const failure = failureOf(inTwoOrders, ({ one, other }) => {
      expect(byKey(other.records, other.words)).toEqual(byKey(one.records, one.words));
      expect(lastWords(lastWords(one.words))).toEqual(lastWords([...one.words, ...one.words]));
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('is linked both ways, among records that are there, and laid over twice as once', () => {
    const failure = failureOf(worlds, ({ records, words }) => {
      const links = linksIn(records, words);
      const there = new Set(records.map(({ key }) => key));
      for (const [key, others] of links) {
        expect(others.every((other) => there.has(other) && links.get(other)?.includes(key))).toBe(
          true,
        );
      }
      const decisions = lastWords(words);
      const once = withSame(records, decisions);
      expect(withSame(once, decisions)).toEqual(once);
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('counts at most once, and never not at all', () => {
    const failure = failureOf(worlds, ({ records, words }) => {
      const links = linksIn(records, words);
      const reasons = leftOutReasons(withSame(records, lastWords(words)).flatMap(countable));
      const counted = [...reasons].flatMap(([key, because]) =>
        because === undefined ? [key] : [],
      );
      const twice = counted.filter((key) =>
        links.get(key)?.some((other) => counted.includes(other)),
      );
      expect(twice).toEqual([]);
      const earned = records.some(({ facets }) => facets.credits?.earning === 'EARNED');
      return counted.length > 0 || !earned;
    });
    expect(failure).toBeUndefined();
  });

  it('tells nobody of what they do not see: a view is that of a world without it', () => {
    const open = grant({ scope: [{ institutions: [school] }], includeFuture: true });
    const failure = failureOf(worlds, ({ records, words }) => {
      const visible = records.filter(({ facets }) => facets.core.institution.id === school);
      const decisions = lastWords(words);
      const of = (world: readonly RecordVersion[]) =>
        JSON.stringify(buildView(open, withSame(world, decisions), samiraHerself));
      return of(records) === of(visible);
    });
    expect(failure).toBeUndefined();
  });
});
