import { Fault, type InstitutionId } from '../base/index.js';
import { readDelivery } from '../institutions/index.js';
import { type InstitutionRecords, readInbox, readRecords } from '../pod/index.js';
import {
  ownSource,
  type ReceivedDelivery,
  type RecordVersion,
  receive,
  type SourceDelivery,
} from '../records/index.js';
import type { Workshop } from './house.js';
import { readOwnDelivery } from './own-delivery.js';

export interface Stored extends InstitutionRecords {
  /** The bundles did not hold this: it was made again of the inbox. */
  readonly torn: boolean;
}

/** What deliveries say. */
type Reader = (delivery: SourceDelivery) => Pick<ReceivedDelivery, 'records' | 'withdrawn'>;

/** Who can say what an institution's deliveries mean; a learner's own are read as nobody's else. */
export function readerOf({ institutions }: Workshop, id: InstitutionId): Reader {
  if (id === ownSource.id) return readOwnDelivery;
  const desk = institutions.get(id);
  if (desk === undefined) throw new Fault('NotFound', 'no such institution');
  return (delivery) => readDelivery(delivery, desk);
}

/** Adds deliveries to a history, in the order given. */
const receiveAll = (
  read: Reader,
  history: readonly RecordVersion[],
  deliveries: readonly SourceDelivery[],
): readonly RecordVersion[] =>
  deliveries.reduce((known, delivery) => {
    const { records, withdrawn = [] } = read(delivery);
    return receive(known, { ...delivery, records, withdrawn });
  }, history);

/** The records of an institution from the bytes alone. */
async function rebuilt(
  shop: Workshop,
  storage: string,
  id: InstitutionId,
  deliveries: InstitutionRecords['deliveries'],
): Promise<readonly RecordVersion[]> {
  const ids = deliveries.map((delivery) => delivery.id);
  return receiveAll(readerOf(shop, id), [], await readInbox(shop.build, storage, id, ids));
}

/**
 * What a pod holds of a learner, by institution. Bundles that are not what the index names, by a write that was cut off
 * or an edit by hand, are not believed: the inbox is.
 */
export async function storedRecords(
  shop: Workshop,
  storage: string,
): Promise<ReadonlyMap<InstitutionId, Stored>> {
  const found = [...(await readRecords(shop.build, storage))];
  const stored = found.map(async ([id, known]): Promise<readonly [InstitutionId, Stored]> => {
    const deliveries = known.deliveries.map(({ institution: _known, ...ref }) => ref);
    if (known.records !== 'torn') return [id, { records: known.records, deliveries, torn: false }];
    return [id, { records: await rebuilt(shop, storage, id, deliveries), deliveries, torn: true }];
  });
  return new Map(await Promise.all(stored));
}

const byReceipt = (a: { receivedAt?: string }, b: typeof a): number => {
  const [x, y] = [a.receivedAt ?? '', b.receivedAt ?? ''];
  return x === y ? 0 : x < y ? -1 : 1;
};

/**
 * What stands after these deliveries, whose bytes are in the inbox. One that comes late (it was parked, and others went
 * by) takes the place it had: the order of receipt decides which word is the last, not the order of writing.
 * @returns undefined when all of them stood there already.
 */
export async function withDeliveries(
  shop: Workshop,
  storage: string,
  before: Stored,
  deliveries: readonly SourceDelivery[],
): Promise<Stored | undefined> {
  const [first] = deliveries;
  const known = new Set(before.deliveries.map(({ id }) => id));
  const news = deliveries.filter(({ id }) => !known.has(id));
  if (first === undefined || (news.length === 0 && !before.torn)) return undefined;
  const refs = news.map(({ id, receivedAt }) => ({ id, receivedAt }));
  const all = [...before.deliveries, ...refs].toSorted(byReceipt);
  const inOrder = all.slice(0, known.size).every(({ id }) => known.has(id));
  const { institution } = first;
  const records = inOrder
    ? receiveAll(readerOf(shop, institution), before.records, news)
    : await rebuilt(shop, storage, institution, all);
  return { records, deliveries: all, torn: before.torn };
}
