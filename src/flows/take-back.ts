import { canonicalJson, Fault, type GrantId } from '../base/index.js';
import { isNoMore, type NarrowableTerms, sharesNothing, writerOf } from '../consent/index.js';
import type { GrantRow } from '../ledger/index.js';
import { actorOf, type ConsentChange, type PodState, podState } from './change-consent.js';
import { refuseEmpty } from './grant-terms.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** A learner takes access back. It counts when this returns, whatever the pod says about itself. */
export async function revokeGrant(
  house: House,
  caller: Caller,
  id: GrantId,
): Promise<ConsentChange> {
  const learner = await ownLearner(house, caller);
  const ended = await house.ledger.grants.revoke(learner.id, id, actorOf(caller));
  if (ended === undefined) throw new Fault('NotFound', 'This grant is not yours.');
  if (ended.work !== undefined) return { grantId: id, pod: await podState(house, ended.work) };
  // Ended before: the pod may still have to follow.
  return { grantId: id, pod: (await house.ledger.grants.byId(id))?.pod ?? 'PENDING' };
}

/** @throws Fault `NotFound` when it is not the caller's own. */
export async function ownGrant(house: House, caller: Caller, id: GrantId) {
  const learner = await ownLearner(house, caller);
  const grant = await house.ledger.grants.byId(id);
  if (grant === undefined || grant.learner !== learner.id) {
    throw new Fault('NotFound', 'This grant is not yours.');
  }
  return { learner, grant };
}

/** What is to be left of a grant; what is not named stays as it is. */
export type Less = { readonly [Term in keyof NarrowableTerms]?: NarrowableTerms[Term] };

export const termsIn = (grant: GrantRow): NarrowableTerms => {
  const { clients, scope, claims, facets, personFacets } = grant;
  const { validUntil, includeFuture, maxSessions } = grant;
  const counted = maxSessions === undefined ? {} : { maxSessions };
  return { clients, scope, claims, facets, personFacets, validUntil, includeFuture, ...counted };
};

/** To compare terms by: a date is its text there. */
const textOf = ({ validUntil, ...terms }: NarrowableTerms): string =>
  canonicalJson({ ...terms, validUntil: validUntil.toISOString() });

/** A learner takes part of a grant back. It counts when this returns; the grant goes on as its next version. */
export async function narrowGrant(
  house: House,
  caller: Caller,
  id: GrantId,
  less: Less,
): Promise<ConsentChange> {
  const { learner, grant: from } = await ownGrant(house, caller, id);
  const before = termsIn(from);
  const terms = { ...before, ...less };
  if (writerOf(from) === undefined) refuseEmpty(terms);
  else if (!sharesNothing(terms)) {
    throw new Fault('BadInput', 'Of a grant to write you can take back apps, or time.');
  }
  if (!isNoMore(terms, before)) {
    throw new Fault('BadInput', 'You can make this less, not more: for more, share anew.');
  }
  if (terms.validUntil <= new Date()) throw new Fault('BadInput', 'The end date must lie ahead.');
  if (textOf(terms) === textOf(before)) {
    throw new Fault('BadInput', 'This is what you share already: say what you take back.');
  }
  const narrowing = { from, terms, actor: actorOf(caller) };
  const work = await house.ledger.grants.narrow(learner.id, narrowing);
  if (work === undefined)
    throw new Fault('Conflict', 'This grant has changed or ended: look again.');
  return { grantId: id, pod: await podState(house, work) };
}

/** What a learner did to all their grants at once. */
export interface Pause {
  readonly paused: boolean;
  readonly pod: PodState;
}

/** Nobody sees anything from when this returns, until the learner resumes. */
export async function pauseAll(house: House, caller: Caller, paused: boolean): Promise<Pause> {
  const { id } = await ownLearner(house, caller);
  const { grants } = house.ledger;
  const actor = actorOf(caller);
  const work = await (paused ? grants.pauseAll(id, actor) : grants.resumeAll(id, actor));
  return { paused, pod: await podState(house, work ?? []) };
}
