import { Fault, type GrantId } from '../base/index.js';
import type { Selector } from '../consent/index.js';
import type { BlockRow } from '../ledger/index.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

export interface BlockChange {
  readonly id: string;
  /** A block holds at once; whether the views in the pod hold no more than it leaves, too. */
  readonly pod: PodState;
}
const mostBlocks = 100;

/** A learner hides part of their records from everybody, but for the grants they name. It counts when this returns. */
export async function blockRecords(
  house: House,
  caller: Caller,
  scope: readonly Selector[],
  exceptGrants: readonly GrantId[],
): Promise<BlockChange> {
  const { id: learner } = await ownLearner(house, caller);
  if (scope.length === 0) throw new Fault('BadInput', 'Say which records you hide.');
  const { blocks, grants } = house.ledger;
  const own = new Set((await grants.ofLearner(learner)).map(({ id }) => id));
  if (!exceptGrants.every((id) => own.has(id))) {
    throw new Fault('NotFound', 'This grant is not yours.');
  }
  if ((await blocks.ofLearner(learner)).length >= mostBlocks) {
    throw new Fault('BadInput', 'That is more than can be kept apart: hide in fewer steps.');
  }
  const made = await blocks.block(learner, { scope, exceptGrants, actor: actorOf(caller) });
  if (made === undefined) throw new Fault('NotFound', 'There is no such learner.');
  return { id: made.id, pod: await podState(house, made.work) };
}

export async function unblockRecords(
  house: House,
  caller: Caller,
  id: string,
): Promise<BlockChange> {
  const learner = await ownLearner(house, caller);
  const work = await house.ledger.blocks.unblock(learner.id, { id, actor: actorOf(caller) });
  if (work === undefined) throw new Fault('NotFound', 'This is not hidden by you.');
  return { id, pod: await podState(house, work) };
}

export const myBlocks = async (house: House, caller: Caller): Promise<readonly BlockRow[]> =>
  house.ledger.blocks.ofLearner((await ownLearner(house, caller)).id);
