import { present, type RecordKey } from '../base/index.js';
import { type Comparable, type Identified, pairsAlike, pairsByIds } from './alike.js';
import type { RecordVersion } from './record.js';
import { pairName, type RecordPair, type SameDecision, type SameWord } from './same-achievement.js';

/** Why two records count as one, or that it can be asked. BY_IDS: their sources say so. ASKED: nobody said anything yet. */
export const sameStates = ['ASKED', 'SAME', 'NOT_THE_SAME', 'BY_IDS'] as const;
export type SameState = (typeof sameStates)[number];
export interface SamePair {
  readonly records: RecordPair;
  readonly state: SameState;
}

const said = (decisions: readonly SameDecision[]): ReadonlyMap<string, SameWord> =>
  new Map(decisions.map(({ records, said: word }) => [pairName(records), word]));

/** What a learner said stands over what ids say; what they took back says nothing. */
function linked(byIds: readonly RecordPair[], decisions: readonly SameDecision[]) {
  const words = said(decisions);
  const kept = byIds.filter((pair) => words.get(pairName(pair)) !== 'NOT_THE_SAME');
  const told = decisions.filter((one) => one.said === 'SAME').map(({ records }) => records);
  return [...new Map([...kept, ...told].map((pair) => [pairName(pair), pair])).values()];
}

/** Pairs that tell of one achievement: by ids, unless the learner says no, and by the learner's word. */
export const samePairs = (
  records: readonly Identified[],
  decisions: readonly SameDecision[],
): readonly RecordPair[] => linked(pairsByIds(records), decisions);

function stateOf(word: SameWord | undefined, byIds: boolean): SameState {
  if (word === 'SAME' || word === 'NOT_THE_SAME') return word;
  return byIds ? 'BY_IDS' : 'ASKED';
}

/** What is asked of a learner, and what was settled: each pair of records that are there. */
export function sameQuestions(
  records: readonly Comparable[],
  byIds: readonly RecordPair[],
  decisions: readonly SameDecision[],
): readonly SamePair[] {
  const words = said(decisions);
  const there = new Set(records.map(({ key }) => key));
  const settled = decisions.filter((one) => one.said !== 'UNDONE').map((one) => one.records);
  const ids = new Set(byIds.map(pairName));
  const all = [...pairsAlike(records), ...byIds, ...settled];
  const pairs = new Map(all.map((pair) => [pairName(pair), pair]));
  return [...pairs.keys()].toSorted().flatMap((name) => {
    const pair = pairs.get(name);
    if (pair === undefined || !pair.every((key) => there.has(key))) return [];
    return [{ records: pair, state: stateOf(words.get(name), ids.has(name)) }];
  });
}

export interface SameLink {
  readonly sameAs: readonly RecordKey[];
  readonly sameSince: string;
}

/** For each record of a pair, the others; and since when it was told. */
export function sameLinks(
  pairs: readonly RecordPair[],
  firstCame: ReadonlyMap<RecordKey, string>,
): ReadonlyMap<RecordKey, SameLink> {
  const others = new Map<RecordKey, Set<RecordKey>>();
  const name = (of: RecordKey, other: RecordKey) =>
    others.set(of, (others.get(of) ?? new Set()).add(other));
  for (const [a, b] of pairs.filter((pair) => pair.every((key) => firstCame.has(key)))) {
    name(a, b);
    name(b, a);
  }
  return new Map(
    [...others].map(([key, found]) => [
      key,
      { sameAs: [...found].toSorted(), sameSince: firstCame.get(key) ?? '' },
    ]),
  );
}

/** When each record first came, whatever was said of it since. */
export function firstReceipts(
  versions: readonly Pick<RecordVersion, 'key' | 'receivedAt'>[],
): ReadonlyMap<RecordKey, string> {
  const first = new Map<RecordKey, string>();
  for (const { key, receivedAt } of versions) {
    const known = first.get(key);
    if (known === undefined || receivedAt < known) first.set(key, receivedAt);
  }
  return first;
}

const comparable = ({ key, status, facets }: RecordVersion): Identified =>
  present({
    key,
    status,
    core: facets.core,
    credits: facets.credits,
    identifiers: facets.identifiers,
  });

/**
 * All versions of one learner's records, each with what it is the same as. All versions of a record alike: that it is the
 * same as another is no news about it.
 */
export function withSame(
  versions: readonly RecordVersion[],
  decisions: readonly SameDecision[],
): readonly RecordVersion[] {
  const standing = versions.filter(({ status }) => status !== 'SUPERSEDED').map(comparable);
  const links = sameLinks(samePairs(standing, decisions), firstReceipts(versions));
  if (links.size === 0) return versions;
  return versions.map((version) => {
    const { credits, ...facets } = version.facets;
    const link = links.get(version.key);
    if (credits === undefined || link === undefined) return version;
    return { ...version, facets: { ...facets, credits: { ...credits, ...link } } };
  });
}
