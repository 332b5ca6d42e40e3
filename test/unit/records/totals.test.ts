import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present, recordKey } from '../../../src/base/index.js';
import {
  type Countable,
  type CreditsFacet,
  earnings,
  leftOutReasons,
  studyLoadTotals,
} from '../../../src/records/index.js';
import { failureOf, seed } from '../../fixtures/properties.js';

/** 7.5 EC that a school says was earned. */
const course = (
  key: string,
  change: Partial<CreditsFacet> = {},
  envelope: Partial<Countable> = {},
): Countable => ({
  key: recordKey(key),
  status: 'CURRENT',
  assertedBy: 'INSTITUTION',
  issuedOn: '2026-03-31',
  credits: {
    load: { unit: 'EC', amount: '7.5' },
    earning: 'EARNED',
    retakeGroup: `course of ${key}`,
    ...change,
  },
  ...envelope,
});

const programme = course('programme', {
  load: { unit: 'EC', amount: '180' },
  retakeGroup: 'bachelor',
});
const failed = course(
  'a',
  { retakeGroup: 'geo', earning: 'NOT_PASSED' },
  { issuedOn: '2026-07-01' },
);
const first = course('b', { retakeGroup: 'geo' }, { issuedOn: '2026-01-31' });
const better = course('c', { retakeGroup: 'geo' }, { issuedOn: '2026-03-31' });
const undated = ({ issuedOn: _day, ...rest }: Countable): Countable => rest;

// biome-ignore format: a table is read in columns
const countings = [
  // what                                           records                                           EC       left out
  ['four courses passed',                           ['a', 'b', 'c', 'd'].map((key) => course(key)),   '30',    {}],
  ['one was failed',                                [course('a'), course('b', { earning: 'NOT_PASSED' })],  '7.5', { b: 'NOT_PASSED' }],
  ['one is provisional',                            [course('a', { earning: 'PROVISIONAL' })],        '0',     { a: 'PROVISIONAL' }],
  ['one is beyond belief',                          [course('a', { earning: 'IMPLAUSIBLE' })],        '0',     { a: 'IMPLAUSIBLE' }],
  ['one was replaced by a correction',              [course('a', {}, { status: 'SUPERSEDED' })],      '0',     { a: 'SUPERSEDED' }],
  ['one was withdrawn by its school',               [course('a', {}, { status: 'WITHDRAWN' })],       '0',     { a: 'WITHDRAWN' }],
  ['the credential of one was revoked',             [course('a'), course('b', {}, { takenBack: 'REVOKED' })],   '7.5', { b: 'REVOKED' }],
  ['the credential of one is on hold',              [course('a'), course('b', {}, { takenBack: 'SUSPENDED' })], '7.5', { b: 'SUSPENDED' }],
  ['a retake that was revoked makes way',           [{ ...better, takenBack: 'REVOKED' as const }, first], '7.5', { c: 'REVOKED' }],
  ['a later fail takes no pass away',               [failed, first],                                  '7.5',   { a: 'NOT_PASSED' }],
  ['a retake counts once, by its last pass',        [better, first],                                  '7.5',   { b: 'RETAKE' }],
  ['a retake without a date is the earlier one',    [undated(better), first],                         '7.5',   { c: 'RETAKE' }],
  ['the programme counts, its courses do not',      [course('a', { partOf: 'bachelor' }), programme], '180',   { a: 'PART_OF_COUNTED' }],
  ['a course of elsewhere counts beside it',        [course('a'), programme],                         '187.5', {}],
  ['a programme that is not passed hides nothing',  [course('a', { partOf: 'bachelor' }), { ...programme, credits: { ...programme.credits, earning: 'PROVISIONAL' as const } }], '7.5', { programme: 'PROVISIONAL' }],
  ['only the topmost of three counts',              [course('a', { partOf: 'course of b' }), course('b', { partOf: 'bachelor' }), programme], '180', { a: 'PART_OF_COUNTED', b: 'PART_OF_COUNTED' }],
] as const;

it.each(countings)('of the EC: %s', (_what, records, amount, leftOut) => {
  const [line] = studyLoadTotals(records);
  const reasons = (line?.leftOut ?? []).map(({ key, because }) => [key, because]);
  expect([line?.amount, Object.fromEntries(reasons)]).toEqual([amount, leftOut]);
});

const sbu = { unit: 'SBU', amount: '240' } as const;

it('EC and SBU are two lines, and neither is in the other', () => {
  const lines = studyLoadTotals([course('a'), course('b', { load: sbu }), course('c')]);
  expect(lines.map(({ unit, amount, counted }) => [unit, amount, counted])).toEqual([
    ['EC', '15', ['a', 'c']],
    ['SBU', '240', ['b']],
  ]);
});

const creditsOf = (issuer: string): Partial<CreditsFacet> => ({
  load: { unit: 'ISSUER_CREDITS', amount: '3', unitRaw: issuer },
});

it('credits of two issuers are two lines', () => {
  const lines = studyLoadTotals([
    course('a', creditsOf('x.example')),
    course('b', creditsOf('y.example')),
  ]);
  expect(lines.map(({ unitRaw, amount }) => [unitRaw, amount])).toEqual([
    ['x.example', '3'],
    ['y.example', '3'],
  ]);
});

it.each(['SELF', 'IMPORT'] as const)('the word of %s is a total of its own', (assertedBy) => {
  const [line] = studyLoadTotals([course('a'), course('b', {}, { assertedBy })]);
  expect([line?.amount, line?.selfDeclared]).toEqual(['7.5', '7.5']);
});

it('of two passes on one day, the same one counts in whatever order they come', () => {
  const twins = [course('a', { retakeGroup: 'geo' }), course('b', { retakeGroup: 'geo' })];
  const reasons = [twins, twins.toReversed()].map((records) =>
    leftOutReasons(records).get(recordKey('a')),
  );
  expect(reasons[0]).toBe(reasons[1]);
});

it('no records have no lines', () => {
  expect(studyLoadTotals([])).toEqual([]);
});

const groups = ['geo', 'bachelor', 'minor'] as const;
const someCredits: fc.Arbitrary<CreditsFacet> = fc
  .record({
    unit: fc.constantFrom('EC', 'SBU'),
    tenths: fc.integer({ min: 0, max: 600 }),
    earning: fc.oneof(
      { weight: 3, arbitrary: fc.constant('EARNED' as const) },
      fc.constantFrom(...earnings),
    ),
    retakeGroup: fc.oneof(fc.constantFrom(...groups), fc.uuid()),
    isPart: fc.boolean(),
  })
  .map(({ unit, tenths, earning, retakeGroup, isPart }) => ({
    load: { unit, amount: String(tenths / 10) },
    earning,
    retakeGroup,
    ...(isPart && retakeGroup === 'geo' && { partOf: 'bachelor' }),
  }));
const someRecords: fc.Arbitrary<readonly Countable[]> = fc
  .array(
    fc.record({
      credits: someCredits,
      issuedOn: fc.constantFrom('2026-01-31', '2026-03-31'),
      status: fc.constantFrom('CURRENT', 'CURRENT', 'CURRENT', 'SUPERSEDED'),
      assertedBy: fc.constantFrom('INSTITUTION', 'INSTITUTION', 'SELF'),
      takenBack: fc.constantFrom(undefined, undefined, undefined, 'REVOKED', 'SUSPENDED'),
    }),
    { maxLength: 8 },
  )
  .map((records) =>
    records.map((record, n) => present({ ...record, key: recordKey(`record-${n}`) })),
  );
const inTwoOrders = someRecords.chain((records) =>
  fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
);

const sums = (records: readonly Countable[]) =>
  studyLoadTotals(records).map(({ unit, amount, selfDeclared, counted }) => [
    unit,
    amount,
    selfDeclared,
    counted.toSorted(),
  ]);

describe(`totals (seed ${seed})`, () => {
  it('never depend on the order of the records', () => {
    const failure = failureOf(inTwoOrders, ([one, other]) => {
      expect(sums(other)).toEqual(sums(one));
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('add up, per unit, to the records they name and to nothing else', () => {
    const failure = failureOf(someRecords, (records) => {
      for (const { unit, amount, selfDeclared, counted, leftOut } of studyLoadTotals(records)) {
        const named = records.filter(({ key }) => counted.includes(key));
        const tenths = named.reduce(
          (sum, { credits }) => sum + Math.round(Number(credits.load.amount) * 10),
          0,
        );
        expect(Math.round((Number(amount) + Number(selfDeclared)) * 10)).toBe(tenths);
        const ofUnit = records.filter(({ credits }) => credits.load.unit === unit);
        expect([...counted, ...leftOut.map(({ key }) => key)].toSorted()).toEqual(
          ofUnit.map(({ key }) => key).toSorted(),
        );
      }
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('are what they would be without what was taken back or is on hold', () => {
    const failure = failureOf(someRecords, (records) => {
      const standing = records.filter(({ takenBack }) => takenBack === undefined);
      const without = new Map(studyLoadTotals(standing).map((line) => [line.unit, line]));
      for (const { unit, amount, selfDeclared, counted, leftOut } of studyLoadTotals(records)) {
        const { amount: other = '0', selfDeclared: own = '0' } = without.get(unit) ?? {};
        expect([amount, selfDeclared]).toEqual([other, own]);
        for (const { key, status, takenBack } of records) {
          if (takenBack === undefined) continue;
          expect(counted).not.toContain(key);
          const reason = status === 'CURRENT' ? takenBack : status;
          const because = leftOut.find((one) => one.key === key)?.because ?? reason;
          expect(because).toBe(reason);
        }
      }
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('count at most one record of a retake group', () => {
    const failure = failureOf(someRecords, (records) => {
      const counted = studyLoadTotals(records).flatMap((line) => line.counted);
      const tried = records.filter(({ key }) => counted.includes(key));
      // A learner's own word is counted apart from a school's.
      const tries = tried.map(({ assertedBy, credits }) => {
        const own = assertedBy !== 'INSTITUTION' && assertedBy !== 'ISSUER_SIGNED';
        return `${own} ${credits.retakeGroup}`;
      });
      return new Set(tries).size === tried.length;
    });
    expect(failure).toBeUndefined();
  });
});
