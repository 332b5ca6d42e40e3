import { z } from 'zod';
import { type InstitutionId, institutionId, type LearnerId } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { storeDelivery, writeRecords } from '../pod/index.js';
import { lastWords, ownSource, type SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Workshop } from './house.js';
import { learnerOf, refreshView } from './keep-views.js';
import { isWritten, withBases } from './patch-bases.js';
import { provenBy } from './proven-facts.js';
import { decisionsIn } from './same-delivery.js';
import { signResults } from './sign-results.js';
import {
  countedOnce,
  requireReader,
  type Stored,
  storedRecords,
  withDeliveries,
  wordsToWrite,
} from './stored-records.js';

const SourceDocument = z.object({
  url: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  body: z.string(),
  status: z.literal([404, 410]).exactOptional(),
});
const Delivery: z.ZodType<SourceDelivery> = z.object({
  id: z.string(),
  institution: z.string().transform(institutionId),
  connector: z.string(),
  receivedAt: z.string(),
  page: SourceDocument,
  lookups: z.array(SourceDocument),
});
export const ForDelivery = z.object({
  deliveries: z.array(Delivery),
  /** They come back in an archive. */
  brought: z.literal(true).exactOptional(),
});

const nothing: Stored = { records: [], deliveries: [], torn: false };

/** One institution's deliveries, their bytes in the inbox: its bundles are worked out once. */
async function rewriteBundles(
  shop: Workshop,
  { id: learner, storage }: LearnerRow,
  stored: Map<InstitutionId, Stored>,
  deliveries: readonly SourceDelivery[],
): Promise<void> {
  const [first] = deliveries;
  if (first === undefined) return;
  const before = stored.get(first.institution) ?? nothing;
  const after = await withDeliveries(shop, storage, before, deliveries);
  if (after === undefined) return;
  const from = before.deliveries;
  const isOwn = first.institution === ownSource.id;
  const words = await wordsToWrite(shop, storage, before);
  const same = lastWords([...words.words, ...deliveries.flatMap(decisionsIn)]);
  const own = isOwn ? { said: { ...words, words: same } } : {};
  // Read off the very bytes that came: what stood in the pod before may have been changed by hand.
  const known = new Set(before.deliveries.map(({ id }) => id));
  const came = new Set(deliveries.map(({ id }) => id).filter((id) => !known.has(id)));
  const read = after.records.filter(({ delivery }) => came.has(delivery));
  const proven = provenBy(shop.fingerprint, learner, read);
  if (proven.length > 0) await shop.ledger.credentials.keepProven(learner, proven);
  await writeRecords(shop.build, storage, first.institution, { ...after, from, ...own });
  stored.set(first.institution, same.length > 0 ? { ...after, same } : after);
}

/** What comes to a pod, in order. */
export interface Coming {
  readonly deliveries: readonly SourceDelivery[];
  /** Of those what comes back in an archive: as it was, and known as it was. */
  readonly brought: ReadonlySet<SourceDelivery>;
}

/**
 * Deliveries reach the pod: their bytes first, then the bundles worked out from them, then every view they touch. A
 * burst costs one rewriting, however many deliveries are in it.
 */
export async function deliverResults(
  shop: Workshop,
  learner: LearnerId,
  { deliveries, brought }: Coming,
): Promise<void> {
  const owner = await learnerOf(shop, learner);
  const { storage } = owner;
  for (const delivery of deliveries) requireReader(shop, delivery);
  const stored = new Map(await storedRecords(shop, storage));
  const based = await withBases(shop, owner, stored, deliveries);
  // What was written has its base and its signatures beside it, which are not looked for again.
  const news = based.filter((one) => !isWritten(stored, one));
  const came = news.filter((one) => !brought.has(one));
  const signed = await signResults(shop, owner, came);
  const marks = signed.map((one) => ({ id: one.id, mark: markOf(shop, owner, one) }));
  await shop.ledger.deliveries.markWhole(learner, marks);
  const whole = new Map(came.map((one, n) => [one, signed[n] ?? one]));
  const asStored = (one: SourceDelivery): SourceDelivery => whole.get(one) ?? one;
  for (const one of news) await storeDelivery(shop.build, storage, asStored(one));
  const all = based.map(asStored);
  for (const [, mine] of Map.groupBy(all, ({ institution }) => institution)) {
    await rewriteBundles(shop, owner, stored, mine);
  }
  // Also when nothing was new: a crash may have come between the bundles and the views.
  const newest = countedOnce(stored);
  for (const { id, state } of await shop.ledger.grants.ofLearner(learner)) {
    if (state === 'ACTIVE') await refreshView(shop, id, newest);
  }
}
