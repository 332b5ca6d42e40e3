import { canonicalJson } from '../base/index.js';
import type { AssertedBy, RecordType, StudyLoadUnit } from '../records/index.js';

/** Types that are held by nature: whoever has such a record has reached it. */
export const heldTypes = [
  'DIPLOMA',
  'MICROCREDENTIAL',
  'CERTIFICATE',
] as const satisfies RecordType[];

/**
 * A yes or no about a learner's records, without the records. What is asked stands here and nowhere else: whoever reads
 * the answer cannot choose it, or they would find the rest by trying.
 */
export type Claim =
  | {
      readonly kind: 'STUDY_LOAD';
      readonly unit: StudyLoadUnit;
      /** Decimal text, in that unit. */
      readonly atLeast: string;
      /** Counting only records at or above this EQF level. */
      readonly levelMin?: number;
    }
  | {
      readonly kind: 'HOLDS';
      readonly recordType: (typeof heldTypes)[number];
      readonly levelMin?: number;
    }
  | {
      readonly kind: 'SKILL';
      /** As the record names it, in any of its languages. */
      readonly skill: string;
    };
export type ClaimKind = Claim['kind'];
export const claimKinds = ['STUDY_LOAD', 'HOLDS', 'SKILL'] as const satisfies ClaimKind[];

/** Most claims in one grant: many of them over one scope would add up to the records themselves. */
export const mostClaims = 5;

/** No count, no ids, no distance. */
export interface ClaimAnswer {
  readonly claim: Claim;
  readonly holds: boolean;
  /** Whose word it stands on; absent where it does not hold. */
  readonly basis?: AssertedBy;
}

export const isSameClaim = (a: Claim, b: Claim): boolean => canonicalJson(a) === canonicalJson(b);
