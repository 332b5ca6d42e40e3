/**
 * consent: what a learner allowed, and nothing more. Grants, the plan an ask compiles to, the permit without which
 * no view can be read, and the view itself. Pure and total: no clock, no network, no throw.
 */
export {
  type Grant,
  type GrantState,
  type GrantTerms,
  grantStates,
  type Selector,
  viewOf,
} from './grant.js';
export { isNoMore, type NarrowableTerms } from './narrow.js';
export {
  type AccessPlan,
  type Ask,
  compilePlan,
  type Decision,
  grantsIn,
  type Permit,
  type Policy,
  planShows,
  type Refusal,
} from './plan.js';
export { type GrantablePurpose, isPurpose, type Purpose, purposes } from './purpose.js';
export { closeFacets, facetsOf, type ScopedTerms, type Selectable } from './scope.js';
export {
  type AuthorisedRecord,
  type AuthorisedView,
  authorisedView,
  buildView,
  type GrantView,
  type ShownFacets,
  type ShownRecord,
} from './view.js';
