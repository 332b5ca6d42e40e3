import { Fault, type RecordKey } from '../base/index.js';
import { keysOfAssociation } from '../institutions/index.js';
import { withdrawnMark } from '../ledger/index.js';
import { markOf } from './archive-tools.js';
import { actorOf, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { legible } from './plain-text.js';
import { type PushAnswer, type WriteAccess, writeAccessOf } from './push-results.js';
import { recognitionKeyOf } from './recognition-record.js';
import { withdrawalOf } from './withdrawal.js';

/** Characters of a reason. */
const mostOfReason = 500;

export interface WithdrawalAsked {
  /** A WebID, or the id we gave this institution. */
  readonly learner: string;
  /** Or the id of a recognition. */
  readonly associationId: string;
  /** In the institution's own words, for the learner. */
  readonly reason: string;
}

/** @returns undefined where the learner's policy moved meanwhile. */
async function withdraw(
  house: House,
  caller: Caller,
  { learner, desk, under }: WriteAccess,
  { keys, reason }: { readonly keys: readonly RecordKey[]; readonly reason: string },
) {
  const delivery = withdrawalOf(learner.id, desk.id, { keys, reason }, new Date());
  const gone = {
    delivery,
    mark: markOf(house, learner, delivery),
    about: keys,
    hashes: new Map(keys.map((key) => [key, withdrawnMark])),
  };
  return house.ledger.deliveries.acceptUnder(learner.id, {
    actor: actorOf(caller),
    institution: desk.id,
    deliveries: [gone],
    channel: 'PUSH',
    under,
  });
}

/**
 * An institution takes back an association that it delivered, or a recognition, and says why: its records are WITHDRAWN, in no total, and their
 * history stays. Taken back already, it stays as it is.
 * @throws Fault `BadInput` for a reason that says nothing or too much; `Conflict` when the learner's policy moved meanwhile.
 */
export async function withdrawResults(
  house: House,
  caller: Caller,
  asked: WithdrawalAsked,
): Promise<PushAnswer> {
  const access = await writeAccessOf(house, caller, asked.learner);
  if (access === undefined) return { kind: 'FORBIDDEN' };
  const { learner, desk } = access;
  const { associationId } = asked;
  const reason = legible(asked.reason);
  if (reason === '' || reason.length > mostOfReason) {
    throw new Fault('BadInput', 'Say why, in at most 500 characters: the learner reads it.');
  }
  const known = await house.ledger.deliveries.known(learner.id);
  const named = [
    ...keysOfAssociation(desk, associationId),
    recognitionKeyOf(desk.id, associationId),
  ];
  const all = named.filter((key) => known.has(key));
  if (all.length === 0) return { kind: 'UNKNOWN' };
  // What was taken back before keeps the reason that it has.
  const open = all.filter((key) => known.get(key)?.hash !== withdrawnMark);
  const keys = open.length > 0 ? open : all;
  const accepted = await withdraw(house, caller, access, { keys, reason });
  if (accepted === undefined) {
    throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
  }
  const pod = await podState(house, accepted.work);
  const changed = accepted.changed.length;
  return { kind: 'TAKEN', learner: learner.id, associationId, records: all.length, changed, pod };
}
