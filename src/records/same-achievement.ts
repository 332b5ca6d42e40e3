import type { RecordKey } from '../base/index.js';

/** What a learner said of two records: one achievement, told twice, or not; UNDONE takes back whichever it was. */
export const sameWords = ['SAME', 'NOT_THE_SAME', 'UNDONE'] as const;
export type SameWord = (typeof sameWords)[number];

/** Two records, in the order of their keys. */
export type RecordPair = readonly [RecordKey, RecordKey];
export interface SameDecision {
  readonly records: RecordPair;
  readonly said: SameWord;
  /** ISO 8601 instant: of two words about the same pair the later one stands. */
  readonly at: string;
}

export const pairOf = (a: RecordKey, b: RecordKey): RecordPair => (a < b ? [a, b] : [b, a]);
export const pairName = ([a, b]: RecordPair): string => `${a} ${b}`;

const rank = ({ at, said }: SameDecision): string => `${at} ${sameWords.indexOf(said)}`;

/**
 * The last word on each pair, in the order of pairs. Whatever order they come in, and however often, the same words give
 * the same.
 */
export function lastWords(said: readonly SameDecision[]): readonly SameDecision[] {
  const last = new Map<string, SameDecision>();
  for (const one of said) {
    const name = pairName(one.records);
    const known = last.get(name);
    if (known === undefined || rank(known) < rank(one)) last.set(name, one);
  }
  return [...last.keys()].toSorted().flatMap((name) => last.get(name) ?? []);
}
