import { asWebId, learnerId } from '../base/index.js';
import type { PairwiseIds } from '../identity/index.js';
import type { LearnerRow } from '../ledger/index.js';
import type { House } from './house.js';

/** Asked for like anybody, and nobody: a stranger's question takes the same steps whoever it is about. */
export const nobody = learnerId('00000000-0000-0000-0000-000000000000');

/** @param asked a WebID, or a pairwise id we gave this asker. */
export async function findLearner(
  house: House,
  ids: PairwiseIds,
  asked: string,
): Promise<LearnerRow | undefined> {
  const { learners } = house.ledger;
  const named = asWebId(asked);
  if (named !== undefined) return learners.byWebId(named);
  const id = ids.open('learner', asked);
  return learners.byId(id === undefined ? nobody : learnerId(id));
}
