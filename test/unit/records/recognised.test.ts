/** What an institution lets count for a programme of its own, and what that is in totals. */
import { describe, expect, it } from 'vitest';
import { institutionId, recordKey } from '../../../src/base/index.js';
import { buildView } from '../../../src/consent/index.js';
import {
  type AssertedBy,
  creditGroupOf,
  type RecordStatus,
  type RecordVersion,
  recognisedIn,
  recognitionIn,
  recognitionTitle,
} from '../../../src/records/index.js';
import { recognitionOf } from '../../fixtures/recognitions.js';
import { grant, result } from '../../fixtures/records.js';
import { totalsIn } from '../../fixtures/samiras-world.js';

const linde = { id: institutionId('linde.example'), name: [{ language: 'nl', value: 'De Linde' }] };
const eik = { id: institutionId('eik.example'), name: [{ language: 'nl', value: 'De Eik' }] };

const course = (
  key: string,
  { group = key, assertedBy = 'INSTITUTION' }: { group?: string; assertedBy?: AssertedBy } = {},
): RecordVersion =>
  result({
    key: recordKey(key),
    core: { institution: eik, assertedBy },
    credits: { load: { unit: 'EC', amount: '5' }, retakeGroup: group },
  });
const programmeOf = (id: string, school = linde): RecordVersion =>
  result({
    key: recordKey(`programme ${id}`),
    core: { institution: school, kind: 'PROGRAMME' },
    credits: {
      load: { unit: 'EC', amount: '180' },
      retakeGroup: creditGroupOf(school.id, 'program', id),
    },
  });
const said = (
  record: string,
  programme: string,
  {
    school = linde,
    status = 'CURRENT',
    assertedBy = 'INSTITUTION',
  }: {
    school?: typeof linde;
    status?: RecordStatus;
    assertedBy?: AssertedBy;
  } = {},
): RecordVersion => {
  const what = { key: recordKey(record), title: [{ language: 'nl', value: 'Ethiek' }] };
  const { key, facets } = recognitionOf(school, programme, what);
  const core = { ...facets.core, assertedBy };
  return {
    key,
    version: 1,
    status,
    receivedAt: '2026-11-01T10:00:00Z',
    delivery: 'd',
    facets: { ...facets, core },
  };
};
const bachelor = programmeOf('b');
const sums = (records: readonly RecordVersion[]) =>
  totalsIn(records).map(({ amount, selfDeclared, leftOut }) => [
    amount,
    selfDeclared,
    Object.fromEntries(leftOut.map(({ key, because }) => [key, because])),
  ]);
const part = 'PART_OF_COUNTED';

// biome-ignore format: a table is read in columns
const countings = [
  // what                                              records                                                      EC     own   left out
  ['is a part of its programme',                       [course('a'), said('a', 'b'), bachelor],                     '180', '0', { a: part }],
  ['counts itself where the programme is not done',    [course('a'), said('a', 'b')],                               '5',   '0', {}],
  ['stays a part with a resit of it',                  [course('a', { group: 'x' }), course('c', { group: 'x' }), said('a', 'b'), bachelor], '180', '0', { a: part, c: part }],
  ['counts itself after the word was taken back',      [course('a'), said('a', 'b', { status: 'WITHDRAWN' }), bachelor], '185', '0', {}],
  ['counts itself where the learner says it',          [course('a'), said('a', 'b', { assertedBy: 'SELF' }), bachelor],  '185', '0', {}],
  ['counts itself where a file says it',               [course('a'), said('a', 'b', { assertedBy: 'IMPORT' }), bachelor], '185', '0', {}],
  ['counts itself where another school says it of its own', [course('a'), said('a', 'b', { school: eik }), bachelor], '185', '0', {}],
  ['is no whole of itself',                            [said('programme b', 'b'), bachelor],                        '180', '0', {}],
  ['is a part too where nobody but the learner told it', [course('a', { assertedBy: 'IMPORT' }), said('a', 'b'), bachelor], '180', '0', { a: part }],
  ['is a part of two programmes once',                 [course('a'), said('a', 'b'), said('a', 'c'), bachelor, programmeOf('c')], '360', '0', { a: part }],
] as const;

it.each(countings)('what is recognised %s', (_what, records, amount, own, leftOut) => {
  expect(sums(records)).toEqual([[amount, own, leftOut]]);
  expect(sums(records.toReversed())).toEqual([[amount, own, leftOut]]);
});

it('two schools that recognise each other’s programmes for their own take nothing away', () => {
  const theirs = programmeOf('e', eik);
  const both = [
    bachelor,
    theirs,
    said('programme b', 'e', { school: eik }),
    said('programme e', 'b'),
  ];
  expect(sums(both)).toEqual([['360', '0', {}]]);
});

it('a programme of another institution is recognised by nobody, whatever a pod says', () => {
  const { status, facets } = said('a', 'b');
  const { core } = facets;
  expect(recognitionIn({ status, core })?.programmeId).toBe('b');
  expect(recognitionIn({ status, core: { ...core, institution: eik } })).toBeUndefined();
  expect(recognisedIn([{ status, core: { ...core, institution: eik } }])).toEqual(new Map());
});

it('a claim counts as totals do', () => {
  const claim = { kind: 'STUDY_LOAD', unit: 'EC', atLeast: '185' } as const;
  const terms = grant({ scope: [], claims: [claim], includeFuture: true });
  const holds = (records: readonly RecordVersion[]) =>
    buildView(terms, records, {}).claims?.map((answer) => answer.holds);
  expect(holds([course('a'), bachelor])).toEqual([true]);
  expect(holds([course('a'), said('a', 'b'), bachelor])).toEqual([false]);
});

describe('what it is called', () => {
  it('names what counts, in the languages that there are', () => {
    const programme = [
      { language: 'nl', value: 'Verpleegkunde' },
      { language: 'en', value: 'Nursing' },
    ];
    expect(recognitionTitle(programme, [{ language: 'nl', value: 'Ethiek' }])).toEqual([
      { language: 'nl', value: 'Telt mee: Ethiek voor Verpleegkunde' },
      { language: 'en', value: 'Counts: Ethiek for Nursing' },
    ]);
    expect(recognitionTitle(programme).map(({ value }) => value)).toEqual([
      'Telt mee voor Verpleegkunde',
      'Counts for Nursing',
    ]);
  });
});
