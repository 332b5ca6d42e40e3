/**
 * consent: what a learner allowed, and nothing more. Grants, the plan an ask compiles to, the permit without which
 * no view can be read, and the view itself. Pure and total: no clock, no network, no throw.
 */
export {
  type Block,
  type Blocked,
  underBlocks,
} from './block.js';
export {
  type Claim,
  type ClaimAnswer,
  type ClaimKind,
  claimKinds,
  heldTypes,
  mostClaims,
} from './claim.js';
export { claimGrounds, type WordOf } from './claim-answers.js';
export {
  type ClusterName,
  clusterNames,
  clusters,
  clustersInScope,
  isNoMoreThan,
  scopeOfCluster,
  termsOfClusters,
} from './cluster.js';
export { type Grant, type GrantTerms, viewOf } from './grant.js';
export {
  type Ask,
  type AssertedRole,
  delegateKey,
  type Grantee,
  type GranteeKind,
  granteeKey,
  type Role,
  roleLifeMs,
} from './grantee.js';
export { aloneFrom, needsCosigning } from './guardian.js';
export {
  type GrantEvent,
  type GrantState,
  grantStates,
  nextState,
  statesBefore,
} from './lifecycle.js';
export { isNoMore, type NarrowableTerms } from './narrow.js';
export {
  type AccessPlan,
  compilePlan,
  type Decision,
  grantsIn,
  type Permit,
  type Policy,
  planShows,
  type Refusal,
} from './plan.js';
export { type ShownFacets } from './proof-links.js';
export { type GrantablePurpose, isPurpose, type Purpose, purposes } from './purpose.js';
export {
  closeFacets,
  facetsOf,
  type ScopedTerms,
  type Selectable,
  showsSignedApart,
} from './scope.js';
export { type Selector } from './selector.js';
export type { AuthorisedClaim } from './shared-claims.js';
export {
  type AuthorisedRecord,
  type AuthorisedView,
  authorisedView,
  buildView,
  type GrantView,
  partsShown,
  type ShownRecord,
  type SignedPlace,
} from './view.js';
export { mayWrite, sharesNothing, type WriteDecision, writePurpose, writerOf } from './write.js';
