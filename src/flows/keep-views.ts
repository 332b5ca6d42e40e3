import { Fault, type GrantId, type LearnerId, present } from '../base/index.js';
import {
  type Blocked,
  buildView,
  type GrantView,
  underBlocks,
  writerOf,
} from '../consent/index.js';
import type { ClaimGround, GrantRow, LearnerRow } from '../ledger/index.js';
import { readPerson, rewriteView, signedPages, type WantedSigned } from '../pod/index.js';
import type { RecordVersion } from '../records/index.js';
import { claimsNow } from './claim-standing.js';
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
  /** With which credentials its claims were answered; absent where it has none. */
  readonly grounds?: readonly ClaimGround[];
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
  const answered = await answeredNow(shop, storage, terms, records);
  const view = buildView(terms, records, person, answered?.wordOf);
  const beside = (await mayHaveSigned(shop, grant))
    ? signedFor(shop, storage, view, { records, terms })
    : undefined;
  return present({ view, beside, grounds: answered?.grounds });
}

/** Undefined where nothing is claimed: then no credential is looked into. */
async function answeredNow(
  shop: Workshop,
  storage: string,
  terms: GrantRow & Blocked,
  records: readonly RecordVersion[],
) {
  if (terms.claims.length === 0) return undefined;
  const read = signedPages(shop.build, storage);
  return claimsNow(shop, terms, records, async ({ delivery, facets: { credential } }) => ({
    shared: true,
    content: credential && (await read.page(delivery, credential)),
  }));
}

/** Whichever view stands in the pod at any moment of this, what its claims rest on is known. */
export async function withGrounds<T>(
  { ledger }: Pick<Workshop, 'ledger'>,
  id: GrantId,
  grounds: ViewNow['grounds'],
  write: () => Promise<T>,
  isThere: (outcome: T) => boolean,
): Promise<T> {
  if (grounds === undefined) return write();
  await ledger.claimGrounds.keep(id, grounds);
  const outcome = await write();
  if (isThere(outcome)) await ledger.claimGrounds.keepOnly(id, grounds);
  return outcome;
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
    const { view, beside: signed, grounds } = await viewNow(shop, learner.storage, grant, newest);
    const beside = signed && { signed, access: accessUnder(shop, learner, grant) };
    const outcome = await withGrounds(
      shop,
      id,
      grounds,
      () => rewriteView(shop.build, grant, view, beside),
      (said) => said !== 'not taken',
    );
    isRight = outcome !== 'not taken';
  });
  return isRight;
}
