import type { RecordKey } from '../base/index.js';
import type { Countable } from './countable.js';
import { moreTrusted, togetherBy } from './one-achievement.js';
import type { Earning } from './record.js';
import { type StudyLoadUnit, sumAmounts, unitKey } from './study-load.js';
import { isOwnWord, tryAt, type WholesOf, wholesIn } from './wholes.js';

export type LeftOutReason =
  | Exclude<Earning, 'EARNED'>
  | 'SUPERSEDED'
  | 'WITHDRAWN'
  | 'RETAKE'
  | 'PART_OF_COUNTED'
  | 'SAME_ACHIEVEMENT'
  | 'REVOKED'
  | 'SUSPENDED';

/** One line per unit. Lines are never added to one another. */
export interface StudyLoadTotal {
  readonly unit: StudyLoadUnit;
  readonly unitRaw?: string;
  /** Said by an institution or issuer. Decimal text. */
  readonly amount: string;
  /** The learner's own word, kept apart. Decimal text. */
  readonly selfDeclared: string;
  readonly counted: readonly RecordKey[];
  readonly leftOut: readonly { readonly key: RecordKey; readonly because: LeftOutReason }[];
}

const ownReason = ({ status, takenBack, credits }: Countable): LeftOutReason | undefined => {
  if (status !== 'CURRENT') return status;
  if (takenBack !== undefined) return takenBack;
  return credits.earning === 'EARNED' ? undefined : credits.earning;
};

/** The retake that counts is the source's own last pass; the key breaks ties so that any order gives one answer. */
const laterFirst = (a: Countable, b: Countable): number => {
  const [x, y] = [`${a.issuedOn ?? ''} ${a.key}`, `${b.issuedOn ?? ''} ${b.key}`];
  return x < y ? 1 : x > y ? -1 : 0;
};

type Reasons = Map<RecordKey, LeftOutReason | undefined>;

type Groups = ReadonlyMap<string, readonly Countable[]>;

/** For each achievement, those it is a part of. */
function wholesOfGroups(groups: Groups, together: ReadonlyMap<string, string>, wholes: WholesOf) {
  return (name: string): readonly string[] => {
    const members = groups.get(name) ?? [];
    const isOwn = members.every(isOwnWord);
    return members.flatMap((member) => {
      const above = isOwnWord(member) && !isOwn ? [] : wholes(member);
      const within = above.map((whole) => together.get(whole) ?? whole);
      return within.filter((whole) => whole !== name);
    });
  };
}

/** Whether one leads up to something that is part of nothing: what goes round in circles is within nothing. */
function leadsUp(name: string, wholesOf: (name: string) => readonly string[]): boolean {
  const passed = new Set([name]);
  const open = [...wholesOf(name)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (passed.has(at)) continue;
    passed.add(at);
    const above = wholesOf(at);
    if (above.length === 0) return true;
    open.push(...above);
  }
  return false;
}

/**
 * Of what tells of one achievement the most trusted counts: none where that achievement counts already, as a part of
 * something else.
 */
function countOnce(earned: readonly Countable[], wholes: WholesOf, reasons: Reasons): void {
  const together = togetherBy(earned, tryAt);
  const groups = Map.groupBy(earned, (record) => together.get(tryAt(record)) ?? tryAt(record));
  const wholesOf = wholesOfGroups(groups, together, wholes);
  for (const [name, members] of groups) {
    if (new Set(members.map(tryAt)).size === 1) continue;
    const counting = members.filter(({ key }) => reasons.get(key) === undefined);
    const left = leadsUp(name, wholesOf) ? counting : counting.toSorted(moreTrusted).slice(1);
    for (const { key } of left) reasons.set(key, 'SAME_ACHIEVEMENT');
  }
}

/** Decides per record: undefined when it counts, else why not (a credit counts once). */
export function leftOutReasons(
  records: readonly Countable[],
): ReadonlyMap<RecordKey, LeftOutReason | undefined> {
  const reasons: Reasons = new Map();
  const earned = records.filter((record) => ownReason(record) === undefined).toSorted(laterFirst);
  const counted = new Set<string>();
  const wholes = wholesIn(earned);
  for (const record of records) reasons.set(record.key, ownReason(record));
  for (const record of earned) {
    const group = tryAt(record);
    if (wholes(record).length > 0) reasons.set(record.key, 'PART_OF_COUNTED');
    else if (counted.has(group)) reasons.set(record.key, 'RETAKE');
    else counted.add(group);
  }
  if (records.some(({ credits }) => credits.sameAs !== undefined))
    countOnce(earned, wholes, reasons);
  return reasons;
}

/** Totals over exactly the records given: what a reader may not see is not in them. */
export function studyLoadTotals(records: readonly Countable[]): readonly StudyLoadTotal[] {
  const reasons = leftOutReasons(records);
  const perUnit = Map.groupBy(records, ({ credits }) => unitKey(credits.load));
  return [...perUnit.keys()].toSorted().flatMap((unit) => {
    const members = perUnit.get(unit) ?? [];
    const [first] = members;
    if (first === undefined) return [];
    const counting = members.filter(({ key }) => reasons.get(key) === undefined);
    const loads = (own: boolean) =>
      counting.filter((record) => isOwnWord(record) === own).map(({ credits }) => credits.load);
    const { unit: name, unitRaw } = first.credits.load;
    return {
      unit: name,
      ...(unitRaw !== undefined && { unitRaw }),
      amount: sumAmounts(loads(false)),
      selfDeclared: sumAmounts(loads(true)),
      counted: counting.map(({ key }) => key),
      leftOut: members.flatMap(({ key }) => {
        const because = reasons.get(key);
        return because === undefined ? [] : [{ key, because }];
      }),
    };
  });
}
