import type { RecordKey } from '../base/index.js';
import type { AssertedBy, CreditsFacet, Earning, RecordStatus } from './record.js';
import { sumAmounts, type StudyLoadUnit, unitKey } from './study-load.js';

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

/** Decides per record: undefined when it counts, else why not (RULES E5: a credit counts once). */
export function leftOutReasons(
  records: readonly Countable[],
): ReadonlyMap<RecordKey, LeftOutReason | undefined> {
  const reasons = new Map<RecordKey, LeftOutReason | undefined>();
  const earned = records.filter((record) => ownReason(record) === undefined).toSorted(laterFirst);
  const groups = new Set(earned.map(({ credits }) => credits.retakeGroup));
  const counted = new Set<string>();
  for (const record of records) reasons.set(record.key, ownReason(record));
  for (const { key, credits } of earned) {
    if (credits.partOf !== undefined && groups.has(credits.partOf)) {
      reasons.set(key, 'PART_OF_COUNTED');
    } else if (counted.has(credits.retakeGroup)) {
      reasons.set(key, 'RETAKE');
    } else {
      counted.add(credits.retakeGroup);
    }
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
      counting
        .filter(({ assertedBy }) => (assertedBy === 'SELF' || assertedBy === 'IMPORT') === own)
        .map(({ credits }) => credits.load);
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
