import { canonicalJson } from '../base/index.js';
import { blockMark } from './block.js';
import { type ClaimAnswer, isSameClaim } from './claim.js';
import type { Permit } from './plan.js';

/** A claim that policy shares. Without `holds` where the view has no answer, or one of before a block. */
export type AuthorisedClaim = Pick<ClaimAnswer, 'claim'> & Partial<ClaimAnswer>;
/** What a view says of claims, and what was blocked when it was worked out. */
interface Answers {
  readonly claims?: readonly ClaimAnswer[];
  readonly blocks?: string;
}

/** The grant says which claims; the view says no more than whether they hold. */
function answered(permit: Permit, { claims = [], blocks }: Answers): readonly AuthorisedClaim[] {
  const good = blocks === blockMark(permit) ? claims : [];
  return permit.claims.map((claim) => {
    const found = good.find((answer) => isSameClaim(answer.claim, claim));
    return { ...found, claim };
  });
}

/** Asked under two grants, the yes counts: each grant is about its own records. */
function joinClaims(all: readonly AuthorisedClaim[]): readonly AuthorisedClaim[] {
  const perClaim = Map.groupBy(all, ({ claim }) => canonicalJson(claim));
  return [...perClaim.values()].flatMap((same) => {
    const best = same.find(({ holds }) => holds === true) ?? same.find(isUnknown) ?? same[0];
    return best === undefined ? [] : [best];
  });
}
const isUnknown = ({ holds }: AuthorisedClaim): boolean => holds === undefined;

/** What views say of the claims that their grants name. */
export const sharedClaims = (
  read: readonly { readonly permit: Permit; readonly view: Answers }[],
): readonly AuthorisedClaim[] =>
  joinClaims(read.flatMap(({ permit, view }) => answered(permit, view)));
