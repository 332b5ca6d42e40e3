import type { Countable } from './countable.js';

/** Said by no school and no issuer of credentials: totalled apart. */
export const isOwnWord = ({ assertedBy }: Pick<Countable, 'assertedBy'>): boolean =>
  assertedBy !== 'INSTITUTION' && assertedBy !== 'ISSUER_SIGNED';

const tryNamed = (own: boolean, group: string): string => `${own} ${group}`;
/** What a record is a try at. A learner's own word neither counts in a school's place nor takes it away. */
export const tryAt = (record: Countable): string =>
  tryNamed(isOwnWord(record), record.credits.retakeGroup);

/** What a try is a part of: as its source says, and as institutions recognise it, which is no learner's word whatever it is about. */
const partsOf = (record: Countable): readonly string[] => {
  const { partOf } = record.credits;
  const own = partOf === undefined ? [] : [tryNamed(isOwnWord(record), partOf)];
  const recognised = (record.recognisedIn ?? []).map((group) => tryNamed(false, group));
  return [...own, ...recognised].filter((whole) => whole !== tryAt(record));
};

type Above = ReadonlyMap<string, readonly string[]>;

/** For each thing that was earned, those it is a part of that were earned too. */
function aboveIn(earned: readonly Countable[]): Above {
  const there = new Set(earned.map(tryAt));
  const above = new Map<string, Set<string>>();
  for (const record of earned) {
    const name = tryAt(record);
    const known = above.get(name) ?? new Set();
    for (const whole of partsOf(record)) if (there.has(whole)) known.add(whole);
    above.set(name, known);
  }
  return new Map([...above].map(([name, wholes]) => [name, [...wholes]]));
}

/** A part of a part, of a part: no programme is this deep. */
const deepest = 32;

/** What leads up, topmost only. What goes round in circles, or never ends, has no whole. */
function topsOver(name: string, above: Above): readonly string[] {
  const passed = new Set([name]);
  const open = [...(above.get(name) ?? [])];
  const tops: string[] = [];
  for (let at = open.pop(); at !== undefined && passed.size <= deepest; at = open.pop()) {
    if (passed.has(at)) continue;
    passed.add(at);
    const higher = above.get(at) ?? [];
    if (higher.length === 0) tops.push(at);
    else open.push(...higher);
  }
  return tops;
}

export type WholesOf = (record: Countable) => readonly string[];

/** The topmost of what a record is a part of that is earned too, each by its name. */
export function wholesIn(earned: readonly Countable[]): WholesOf {
  const above = aboveIn(earned);
  const known = new Map<string, readonly string[]>();
  return (record) => {
    const name = tryAt(record);
    const tops = known.get(name) ?? topsOver(name, above);
    known.set(name, tops);
    return tops;
  };
}
