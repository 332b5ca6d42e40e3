import { Fault, type GrantId } from '../base/index.js';
import { actorOf, type ConsentChange, podState } from './change-consent.js';
import { endOf } from './grant-terms.js';
import type { Caller, House } from './house.js';
import { ownGrant, termsIn } from './take-back.js';

/**
 * A learner lets a grant last longer. Its next version: everything else stays, so the grantee reads on without a break.
 * @param until counted from now, as a new grant's end is.
 */
export async function extendGrant(
  house: House,
  caller: Caller,
  id: GrantId,
  until: Date,
): Promise<ConsentChange> {
  const { learner, grant: from } = await ownGrant(house, caller, id);
  const validUntil = endOf(house, new Date(), { ...from, until });
  if (validUntil <= from.validUntil) {
    throw new Fault('BadInput', 'It lasts until then already: choose a later end date.');
  }
  const terms = { ...termsIn(from), validUntil };
  const work = await house.ledger.grants.extend(learner.id, {
    from,
    terms,
    actor: actorOf(caller),
  });
  if (work === undefined)
    throw new Fault('Conflict', 'This grant has changed or ended: share anew.');
  return { grantId: id, pod: await podState(house, work) };
}
