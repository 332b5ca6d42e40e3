import { Fault, type InstitutionId, present, type RecordKey } from '../base/index.js';
import {
  associationsIn,
  isPushed,
  keysOfAssociation,
  readDelivery,
  readPushed,
} from '../institutions/index.js';
import { type InstitutionRecords, readInbox, readRecords, type SaidOfPairs } from '../pod/index.js';
import {
  lastWords,
  ownSource,
  type ReceivedDelivery,
  type RecordVersion,
  receive,
  type SameDecision,
  type SourceDelivery,
  withSame,
} from '../records/index.js';
import { isAward, readAward } from './award-record.js';
import { isBroughtDocument, readBroughtDocument } from './brought-document.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { readOwnDelivery } from './own-delivery.js';
import { isOwnWord, readOwnWord } from './own-word.js';
import { isRecognition, readRecognition } from './recognition-record.js';
import { asItCame, isSigned, withCredentials } from './result-signature.js';
import { decisionsIn, isSameDelivery } from './same-delivery.js';
import { isWithdrawal, readWithdrawal } from './withdrawal.js';

export interface Stored extends InstitutionRecords {
  /** The bundles did not hold this: it was made again of the inbox. */
  readonly torn: boolean;
  /** Of the learner's own: what they said of pairs of records. */
  readonly same?: readonly SameDecision[];
  /** Whether the index has all of that; false where some cannot be read there. */
  readonly isSameWhole?: boolean;
}

/** What records are read again with: the schools' names, and a way to the pod. */
type Readers = Pick<Workshop, 'institutions'> & {
  readonly build: Pick<Workshop['build'], 'fetch'>;
};

export function deskOf(
  { institutions }: Pick<Workshop, 'institutions'>,
  id: InstitutionId,
): InstitutionDesk {
  const desk = institutions.get(id);
  if (desk === undefined) throw new Fault('NotFound', 'no such institution');
  return desk;
}

type Said = Pick<ReceivedDelivery, 'records' | 'withdrawn' | 'withdrawalReason' | 'anew'>;
type Reader = (delivery: SourceDelivery) => Said;

type Kind = Pick<SourceDelivery, 'institution' | 'connector'>;

/** Of what is in our own words, and no institution's. */
function ownReader(delivery: Kind): Reader | undefined {
  if (isWithdrawal(delivery)) return readWithdrawal;
  if (isSameDelivery(delivery)) return () => ({ records: [] });
  if (delivery.institution === ownSource.id) return readOwnDelivery;
  if (isOwnWord(delivery)) return readOwnWord;
  return isBroughtDocument(delivery) ? readBroughtDocument : undefined;
}

/** Whether it is what an institution sent, or was asked for, of what is in its own books. */
export const isOfDesk = (delivery: Kind): boolean =>
  ownReader(delivery) === undefined && !isAward(delivery) && !isRecognition(delivery);

/** Whether its source was asked for it: what it decided itself, gave or sent stands in none of the lists it is asked for. */
export const isFetched = (delivery: Kind): boolean => isOfDesk(delivery) && !isPushed(delivery);

/** Who can say what a delivery means; a learner's own are read as nobody's else. */
function readerOf({ institutions }: Pick<Workshop, 'institutions'>, delivery: Kind): Reader {
  const own = ownReader(delivery);
  if (own !== undefined) return own;
  const desk = deskOf({ institutions }, delivery.institution);
  if (isAward(delivery)) return (one) => readAward(one, desk);
  if (isRecognition(delivery)) return (one) => readRecognition(one, desk);
  return isPushed(delivery) ? (one) => readPushed(one, desk) : (one) => readDelivery(one, desk);
}

/** @throws Fault `NotFound` for a delivery that nobody here can read. */
export const requireReader = (
  shop: Pick<Workshop, 'institutions'>,
  delivery: SourceDelivery,
): void => void readerOf(shop, delivery);

/**
 * What a delivery says, by whoever it is of; with its signature, where one was put beside it.
 * @throws Fault `NotFound` for one of an institution that is not known here.
 */
export function saidIn(shop: Pick<Workshop, 'institutions'>, delivery: SourceDelivery): Said {
  const read = readerOf(shop, delivery);
  if (!isOfDesk(delivery) || !isSigned(delivery)) return read(delivery);
  const said = read(asItCame(delivery));
  return { ...said, records: withCredentials(delivery, said.records) };
}

/** Adds deliveries to a history, in the order given. */
export const receiveAll = (
  shop: Pick<Workshop, 'institutions'>,
  history: readonly RecordVersion[],
  deliveries: readonly SourceDelivery[],
): readonly RecordVersion[] =>
  deliveries.reduce(
    (known, delivery) => receive(known, { ...delivery, ...saidIn(shop, delivery) }),
    history,
  );

/** The records of an institution from the bytes alone, and what a learner said of their own. */
async function rebuilt(
  shop: Readers,
  storage: string,
  id: InstitutionId,
  deliveries: InstitutionRecords['deliveries'],
): Promise<Pick<Stored, 'records' | 'same'>> {
  const ids = deliveries.map((delivery) => delivery.id);
  const came = await readInbox(shop.build, storage, id, ids);
  const records = receiveAll(shop, [], came);
  return id === ownSource.id
    ? { records, same: lastWords(came.flatMap(decisionsIn)) }
    : { records };
}

/**
 * What a pod holds of a learner, by institution. Bundles that are not what the index names, by a write that was cut off
 * or an edit by hand, are not believed: the inbox is.
 */
export async function storedRecords(
  shop: Readers,
  storage: string,
): Promise<ReadonlyMap<InstitutionId, Stored>> {
  const found = [...(await readRecords(shop.build, storage))];
  const stored = found.map(async ([id, known]): Promise<readonly [InstitutionId, Stored]> => {
    const deliveries = known.deliveries.map(({ institution: _known, ...ref }) => ref);
    const torn = known.records === 'torn';
    const said =
      known.records === 'torn'
        ? await rebuilt(shop, storage, id, deliveries)
        : present({ records: known.records, same: known.same });
    const whole = present({ isSameWhole: known.isSameWhole });
    return [id, { ...said, ...whole, deliveries, torn }];
  });
  return new Map(await Promise.all(stored));
}

/**
 * What they said, for whoever writes it. Where some cannot be read in the index it is made again of their own deliveries; where
 * those cannot be read either, what can is kept, and the rest stays as it stands.
 */
export async function wordsToWrite(
  shop: Readers,
  storage: string,
  { deliveries, same = [], isSameWhole = true }: Stored,
): Promise<SaidOfPairs> {
  if (isSameWhole) return { words: same, isRebuilt: false };
  try {
    const ids = deliveries.map(({ id }) => id);
    const came = await readInbox(shop.build, storage, ownSource.id, ids);
    return { words: lastWords([...same, ...came.flatMap(decisionsIn)]), isRebuilt: true };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { words: same, isRebuilt: false };
  }
}

/** All of it, each record with what it is the same as. */
export const countedOnce = (
  stored: ReadonlyMap<InstitutionId, Pick<Stored, 'records' | 'same'>>,
): readonly RecordVersion[] =>
  withSame(
    [...stored.values()].flatMap(({ records }) => records),
    stored.get(ownSource.id)?.same ?? [],
  );

/** What stands of one association is what was sent of it last, also where that changed no record. */
function aboutOne(
  shop: Pick<Workshop, 'institutions'>,
  delivery: SourceDelivery,
): RecordKey | undefined {
  const [id, ...others] = isPushed(delivery) ? associationsIn(delivery) : [];
  if (id === undefined || others.length > 0) return undefined;
  return keysOfAssociation(deskOf(shop, delivery.institution), id)[0];
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
  shop: Readers,
  storage: string,
  before: Stored,
  deliveries: readonly SourceDelivery[],
): Promise<Stored | undefined> {
  const [first] = deliveries;
  const known = new Set(before.deliveries.map(({ id }) => id));
  // What is brought twice at once comes in once.
  const once = new Map(deliveries.toReversed().map((delivery) => [delivery.id, delivery]));
  const news = deliveries.filter(
    (delivery) => !known.has(delivery.id) && once.get(delivery.id) === delivery,
  );
  if (first === undefined || (news.length === 0 && !before.torn)) return undefined;
  const refs = news.map((one) => {
    const about = aboutOne(shop, one);
    return present({ id: one.id, receivedAt: one.receivedAt, about });
  });
  const all = [...before.deliveries, ...refs].toSorted(byReceipt);
  const inOrder = all.slice(0, known.size).every(({ id }) => known.has(id));
  const records = inOrder
    ? receiveAll(shop, before.records, news)
    : (await rebuilt(shop, storage, first.institution, all)).records;
  return { records, deliveries: all, torn: before.torn };
}
