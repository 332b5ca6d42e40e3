import { z } from 'zod';
import { institutionId, type LearnerId } from '../base/index.js';
import { storeDelivery, writeRecords } from '../pod/index.js';
import type { SourceDelivery } from '../records/index.js';
import type { Workshop } from './house.js';
import { refreshView, storageOf } from './keep-views.js';
import { deskOf, receiveAll, storedRecords } from './stored-records.js';

const SourceDocument = z.object({
  url: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  body: z.string(),
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
  institution: z.string().transform(institutionId),
  deliveries: z.array(Delivery),
});

/** A delivery reaches the pod: its bytes first, then the bundles worked out from them, then every view they touch. */
export async function deliverResults(
  shop: Workshop,
  learner: LearnerId,
  { institution, deliveries }: z.infer<typeof ForDelivery>,
): Promise<void> {
  const { ledger, build } = shop;
  const desk = deskOf(shop, institution);
  const storage = await storageOf(shop, learner);
  for (const delivery of deliveries) await storeDelivery(build, storage, delivery);
  const stored = await storedRecords(shop, storage);
  const { records: before, torn } = stored.get(institution) ?? { records: [], torn: false };
  const records = receiveAll(desk, before, deliveries);
  if (torn || records.length > before.length) {
    await writeRecords(build, storage, institution, { records, torn });
  }
  // Also when nothing was new: a crash may have come between the bundles and the views.
  const others = [...stored].filter(([id]) => id !== institution);
  const newest = [...others.flatMap(([, known]) => known.records), ...records];
  for (const { id, state } of await ledger.grants.ofLearner(learner)) {
    if (state === 'ACTIVE') await refreshView(shop, id, newest);
  }
}
