import { Fault, type InstitutionId, type RecordKey } from '../base/index.js';
import {
  type LearnerReading,
  readDelivery,
  type SourceProblem,
  sourceProblemOf,
} from '../institutions/index.js';
import {
  type Accepted,
  type HashedDelivery,
  type KnownHash,
  withdrawnMark,
} from '../ledger/index.js';
import { ownPod } from '../pod/index.js';
import {
  contentHash,
  type RecordIssue,
  type SetAside,
  type SourceDelivery,
} from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { ownLearner } from './own-records.js';

export interface SyncReport {
  readonly institution: InstitutionDesk;
  /** Why not all of it came, or nothing. What came before stays. */
  readonly problem?: SourceProblem;
  /** Records the institution has of this learner. */
  readonly received: number;
  /** Of those, new or changed since last time. */
  readonly changed: number;
  /** Records it had before and says it has no more. */
  readonly withdrawn: number;
  /** Whether the changes stand in the pod already; false when they are on their way. */
  readonly inPod: boolean;
  /** What could not be understood, by place and code. Kept at the source, and said. */
  readonly setAside: readonly SetAside[];
  readonly issues: readonly RecordIssue[];
}

/** A learner at one institution, and what we know of them there. */
interface Visit {
  readonly house: House;
  readonly caller: Caller;
  readonly learner: Awaited<ReturnType<typeof ownLearner>>;
  readonly desk: InstitutionDesk;
  readonly known: ReadonlyMap<string, KnownHash>;
}

interface Understood {
  readonly deliveries: readonly HashedDelivery[];
  /** Records it named, new or not. */
  readonly keys: ReadonlySet<RecordKey>;
  /** The source's own id of one of them. */
  readonly anId: string | undefined;
  readonly setAside: readonly SetAside[];
}

/** What deliveries say, each record by its hash. */
function understand({ house, desk, learner }: Visit, found: readonly SourceDelivery[]): Understood {
  const read = found.map((delivery) => ({ delivery, said: readDelivery(delivery, desk) }));
  const deliveries = read.map(({ delivery, said }): HashedDelivery => {
    const hashes = said.records.map(
      ({ key, facets }) => [key, house.fingerprint(learner.id, contentHash(facets))] as const,
    );
    const gone = said.withdrawn.map((key) => [key, withdrawnMark] as const);
    const mark = markOf(house, learner, delivery);
    return { delivery, hashes: new Map([...hashes, ...gone]), mark };
  });
  return {
    deliveries,
    keys: new Set(read.flatMap(({ said }) => said.records.map(({ key }) => key))),
    anId: read.flatMap(({ said }) => said.records)[0]?.facets.identifiers.sourceId,
    setAside: read.flatMap(({ said }) => said.quarantined),
  };
}

const nothingNew: Accepted = { changed: [], work: [] };

async function take(visit: Visit, deliveries: readonly HashedDelivery[]): Promise<Accepted> {
  if (deliveries.length === 0) return nothingNew;
  const { house, caller, learner, desk } = visit;
  const { webId, clientId } = caller.principal;
  const actor = { webId, client: clientId };
  return house.ledger.deliveries.accept(learner.id, { actor, institution: desk.id, deliveries });
}

/** Under which ids the institution knows the records it did not name this time. */
async function unnamedIds(visit: Visit, named: ReadonlySet<RecordKey>): Promise<readonly string[]> {
  const { house, caller, learner, desk, known } = visit;
  const expected = [...known].filter(
    ([, { institution, hash }]) => institution === desk.id && hash !== withdrawnMark,
  );
  const missing = new Set<string>(expected.map(([key]) => key)).difference(new Set<string>(named));
  if (missing.size === 0) return [];
  // Only the pod knows them: in our database is no id of anybody's.
  const pod = ownPod(learner.storage, house.agents.selfFetch(caller.principal));
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
async function withdrawals(visit: Visit, { keys, anId }: Understood): Promise<HashedDelivery[]> {
  const sourceIds = await unnamedIds(visit, keys);
  if (sourceIds.length === 0) return [];
  const doubts = { sourceIds, named: anId };
  const gone = await visit.desk.connection.readGone(doubts, visit.learner.id);
  // Of what may have come of that id, only what we know of, and only as long as that is what we know.
  return understand(visit, gone).deliveries.map(({ hashes, ...came }) => {
    const mine = [...hashes].flatMap(([key, hash]) => {
      const before = visit.known.get(key);
      return before === undefined ? [] : [{ key, hash, before: before.hash }];
    });
    return {
      ...came,
      hashes: new Map(mine.map(({ key, hash }) => [key, hash])),
      insteadOf: new Map(mine.map(({ key, before }) => [key, before])),
    };
  });
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

const nothingCame = (institution: InstitutionDesk, problem: SourceProblem): SyncReport => ({
  institution,
  problem,
  received: 0,
  changed: 0,
  withdrawn: 0,
  inPod: false,
  setAside: [],
  issues: [],
});

/** Fetches, takes what is new, then what is gone, and waits a while for the pod. */
async function fetchFrom(visit: Visit, personId: string): Promise<SyncReport> {
  const { house, learner, desk } = visit;
  const reading = await desk.connection.readLearner(personId, learner.id);
  const said = understand(visit, reading.deliveries);
  const news = await take(visit, said.deliveries);
  const gone = await takeWithdrawn(visit, reading, said);
  const work = [...news.work, ...gone.work];
  return {
    institution: desk,
    ...(reading.problem !== undefined && { problem: reading.problem }),
    received: said.keys.size,
    changed: news.changed.length,
    withdrawn: gone.changed.length,
    inPod: await house.ledger.outbox.isDone(work, 3 * house.podWaitMs),
    setAside: said.setAside,
    issues: [...reading.issues, ...gone.issues],
  };
}

/** A source in trouble is a report, with its name and why; it keeps nothing else from coming. */
async function reportOf(visit: Visit, personId: string): Promise<SyncReport> {
  try {
    return await fetchFrom(visit, personId);
  } catch (error) {
    const problem = sourceProblemOf(error);
    if (problem === undefined) throw error;
    return nothingCame(visit.desk, problem);
  }
}

async function visits(house: House, caller: Caller) {
  const learner = await ownLearner(house, caller);
  const links = await house.ledger.learners.links(learner.id, new Date());
  const known = await house.ledger.deliveries.known(learner.id);
  return links.flatMap(({ institution, personId }) => {
    const desk = house.institutions.get(institution);
    const visit = desk && { house, caller, learner, desk, known };
    return visit === undefined ? [] : [{ visit, personId }];
  });
}

/**
 * A learner fetches what an institution has of them. What changed goes to the pod through the outbox; what did not
 * costs the pod nothing.
 */
export async function syncInstitution(
  house: House,
  caller: Caller,
  institution: InstitutionId,
): Promise<SyncReport> {
  const all = await visits(house, caller);
  const found = all.find(({ visit }) => visit.desk.id === institution);
  if (found === undefined) {
    throw new Fault('NotFound', 'You are not linked to this institution.');
  }
  return reportOf(found.visit, found.personId);
}

/** The same of all institutions the learner is linked to, side by side: one that is slow or down keeps no other. */
export async function syncAll(house: House, caller: Caller): Promise<readonly SyncReport[]> {
  const all = await visits(house, caller);
  return Promise.all(all.map(({ visit, personId }) => reportOf(visit, personId)));
}
