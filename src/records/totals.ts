import type { RecordKey } from '../base/index.js';
import type { AssertedBy, CreditsFacet, Earning, RecordStatus } from './record.js';
import { type StudyLoadUnit, sumAmounts, unitKey } from './study-load.js';

/** What counting needs to see of a record; nothing of its grade. */
export interface Countable {
  readonly key: RecordKey;
  readonly status: RecordStatus;
  readonly assertedBy: AssertedBy;
  readonly issuedOn?: string;
  readonly credits: CreditsFacet;
}
export type LeftOutReason =
  | Exclude<Earning, 'EARNED'>
  | 'SUPERSEDED'
  | 'WITHDRAWN'
  | 'RETAKE'
  | 'PART_OF_COUNTED';

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

const ownReason = ({ status, credits }: Countable): LeftOutReason | undefined => {
  if (status !== 'CURRENT') return status;
  return credits.earning === 'EARNED' ? undefined : credits.earning;
};

/** The retake that counts is the source's own last pass; the key breaks ties so that any order gives one answer. */
const laterFirst = (a: Countable, b: Countable): number => {
  const [x, y] = [`${a.issuedOn ?? ''} ${a.key}`, `${b.issuedOn ?? ''} ${b.key}`];
  return x < y ? 1 : x > y ? -1 : 0;
};

/** Said by no school and no issuer of credentials: totalled apart. */
const isOwnWord = ({ assertedBy }: Countable): boolean =>
  assertedBy !== 'INSTITUTION' && assertedBy !== 'ISSUER_SIGNED';

type Wholes = ReadonlyMap<string, string | undefined>;
/** What each that was earned is a part of, as one kind of word has it. */
const wholesIn = (earned: readonly Countable[], own: boolean): Wholes =>
  new Map(
    earned
      .filter((record) => isOwnWord(record) === own)
      .map(({ credits }) => [credits.retakeGroup, credits.partOf]),
  );

/** A part of a part, of a part: no programme is this deep. */
const deepest = 32;

/** Whether something it is a part of is earned too. A source that goes round in circles, or never ends, has no whole. */
function hasCountedWhole({ credits }: Countable, wholes: Wholes): boolean {
  const passed = new Set([credits.retakeGroup]);
  let at = credits.partOf;
  const found = at !== undefined && wholes.has(at);
  for (; at !== undefined && wholes.has(at); at = wholes.get(at)) {
    if (passed.has(at) || passed.size > deepest) return false;
    passed.add(at);
  }
  return found;
}

/** Decides per record: undefined when it counts, else why not (a credit counts once). */
export function leftOutReasons(
  records: readonly Countable[],
): ReadonlyMap<RecordKey, LeftOutReason | undefined> {
  const reasons = new Map<RecordKey, LeftOutReason | undefined>();
  const earned = records.filter((record) => ownReason(record) === undefined).toSorted(laterFirst);
  const counted = new Set<string>();
  const [ofOwn, ofOthers] = [wholesIn(earned, true), wholesIn(earned, false)];
  for (const record of records) reasons.set(record.key, ownReason(record));
  for (const record of earned) {
    // A learner's own word neither counts in a school's place nor takes it away.
    const group = `${isOwnWord(record)} ${record.credits.retakeGroup}`;
    const wholes = isOwnWord(record) ? ofOwn : ofOthers;
    if (hasCountedWhole(record, wholes)) reasons.set(record.key, 'PART_OF_COUNTED');
    else if (counted.has(group)) reasons.set(record.key, 'RETAKE');
    else counted.add(group);
  }
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
