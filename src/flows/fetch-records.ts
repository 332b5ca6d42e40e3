import { Fault, type RecordKey } from '../base/index.js';
import { type LearnerReading, readDelivery, sourceProblemOf } from '../institutions/index.js';
import {
  type Accepted,
  type HashedDelivery,
  type KnownHash,
  type LearnerRow,
  type LogActor,
  withdrawnMark,
} from '../ledger/index.js';
import { ownPod } from '../pod/index.js';
import type { RecordIssue, SetAside, SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { House, InstitutionDesk } from './house.js';
import { saidHash } from './said-hash.js';

/** A learner at one institution, what we know of them there, and who fetches. */
export interface Visit extends Pick<House, 'ledger' | 'fingerprint'> {
  readonly learner: LearnerRow;
  readonly desk: InstitutionDesk;
  readonly known: ReadonlyMap<string, KnownHash>;
  /** For the learner's log. */
  readonly actor: LogActor;
  /** Into the learner's pod: as the learner themself, or as the builder. */
  readonly podFetch: typeof fetch;
}

interface Understood {
  readonly deliveries: readonly HashedDelivery[];
  /** Records it named, new or not. */
  readonly keys: ReadonlySet<RecordKey>;
  /** Those, and what it named in another record. */
  readonly named: ReadonlySet<RecordKey>;
  /** The source's own id of one of them. */
  readonly anId: string | undefined;
  readonly setAside: readonly SetAside[];
}

/** What deliveries say, each record by its hash. */
function understand(visit: Visit, found: readonly SourceDelivery[]): Understood {
  const { desk, learner } = visit;
  const read = found.map((delivery) => ({ delivery, said: readDelivery(delivery, desk) }));
  const keys = new Set(read.flatMap(({ said }) => said.records.map(({ key }) => key)));
  const deliveries = read.map(({ delivery, said }): HashedDelivery => {
    const hashes = said.records.map((one) => [one.key, saidHash(visit, learner.id, one)] as const);
    const gone = said.withdrawn.map((key) => [key, withdrawnMark] as const);
    const mark = markOf(visit, learner, delivery);
    return { delivery, hashes: new Map([...hashes, ...gone]), mark };
  });
  return {
    deliveries,
    keys,
    named: keys.union(new Set(read.flatMap(({ said }) => said.withdrawn))),
    anId: read.flatMap(({ said }) => said.records)[0]?.facets.identifiers.sourceId,
    setAside: read.flatMap(({ said }) => said.quarantined),
  };
}

const nothingNew: Accepted = { changed: [], work: [] };

/** Good only as long as what we knew when we asked is what we know. */
function inPlaceOfKnown({ known }: Visit, delivery: HashedDelivery): HashedDelivery {
  const before = [...delivery.hashes.keys()].flatMap((key) => {
    const found = known.get(key);
    return found === undefined ? [] : [[key, found.hash] as const];
  });
  return { ...delivery, insteadOf: new Map(before) };
}

async function take(visit: Visit, deliveries: readonly HashedDelivery[]): Promise<Accepted> {
  if (deliveries.length === 0) return nothingNew;
  const { ledger, actor, learner, desk } = visit;
  return ledger.deliveries.accept(learner.id, {
    actor,
    institution: desk.id,
    deliveries: deliveries.map((delivery) => inPlaceOfKnown(visit, delivery)),
  });
}

/** Records we heard of by asking that the institution did not name this time. What it sent need not stand in its lists. */
function unnamed({ desk, known }: Visit, named: ReadonlySet<RecordKey>): ReadonlySet<string> {
  const expected = [...known].filter(
    ([, { institution, hash, isPulled }]) =>
      isPulled && institution === desk.id && hash !== withdrawnMark,
  );
  return new Set(expected.map(([key]) => key)).difference(new Set<string>(named));
}

/** Under which ids the institution knows the records it did not name this time. */
async function unnamedIds(visit: Visit, named: ReadonlySet<RecordKey>): Promise<readonly string[]> {
  const { learner, desk, podFetch } = visit;
  const missing = unnamed(visit, named);
  if (missing.size === 0) return [];
  // Only the pod knows them: in our database is no id of anybody's.
  const pod = ownPod(learner.storage, podFetch);
  const identifiers = await pod.facet(desk.id, 'identifiers');
  const found = [...identifiers].flatMap(([at, { sourceId }]) =>
    missing.has(at.split(' ')[0] ?? '') ? [sourceId] : [],
  );
  const ids = [...new Set(found)];
  // Not always the same first: only so many are asked for in one run.
  const first = Math.floor(Math.random() * ids.length);
  return [...ids.slice(first), ...ids.slice(0, first)];
}

/** A record that was not named is asked for by its id; only where the source says there is none is it withdrawn. */
async function withdrawals(visit: Visit, { named, anId }: Understood): Promise<HashedDelivery[]> {
  const sourceIds = await unnamedIds(visit, named);
  if (sourceIds.length === 0) return [];
  const doubts = { sourceIds, named: anId };
  const gone = await visit.desk.connection.readGone(doubts, visit.learner.id);
  // Of what may have come of that id, only what we know of.
  return understand(visit, gone).deliveries.map(({ hashes, ...came }) => ({
    ...came,
    hashes: new Map([...hashes].filter(([key]) => visit.known.has(key))),
  }));
}

/** What a pod that does not answer leaves undone: another time is soon enough. */
const notAskedAfter: RecordIssue = { code: 'NOT_ASKED_AFTER', path: '' };

async function takeWithdrawn(visit: Visit, reading: LearnerReading, said: Understood) {
  if (!reading.complete) return { ...nothingNew, issues: [] };
  try {
    return { ...(await take(visit, await withdrawals(visit, said))), issues: [] };
  } catch (error) {
    const isPods = error instanceof Fault && error.kind === 'PodUnreachable';
    if (!isPods && sourceProblemOf(error) === undefined) throw error;
    return { ...nothingNew, issues: [notAskedAfter] };
  }
}

export interface Fetched {
  readonly reading: LearnerReading;
  readonly said: Understood;
  readonly news: Accepted;
  readonly gone: Accepted;
  readonly issues: readonly RecordIssue[];
  /** All was read, and nothing that we know of is left without a word. */
  readonly isSettled: boolean;
  /** Something newer came while it was asked: what it said of that was left out, and may be asked again soon. */
  readonly isOvertaken: boolean;
}

const nothingTaken = {
  news: nothingNew,
  gone: nothingNew,
  issues: [],
  isSettled: false,
  isOvertaken: false,
};

/**
 * Asks an institution for all it has of a learner; takes what is new, then what is gone.
 * @param isStill asked before anything is taken: whether it may be taken yet.
 * @throws Fault of the source when nothing came.
 */
export async function fetchRecords(
  visit: Visit,
  personId: string,
  isStill: () => Promise<boolean> = async () => true,
): Promise<Fetched> {
  const { desk, learner } = visit;
  const reading = await desk.connection.readLearner(personId, learner.id);
  const said = understand(visit, reading.deliveries);
  if (!(await isStill())) return { reading, said, ...nothingTaken };
  const news = await take(visit, said.deliveries);
  const gone = await takeWithdrawn(visit, reading, said);
  const isOvertaken = [news, gone].some(({ overtaken = [] }) => overtaken.length > 0);
  const isSettled =
    reading.complete &&
    !isOvertaken &&
    unnamed(visit, said.named).isSubsetOf(new Set<string>(gone.changed));
  const issues = [...reading.issues, ...gone.issues];
  return { reading, said, news, gone, issues, isSettled, isOvertaken };
}
