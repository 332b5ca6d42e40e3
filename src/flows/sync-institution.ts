import { Fault, type InstitutionId, type RecordKey } from '../base/index.js';
import { readDelivery, type SetAside } from '../institutions/index.js';
import {
  contentHash,
  type IncomingRecord,
  type RecordIssue,
  type SourceDelivery,
} from '../records/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { ownLearner } from './own-records.js';

export interface SyncReport {
  readonly institution: InstitutionDesk;
  /** Records the institution has of this learner. */
  readonly received: number;
  /** Of those, new or changed since last time. */
  readonly changed: number;
  /** Whether the changes stand in the pod already; false when they are on their way. */
  readonly inPod: boolean;
  /** What could not be understood, by place and code. Kept at the source, and said. */
  readonly setAside: readonly SetAside[];
  readonly issues: readonly RecordIssue[];
}

interface Understood {
  readonly deliveries: readonly SourceDelivery[];
  readonly hashes: Map<RecordKey, string>;
  readonly setAside: readonly SetAside[];
  received: number;
}

/** Keeps the deliveries that say something new. */
function understand(
  desk: InstitutionDesk,
  deliveries: readonly SourceDelivery[],
  known: ReadonlyMap<string, string>,
  hashOf: (record: IncomingRecord) => string,
): Understood {
  const hashes = new Map<RecordKey, string>();
  const setAside: SetAside[] = [];
  let received = 0;
  const telling = deliveries.filter((delivery) => {
    const read = readDelivery(delivery, desk);
    setAside.push(...read.quarantined);
    received += read.records.length;
    const news = read.records.filter((record) => known.get(record.key) !== hashOf(record));
    for (const record of news) hashes.set(record.key, hashOf(record));
    return news.length > 0;
  });
  return { deliveries: telling, hashes, setAside, received };
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
  const learner = await ownLearner(house, caller);
  const desk = house.institutions.get(institution);
  const links = await house.ledger.learners.links(learner.id, new Date());
  const link = links.find((candidate) => candidate.institution === institution);
  if (desk === undefined || link === undefined) {
    throw new Fault('NotFound', 'You are not linked to this institution.');
  }
  const reading = await desk.connection.readLearner(link.personId, learner.id);
  const known = await house.ledger.deliveries.known(learner.id);
  const { deliveries, hashes, setAside, received } = understand(
    desk,
    reading.deliveries,
    known,
    ({ facets }) => house.fingerprint(learner.id, contentHash(facets)),
  );
  const report = {
    institution: desk,
    received,
    changed: hashes.size,
    setAside,
    issues: reading.issues,
  };
  if (hashes.size === 0) return { ...report, inPod: true };
  const { webId, clientId } = caller.principal;
  const work = await house.ledger.deliveries.accept(learner.id, {
    actor: { webId, client: clientId },
    institution,
    deliveries,
    hashes,
  });
  const inPod = work !== undefined && (await house.ledger.outbox.isDone(work, 3 * house.podWaitMs));
  return { ...report, inPod };
}
