import {
  Fault,
  type LearnerId,
  present,
  type RecordKey,
  recordKey,
  sha256Hex,
} from '../base/index.js';
import type { SubjectMatch, Verdict } from '../credentials/index.js';
import { type DocumentReading, type IsRecipient, isRecipient } from '../documents/index.js';
import type { HashedDelivery, LearnerRow } from '../ledger/index.js';
import { ownPod } from '../pod/index.js';
import {
  broughtSource,
  contentHash,
  type IncomingRecord,
  type RecordFacets,
  type SetAside,
} from '../records/index.js';
import { subjectOf } from './about-whom.js';
import { markOf } from './archive-tools.js';
import {
  documentDelivery,
  type KeptDocument,
  readBroughtDocument,
  wouldBeOwn,
} from './brought-document.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';
import { readHeld } from './read-held.js';
import { unpacked } from './unpacked.js';

const { id: nobodys } = broughtSource;

/** One record that a document gives, as it would stand in the kluis. */
export interface DocumentItem {
  /** Where in the document. */
  readonly item: string;
  readonly record: RecordKey;
  readonly facets: RecordFacets;
  /** It stands in the kluis already, just so. */
  readonly isKept: boolean;
  /** Another document, with the same id of its own, says something else. Neither takes the other's place. */
  readonly isIdReused: boolean;
}
/** What a document is and would bring; nothing of it is stored. */
export interface DocumentLook {
  readonly learner: LearnerId;
  readonly reading: DocumentReading;
  readonly items: readonly DocumentItem[];
  /** Records that the document has and that cannot be kept. */
  readonly setAside: readonly SetAside[];
  /** Of a badge: whether it was given to the address in the learner's kluis. Nobody proved that it is theirs. */
  readonly recipient?: IsRecipient;
  /** Of what bears a signature: what comes of it. */
  readonly verdict?: Verdict;
}
export interface DocumentKept {
  readonly look: DocumentLook;
  /** Records that are new, or were taken back before. */
  readonly kept: number;
  readonly pod: PodState;
}

/** Records in one document. An honest transcript has some hundreds. */
const mostRecords = 1000;

interface Known {
  readonly hashes: ReadonlyMap<RecordKey, string>;
  /** Of documents that were brought before: which records go by an id of the document's own. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Only the pod knows the ids: in our database is no id of anybody's. */
async function knownOf(house: House, { principal }: Caller, learner: LearnerRow): Promise<Known> {
  const known = [...(await house.ledger.deliveries.known(learner.id))];
  const mine = known.filter(([, { institution }]) => institution === nobodys);
  const hashes = new Map(mine.map(([key, { hash }]) => [recordKey(key), hash]));
  if (mine.length === 0) return { hashes, ids: new Map() };
  const pod = ownPod(learner.storage, house.agents.selfFetch(principal));
  const found = [...(await pod.facet(nobodys, 'identifiers'))];
  const byId = Map.groupBy(found, ([, { sourceId }]) => sourceId);
  const ids = [...byId].map(
    ([id, places]) => [id, new Set(places.map(([at]) => at.split(' ')[0] ?? ''))] as const,
  );
  return { hashes, ids: new Map(ids) };
}

function itemOf(
  { item, record: { key, facets } }: { item: string; record: IncomingRecord },
  known: Known,
  fingerprint: string,
): DocumentItem {
  const sameId = known.ids.get(facets.identifiers.sourceId) ?? new Set<string>();
  return {
    item,
    record: key,
    facets,
    isKept: known.hashes.get(key) === fingerprint,
    isIdReused: [...sameId].some((other) => other !== key),
  };
}

/** Of what brings no records. */
export const lookAtNothing = (learner: LearnerRow, reading: DocumentReading): DocumentLook => ({
  learner: learner.id,
  reading,
  items: [],
  setAside: [],
});

const badges: ReadonlySet<string> = new Set(['ob2', 'ob3']);

/** The address is read in their own pod, for this, and kept nowhere. */
async function recipientOf(
  house: House,
  { principal }: Caller,
  { storage }: LearnerRow,
  bytes: Uint8Array,
): Promise<IsRecipient> {
  const { contact } = await ownPod(storage, house.agents.selfFetch(principal)).person();
  return isRecipient(bytes, contact?.email ?? '');
}

/** The address in their kluis is not proven to be theirs: it can only tell that a badge is somebody else's. */
async function verdictOn(
  house: House,
  bytes: Uint8Array,
  recipient: IsRecipient | undefined,
): Promise<Verdict | undefined> {
  const digest = sha256Hex(bytes);
  const subject: SubjectMatch = recipient === 'NO_MATCH' ? 'NO_MATCH' : 'UNCHECKED';
  const one = { digest, bytes: () => Promise.resolve(bytes), subject };
  return (await house.credentials.judge([one])).get(digest);
}

async function look(house: House, caller: Caller, bytes: Uint8Array) {
  const learner = await ownLearner(house, caller);
  const reading = readHeld(bytes);
  if (reading.kind !== 'IMPORTED') return { learner, look: lookAtNothing(learner, reading) };
  const known = await knownOf(house, caller, learner);
  const recipient = badges.has(reading.standard)
    ? await recipientOf(house, caller, learner, bytes)
    : undefined;
  const first = { ...reading, records: reading.records.slice(0, mostRecords) };
  const some = wouldBeOwn(first, Buffer.from(bytes).toString(), recipient === 'NO_MATCH');
  const items = some.flatMap(({ item, record }) => {
    if (record === undefined) return [];
    const said = house.fingerprint(learner.id, contentHash(record.facets));
    return [itemOf({ item, record }, known, said)];
  });
  const odd = some.filter(({ record }) => record === undefined);
  const setAside = [
    ...reading.quarantined,
    ...odd.map(({ item }) => ({ path: item, code: 'NOT_LEGIBLE' })),
    ...(reading.records.length > mostRecords ? [{ path: '', code: 'TOO_MANY' }] : []),
  ];
  const verdict = reading.proof === 'NONE' ? undefined : await verdictOn(house, bytes, recipient);
  const seen = { learner: learner.id, reading, items, setAside };
  return { learner, look: { ...seen, ...present({ recipient, verdict }) } };
}

/** What a learner's document is, and what it would bring. Nothing is stored. */
export const previewDocument = async (
  house: House,
  caller: Caller,
  bytes: Uint8Array,
): Promise<DocumentLook> => (await look(house, caller, unpacked(bytes).bytes)).look;

/** What of a look the learner keeps. @throws Fault `BadInput` for a record that the document has not. */
function chosen({ items }: DocumentLook, keep: readonly string[] | undefined): readonly string[] {
  const all = items.map(({ item }) => item);
  const some = keep ?? all;
  if (some.length === 0) throw new Fault('BadInput', 'Choose what of this file you keep.');
  if (!some.every((item) => all.includes(item))) {
    throw new Fault('BadInput', 'This file has no such record.');
  }
  return some;
}

function hashed(house: House, learner: LearnerRow, kept: KeptDocument): HashedDelivery {
  const delivery = documentDelivery(learner.id, kept, new Date());
  const said = readBroughtDocument(delivery).records.map(
    ({ key, facets }) => [key, house.fingerprint(learner.id, contentHash(facets))] as const,
  );
  return { delivery, hashes: new Map(said), mark: markOf(house, learner, delivery) };
}

/** Before the records are there: no moment in which somebody else's badge is theirs. */
async function noteAboutWhom(house: House, { id }: LearnerRow, bytes: Uint8Array): Promise<void> {
  const digest = sha256Hex(bytes);
  const awarded = await house.ledger.credentials.awardedTo(digest);
  // Whose it is that was signed here, is known here.
  if (awarded !== undefined) {
    await house.ledger.credentials.noteSubject(id, digest, awarded === id);
    return;
  }
  const subject = await subjectOf(house, id, bytes);
  if (subject === 'UNCHECKED') return;
  await house.ledger.credentials.noteSubject(id, digest, subject === 'MATCH');
}

/**
 * A learner keeps what they hold themselves: the exact bytes, and the records that they chose of it. Their own word for
 * ever, whoever is named in it. The same bytes again are nothing new; no id in them makes them a version of anything.
 * @param keep places of records in the document; absent: all that can be kept.
 */
export async function importDocument(
  house: House,
  caller: Caller,
  bytes: Uint8Array,
  keep?: readonly string[],
): Promise<DocumentKept> {
  const { bytes: own, picture } = unpacked(bytes);
  const { learner, look: seen } = await look(house, caller, own);
  if (seen.reading.kind !== 'IMPORTED') return { look: seen, kept: 0, pod: 'CONFIRMED' };
  const delivery = hashed(house, learner, {
    text: Buffer.from(own).toString(),
    keep: chosen(seen, keep),
    isToAnother: seen.recipient === 'NO_MATCH',
    ...(picture !== undefined && { picture }),
  });
  if (seen.reading.proof === 'NOT_CHECKED') await noteAboutWhom(house, learner, own);
  // That it is somebody else's is believed of an address that nobody proved; that it is theirs is not.
  if (seen.recipient === 'NO_MATCH') {
    await house.ledger.credentials.noteSubject(learner.id, sha256Hex(own), false);
  }
  const { changed, work } = await house.ledger.deliveries.accept(learner.id, {
    actor: actorOf(caller),
    institution: nobodys,
    deliveries: [delivery],
    own: 'ADDED',
  });
  return { look: seen, kept: changed.length, pod: await podState(house, work) };
}
