import { canonicalJson, present, type RecordKey } from '../../base/index.js';
import type { Attempt, IncomingRecord, RecordFacets, SpecialFacet } from '../../records/index.js';

/** A result with what tells whether it is a try at the same test as another. */
export interface Tried extends IncomingRecord {
  /** Opaque name of the test; absent for what is no test, or no try of which the number is known. */
  readonly test?: string;
}

/** One result as one try, or as those it has already. */
function attemptsOf({ core, assessment }: RecordFacets): readonly Attempt[] {
  if (assessment?.attempts !== undefined) return assessment.attempts;
  if (assessment?.attempt === undefined) return [];
  const { attempt, state, pass, score, final, rawScore, maxRawScore, testedOn } = assessment;
  const { issuedOn } = core;
  return [
    present({ attempt, state, pass, score, final, rawScore, maxRawScore, testedOn, issuedOn }),
  ];
}

const textsIn = (special: SpecialFacet | undefined, name: string) =>
  [special?.[name]].flat().filter((text) => text !== undefined);

/** What was said of any try stays said. */
function specialOf(tries: readonly RecordFacets[]): SpecialFacet | undefined {
  const last = tries.at(-1)?.special;
  const all = [...new Set(tries.flatMap(({ special }) => textsIn(special, 'irregularities')))];
  const [only] = all;
  if (only === undefined) return last;
  return { ...last, irregularities: all.length === 1 ? only : all };
}

function evidenceOf(tries: readonly RecordFacets[]): RecordFacets['evidence'] {
  const documents = tries.flatMap(({ evidence }) => evidence?.documents ?? []);
  const distinct = [...new Map(documents.map((each) => [canonicalJson(each), each])).values()];
  return distinct.length === 0 ? undefined : { documents: distinct };
}

/**
 * Several tries as one result: what the last one says, with all of them beside it. A later fail does not take away the
 * credit that an earlier try earned.
 * @param tries in order, two or more.
 */
export function joined(tries: readonly RecordFacets[]): RecordFacets {
  const [last, ...earlier] = tries.toReversed();
  if (last?.assessment === undefined || earlier.length === 0) {
    throw new TypeError('one try is no several');
  }
  const earned = [last, ...earlier].find(({ credits }) => credits?.earning === 'EARNED');
  return present({
    ...last,
    assessment: { ...last.assessment, attempts: tries.flatMap(attemptsOf) },
    credits: (earned ?? last).credits,
    evidence: evidenceOf(tries),
    special: specialOf(tries),
  });
}

const numberOf = ({ facets }: IncomingRecord): number => facets.assessment?.attempt ?? 0;

function oneResult(tries: readonly Tried[]): readonly IncomingRecord[] {
  const ordered = tries.toSorted((a, b) => numberOf(a) - numberOf(b));
  const numbers = new Set(ordered.map(numberOf));
  const [first, second] = ordered;
  if (first === undefined || second === undefined || numbers.size < ordered.length) return tries;
  const facets = ordered.map((each) => each.facets);
  const whole = joined(facets);
  const { identifiers } = first.facets;
  // The first try was there first, and by its id: the result keeps that key as it goes on.
  const { connector, sourceId } = identifiers;
  return [
    {
      key: first.key,
      facets: { ...whole, identifiers: { ...whole.identifiers, connector, sourceId } },
      isJoined: true,
    },
  ];
}

export interface OneResultPerTest {
  readonly records: readonly IncomingRecord[];
  /** Results that were named alone before, it may be, and are in another now. */
  readonly absorbed: readonly RecordKey[];
}

/** Tries at one test that a page names apart are one result, under the key of the first of them. */
export function withOneResultPerTest(records: readonly Tried[]): OneResultPerTest {
  const tests = Map.groupBy(records, ({ test, key }) => test ?? key);
  const results = new Map<RecordKey, readonly IncomingRecord[]>();
  for (const tries of tests.values()) {
    const [first] = tries;
    if (first !== undefined) results.set(first.key, tries.length === 1 ? tries : oneResult(tries));
  }
  const found = records
    .flatMap(({ key }) => results.get(key) ?? [])
    .map(({ key, facets, isJoined }) => present({ key, facets, isJoined }));
  const keys = new Set(found.map(({ key }) => key));
  return { records: found, absorbed: records.flatMap(({ key }) => (keys.has(key) ? [] : [key])) };
}
