import type { Purpose } from '../../../../schema/generated/graphql.js';

/** As whom somebody proposes, to whom. */
export interface Proposer {
  readonly learner: string;
  readonly purpose: Purpose;
  /** So many looks are given, and each thing done here is one. */
  readonly isCounted: boolean;
}
