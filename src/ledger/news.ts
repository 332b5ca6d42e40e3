import { type InstitutionId, type RecordKey, unambiguous, uuidOf } from '../base/index.js';
import type { SourceDelivery } from '../records/index.js';
import type { LockedLearner } from './chain.js';
import { type Channel, type NewWork, ownDoors } from './outbox.js';
import type { TakenDelivery } from './taken.js';

/** What we keep in place of a hash of a record its source withdrew. */
export const withdrawnMark = 'withdrawn';

/** Of records that a pod held before we knew of them: whatever their source says next is news. */
export const unheard = 'unheard';

/** One delivery, and what each record of it now says, as a hash. */
export interface HashedDelivery {
  readonly delivery: SourceDelivery;
  readonly hashes: ReadonlyMap<RecordKey, string>;
  /**
   * What the last word was on each of its records; absent of one: there was none. It is taken only while that is so of all of
   * them: somebody may have heard a newer word meanwhile, and its bytes say all that it says.
   */
  readonly insteadOf?: ReadonlyMap<RecordKey, string>;
  /** Records it is about beside those: what says something of one waits for what says something of the other. */
  readonly about?: readonly RecordKey[];
  /** A change of what stood there: what it says is known only once it is put on that. */
  readonly isChange?: boolean;
  /** Of its exact content: by it we know later that it came to us in these bytes. Absent: nobody will vouch for it. */
  readonly mark?: string;
}
/** What we know of a record. */
interface KnownRow {
  readonly record_key: string;
  readonly content_hash: string;
}

/** The same page may come again later and be news again: a delivery is one receipt, by what came and when. */
export function received(
  { delivery }: Pick<HashedDelivery, 'delivery'>,
  { now }: LockedLearner,
): SourceDelivery {
  const receivedAt = now.toISOString();
  return { ...delivery, receivedAt, id: uuidOf(unambiguous([delivery.id, receivedAt])) };
}

/** What each delivery says that is news, in order; one that was overtaken says none. */
export function newsIn(rows: readonly KnownRow[], deliveries: readonly HashedDelivery[]) {
  const before = new Map(rows.map((row) => [row.record_key, row.content_hash]));
  const known = new Map(before);
  const overtaken = new Set<RecordKey>();
  const found = deliveries.map((one) => {
    const { hashes, insteadOf } = one;
    // That something is there no more is no news of what nobody told of.
    const told = [...hashes].filter(([key, hash]) => hash !== withdrawnMark || known.has(key));
    const other = told.filter(([key, hash]) => known.get(key) !== hash);
    if (other.length === 0) return { one, news: other };
    // The same change of something else may come to something else: all that it touches is said anew.
    const news = one.isChange === true ? told : other;
    // Also of what it is about: what is known of that may decide of which records it brings news.
    const late = [...news.map(([key]) => key), ...(one.about ?? [])].filter(
      (key) => insteadOf !== undefined && insteadOf.get(key) !== before.get(key),
    );
    for (const key of late) overtaken.add(key);
    if (late.length > 0) return { one, news: [] };
    for (const [key, hash] of news) known.set(key, hash);
    return { one, news };
  });
  return { found, known, overtaken: [...overtaken] };
}

interface From {
  readonly institution: InstitutionId;
  /** Absent: it is the learner's own word. */
  readonly from?: { readonly institution: InstitutionId; readonly channel: Channel };
}

/** The last word on a record, by whom and how it came. */
interface LastSaid {
  /** Id of the delivery. */
  readonly by: string;
  readonly isOwnDoor: boolean;
  /** What of it that was signed before still says the same has this hash; of a change none has, since nobody knows what came of it. */
  readonly signedAs: string;
}

/** What is taken of deliveries that bring news, the work that the pod is owed for it, and by what each record was said last. */
export function takeNews(
  learner: LockedLearner,
  found: readonly {
    readonly one: HashedDelivery;
    readonly news: readonly (readonly [RecordKey, string])[];
  }[],
  { institution, from }: From,
): {
  readonly taken: readonly TakenDelivery[];
  readonly works: readonly NewWork[];
  readonly lastSaid: ReadonlyMap<RecordKey, LastSaid>;
} {
  const isOwnDoor = from !== undefined && ownDoors.includes(from.channel);
  const [taken, works]: [TakenDelivery[], NewWork[]] = [[], []];
  const lastSaid = new Map<RecordKey, LastSaid>();
  for (const { one, news } of found) {
    if (news.length === 0) continue;
    const delivery = received(one, learner);
    const { id, receivedAt } = delivery;
    if (one.mark !== undefined) taken.push({ id, receivedAt, mark: one.mark });
    for (const [key, hash] of news) {
      // Said twice at once, what lies between was said too.
      const isOver = one.isChange === true || lastSaid.has(key);
      lastSaid.set(key, { by: id, isOwnDoor, signedAs: isOver ? id : hash });
    }
    works.push({
      lane: 'DELIVERY',
      kind: 'DELIVER',
      payload: { institution, deliveries: [delivery] },
      recordKeys: [...new Set([...news.map(([key]) => key), ...(one.about ?? [])])],
      ...(from !== undefined && { from }),
    });
  }
  return { taken, works, lastSaid };
}
