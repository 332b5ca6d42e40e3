import { canonicalJson, present, type RecordKey, sha256Hex } from '../base/index.js';
import type { RecordFacets, RecordVersion } from './record.js';

/** What one delivery says of one record. */
export interface IncomingRecord {
  readonly key: RecordKey;
  readonly facets: RecordFacets;
  /** Joined out of several things that its source names apart: none of them alone takes it back. */
  readonly isJoined?: boolean;
}
export interface ReceivedDelivery {
  readonly id: string;
  readonly receivedAt: string;
  readonly records: readonly IncomingRecord[];
  /** Records the source says it no longer has; those it never gave us are nobody's loss. */
  readonly withdrawn?: readonly RecordKey[];
  /** Why, where the source says so. */
  readonly withdrawalReason?: string;
  /**
   * Records of which it is a new word, also where it says what was said before or does not come to it: a signature beside
   * those is of the earlier word.
   */
  readonly anew?: readonly RecordKey[];
}

/** What its source said, without a signature that was put beside it since. */
function asSaid(facets: RecordFacets): RecordFacets {
  const { credential, ...said } = facets;
  const isSince = credential?.beside === true && said.core.assertedBy === 'ISSUER_SIGNED';
  return isSince ? { ...said, core: { ...said.core, assertedBy: 'INSTITUTION' } } : facets;
}

/** By which ids its source knows the offering is no news of what was learned: what was kept before that was read stays as it is. */
function withoutOffering(facets: RecordFacets): RecordFacets {
  const { offering: _ids, ...core } = facets.core;
  return { ...facets, core };
}

/** The hash by which a record is the same as last time: over what it says, not when or how often it came, or who signed it since. */
export const contentHash = (facets: RecordFacets): string =>
  sha256Hex(canonicalJson(withoutOffering(asSaid(facets))));

const isEarlier = (incoming: RecordFacets, current: RecordFacets): boolean =>
  incoming.core.issuedOn !== undefined &&
  current.core.issuedOn !== undefined &&
  incoming.core.issuedOn < current.core.issuedOn;

/** Whether a version, the latest of its record, says just this already. A record that was withdrawn says nothing any more. */
const says = (latest: RecordVersion, incoming: IncomingRecord): boolean =>
  latest.status === 'CURRENT' && contentHash(latest.facets) === contentHash(incoming.facets);

/** With the ids by which its source knows the offering now. */
function asOffered(latest: RecordVersion, { facets }: IncomingRecord): RecordVersion {
  const { offering } = facets.core;
  if (offering === undefined) return latest;
  return { ...latest, facets: { ...latest.facets, core: { ...latest.facets.core, offering } } };
}

/** The same, now with a signature that stands beside it: no other version of it. */
const signedSince = (
  latest: RecordVersion,
  incoming: IncomingRecord,
  delivery: string,
): RecordVersion =>
  incoming.facets.credential?.beside === true &&
  incoming.facets.credential.digest !== latest.facets.credential?.digest
    ? { ...latest, delivery, facets: incoming.facets }
    : asOffered(latest, incoming);

/** What stands is no longer what was signed, whatever becomes of it: a new word on it, or one that was joined, which none signs. */
function unsign(versions: RecordVersion[], keys: ReadonlySet<RecordKey>): void {
  for (const key of keys) {
    const at = versions.findLastIndex((one) => one.key === key);
    const latest = versions[at];
    if (latest !== undefined) versions[at] = { ...latest, facets: asSaid(latest.facets) };
  }
}

function withdraw(
  versions: RecordVersion[],
  { withdrawn = [], withdrawalReason }: ReceivedDelivery,
): void {
  const why = present({ withdrawalReason });
  for (const gone of withdrawn) {
    const at = versions.findLastIndex(({ key }) => key === gone);
    const latest = versions[at];
    if (latest !== undefined) versions[at] = { ...latest, status: 'WITHDRAWN', ...why };
  }
}

/** What a learner thinks to do is no word on what was learned: the next plan takes the place of the one before. */
const isPlan = ({ facets }: IncomingRecord): boolean => facets.core.recordType === 'ROUTE';

const nextOf = (
  latest: RecordVersion | undefined,
  { key, facets }: IncomingRecord,
  { id: delivery, receivedAt }: ReceivedDelivery,
): RecordVersion => ({
  key,
  version: (latest?.version ?? 0) + 1,
  status: 'CURRENT',
  receivedAt,
  delivery,
  ...(latest !== undefined && isEarlier(facets, latest.facets) && { outOfOrder: true }),
  facets,
});

/** @param at where its last version stands, or the end. @returns where its last version stands now. */
function take(
  versions: RecordVersion[],
  at: number,
  incoming: IncomingRecord,
  delivery: ReceivedDelivery,
): number {
  const latest = versions[at];
  if (latest !== undefined && says(latest, incoming)) {
    versions[at] = signedSince(latest, incoming, delivery.id);
    return at;
  }
  const next = nextOf(latest, incoming, delivery);
  if (latest !== undefined && isPlan(incoming)) {
    versions[at] = next;
    return at;
  }
  if (latest !== undefined) versions[at] = { ...latest, status: 'SUPERSEDED' };
  return versions.push(next) - 1;
}

/**
 * Adds a delivery to the history of one institution's records. What arrived last is current, older versions stay
 * behind it as superseded, what was withdrawn stays as withdrawn, and what says nothing new adds nothing: receiving
 * twice in a row equals receiving once.
 */
export function receive(
  history: readonly RecordVersion[],
  delivery: ReceivedDelivery,
): readonly RecordVersion[] {
  const versions = [...history];
  const places = new Map(versions.map(({ key }, place) => [key, place]));
  // A delivery that names one record twice says what it says last.
  const said = new Map(delivery.records.map((record) => [record.key, record]));
  const joined = delivery.records.flatMap(({ key, isJoined = false }) => (isJoined ? [key] : []));
  unsign(versions, new Set([...joined, ...(delivery.anew ?? [])]));
  for (const incoming of said.values()) {
    const at = places.get(incoming.key) ?? versions.length;
    places.set(incoming.key, take(versions, at, incoming, delivery));
  }
  withdraw(versions, delivery);
  return versions;
}
