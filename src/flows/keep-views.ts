import { Fault, type GrantId, type LearnerId } from '../base/index.js';
import { buildView, type GrantView, underBlocks, writerOf } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { readPerson, rewriteView, type WantedSigned } from '../pod/index.js';
import type { RecordVersion } from '../records/index.js';
import { accessUnder } from './delegates.js';
import type { Workshop } from './house.js';
import { mayHaveSigned, signedFor } from './signed-views.js';
import { countedOnce, storedRecords } from './stored-records.js';

export async function learnerOf({ ledger }: Workshop, id: LearnerId): Promise<LearnerRow> {
  const row = await ledger.learners.byId(id);
  if (row === undefined) throw new Fault('NotFound', 'no such learner');
  return row;
}

const allRecords = async (shop: Workshop, storage: string): Promise<readonly RecordVersion[]> =>
  countedOnce(await storedRecords(shop, storage));

interface ViewNow {
  readonly view: GrantView;
  /** What must stand beside it; absent where nothing ever did. */
  readonly beside?: readonly WantedSigned[];
}

/**
 * What a grant's view must hold at this moment.
 * @param newest the records, each with what it is the same as, by whoever just wrote them; absent, they are read from the pod.
 */
export async function viewNow(
  shop: Workshop,
  storage: string,
  grant: GrantRow,
  newest?: readonly RecordVersion[],
): Promise<ViewNow> {
  const records = newest ?? (await allRecords(shop, storage));
  const blocks = await shop.ledger.blocks.ofLearner(grant.learner);
  const person = await readPerson(shop.build, storage);
  const terms = underBlocks(grant, blocks);
  const view = buildView(terms, records, person);
  if (!(await mayHaveSigned(shop, grant))) return { view };
  return { view, beside: signedFor(shop, storage, view, { records, terms }) };
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
    const learner = await learnerOf(shop, grant.learner);
    const { view, beside: signed } = await viewNow(shop, learner.storage, grant, newest);
    const beside = signed && { signed, access: accessUnder(shop, learner, grant) };
    isRight = (await rewriteView(shop.build, grant, view, beside)) !== 'not taken';
  });
  return isRight;
}
