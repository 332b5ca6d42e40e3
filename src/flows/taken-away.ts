import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { isItself } from '../pod/index.js';
import type { Workshop } from './house.js';

/** Of a pod that does not know itself nothing is believed, and nothing leaves until it was asked again. */
async function mustBeItself({ build, ledger }: Workshop, { id, storage }: LearnerRow) {
  if (await isItself(build, storage)) return;
  await ledger.copies.hold(id);
  throw new Fault('PodUnreachable', 'the pod does not show what must be there');
}

/**
 * Whether a pod that is itself says no, this once. What is over has no way back, so a no is the learner's when it was said
 * twice, with `betweenTwoNoes` between.
 * @param stands asks the pod whether all is as agreed.
 * @throws Fault `PodUnreachable` where that cannot be known; the learner's grants are held meanwhile.
 */
export async function saysNo(
  shop: Workshop,
  learner: LearnerRow,
  stands: () => Promise<boolean>,
): Promise<boolean> {
  if (await stands()) return false;
  await mustBeItself(shop, learner);
  return true;
}

export const betweenTwoNoes = (): Promise<void> => sleep(3000);

/** Both noes. @throws Fault `PodUnreachable` as `saysNo`. */
export async function wasTakenAway(
  shop: Workshop,
  learner: LearnerRow,
  stands: () => Promise<boolean>,
): Promise<boolean> {
  if (!(await saysNo(shop, learner, stands))) return false;
  await betweenTwoNoes();
  return saysNo(shop, learner, stands);
}
