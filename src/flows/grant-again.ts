import { Fault, type GrantId } from '../base/index.js';
import { actorOf, type ConsentChange, podState, whyNot } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownGrant } from './take-back.js';

/**
 * A learner thinks better of a stop of a moment ago: a new grant on the same terms. What they hid meanwhile stays hidden,
 * and a young learner's guardian says yes anew.
 * @throws Fault `NotFound` for any other grant.
 */
export async function grantAgain(
  house: House,
  caller: Caller,
  id: GrantId,
): Promise<ConsentChange> {
  const { learner, grant: from } = await ownGrant(house, caller, id);
  const made = await house.ledger.grants.again(learner.id, { from, actor: actorOf(caller) });
  if (made === undefined) throw new Fault('NotFound', 'This grant cannot come back.');
  if (!('id' in made)) throw whyNot(made.kind);
  const pod = made.kind === 'made' ? await podState(house, made.work) : 'PENDING';
  return { grantId: made.id, pod };
}
