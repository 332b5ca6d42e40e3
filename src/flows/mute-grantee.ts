import { asWebId, Fault, type WebId } from '../base/index.js';
import { actorOf } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** Whether a learner hears of requests by somebody. */
export interface MuteChange {
  readonly grantee: WebId;
  readonly muted: boolean;
}

/**
 * A learner wants to hear no requests of somebody, or wants to again. What that person may read stays as it is, and
 * they are told nothing.
 */
export async function muteGrantee(
  house: House,
  caller: Caller,
  named: string,
  muted: boolean,
): Promise<MuteChange> {
  const learner = await ownLearner(house, caller);
  const grantee = asWebId(named);
  if (grantee === undefined) throw new Fault('BadInput', 'Name the grantee by their WebID.');
  await house.ledger.requests.mute(learner.id, { grantee, muted, actor: actorOf(caller) });
  return { grantee, muted };
}
