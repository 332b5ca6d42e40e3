import { Fault, type InstitutionId } from '../base/index.js';
import { readDelivery } from '../institutions/index.js';
import { readInbox, readRecords } from '../pod/index.js';
import { type RecordVersion, receive, type SourceDelivery } from '../records/index.js';
import type { InstitutionDesk, Workshop } from './house.js';

export interface Stored {
  readonly records: readonly RecordVersion[];
  /** The bundles did not hold this: it was made again of the inbox. */
  readonly torn: boolean;
}

export function deskOf({ institutions }: Workshop, id: InstitutionId): InstitutionDesk {
  const desk = institutions.get(id);
  if (desk === undefined) throw new Fault('NotFound', 'no such institution');
  return desk;
}

/** Adds deliveries to a history, in the order given. */
export const receiveAll = (
  desk: InstitutionDesk,
  history: readonly RecordVersion[],
  deliveries: readonly SourceDelivery[],
): readonly RecordVersion[] =>
  deliveries.reduce(
    (known, delivery) =>
      receive(known, { ...delivery, records: readDelivery(delivery, desk).records }),
    history,
  );

/**
 * What a pod holds of a learner, by institution. Bundles that are not what the index names, by a write that was cut off
 * or an edit by hand, are not believed: the inbox is.
 */
export async function storedRecords(
  shop: Workshop,
  storage: string,
): Promise<ReadonlyMap<InstitutionId, Stored>> {
  const found = [...(await readRecords(shop.build, storage))];
  const stored = found.map(async ([id, records]): Promise<readonly [InstitutionId, Stored]> => {
    if (records !== 'torn') return [id, { records, torn: false }];
    const deliveries = await readInbox(shop.build, storage, id);
    return [id, { records: receiveAll(deskOf(shop, id), [], deliveries), torn: true }];
  });
  return new Map(await Promise.all(stored));
}
