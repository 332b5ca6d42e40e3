import { Fault, type GrantId, type LearnerId } from '../base/index.js';
import { buildView, underBlocks, writerOf } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { readPerson, rewriteView } from '../pod/index.js';
import type { RecordVersion } from '../records/index.js';
import type { Workshop } from './house.js';
import { countedOnce, storedRecords } from './stored-records.js';

export async function learnerOf({ ledger }: Workshop, id: LearnerId): Promise<LearnerRow> {
  const row = await ledger.learners.byId(id);
  if (row === undefined) throw new Fault('NotFound', 'no such learner');
  return row;
}

const allRecords = async (shop: Workshop, storage: string): Promise<readonly RecordVersion[]> =>
  countedOnce(await storedRecords(shop, storage));

/**
 * What a grant's view must hold at this moment.
 * @param newest the records, each with what it is the same as, by whoever just wrote them; absent, they are read from the pod.
 */
export async function viewNow(
  shop: Workshop,
  storage: string,
  grant: GrantRow,
  newest?: readonly RecordVersion[],
) {
  const records = newest ?? (await allRecords(shop, storage));
  const blocks = await shop.ledger.blocks.ofLearner(grant.learner);
  return buildView(underBlocks(grant, blocks), records, await readPerson(shop.build, storage));
}

/** Work on one grant's view never crosses other work on it. */
export const aloneWithView = (
  { ledger }: Workshop,
  id: GrantId,
  work: () => Promise<void>,
): Promise<void> => ledger.outbox.alone(`view ${id}`, work);

/**
 * Brings an active grant's view up to date; a view that was shut meanwhile stays shut.
 * @returns false when it is in force and the pod did not take the view.
 */
export async function refreshView(
  shop: Workshop,
  id: GrantId,
  newest?: readonly RecordVersion[],
): Promise<boolean> {
  let isRight = true;
  await aloneWithView(shop, id, async () => {
    const grant = await shop.ledger.grants.byId(id);
    if (grant?.state !== 'ACTIVE' || grant.validUntil <= new Date()) return;
    // Writing never implies reading: there is no view of it.
    if (writerOf(grant) !== undefined) return;
    const { storage } = await learnerOf(shop, grant.learner);
    const view = await viewNow(shop, storage, grant, newest);
    isRight = (await rewriteView(shop.build, grant, view)) !== 'not taken';
  });
  return isRight;
}
