import { z } from 'zod';
import { Fault, institutionId, type LearnerId } from '../base/index.js';
import { readDelivery } from '../institutions/index.js';
import { readRecords, storeDelivery, writeRecords } from '../pod/index.js';
import { type RecordVersion, receive, type SourceDelivery } from '../records/index.js';
import type { Workshop } from './house.js';
import { refreshView, storageOf } from './keep-views.js';

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
  const { ledger, build, institutions } = shop;
  const desk = institutions.get(institution);
  if (desk === undefined) throw new Fault('NotFound', 'no such institution');
  const storage = await storageOf(shop, learner);
  for (const delivery of deliveries) await storeDelivery(build, storage, delivery);
  const records = new Map(await readRecords(build, storage));
  const before = records.get(institution) ?? [];
  const after = deliveries.reduce<readonly RecordVersion[]>(
    (history, delivery) =>
      receive(history, { ...delivery, records: readDelivery(delivery, desk).records }),
    before,
  );
  if (after.length > before.length) await writeRecords(build, storage, institution, after);
  records.set(institution, after);
  // Also when nothing was new: a crash may have come between the bundles and the views.
  const newest = [...records.values()].flat();
  for (const { id, state } of await ledger.grants.ofLearner(learner)) {
    if (state === 'ACTIVE') await refreshView(shop, id, newest);
  }
}
