import type { InstitutionId, RecordKey } from '../base/index.js';
import type { KnownHash, LearnerRow } from '../ledger/index.js';
import { readInbox } from '../pod/index.js';
import { contentHash, ownSource, type RecordFacets, type RecordVersion } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Workshop } from './house.js';
import { saidIn, storedRecords } from './stored-records.js';

/** A record as its institution said it last: what may be signed in its name. */
export interface Vouched {
  readonly institution: InstitutionId;
  readonly facets: RecordFacets;
  /** What it said, as we keep it, and by which delivery. */
  readonly hash: string;
  readonly saidBy: string | null;
}
type Shop = Pick<Workshop, 'ledger' | 'institutions' | 'fingerprint' | 'build'>;
type Owner = Pick<LearnerRow, 'id' | 'storage'>;

const isInstitutions = (id: InstitutionId, { facets: { core } }: RecordVersion): boolean =>
  id !== ownSource.id &&
  core.institution.id === id &&
  (core.assertedBy === 'INSTITUTION' || core.assertedBy === 'ISSUER_SIGNED');

/**
 * Whether it was joined out of several things that its institution names apart: one of them can be taken back by itself. Told by
 * the very bytes that were the last word, as they came to us; where they are not there, it may be.
 */
async function mayBeJoined(
  shop: Shop,
  owner: Owner,
  { institution, record }: { readonly institution: InstitutionId; readonly record: RecordVersion },
  saidBy: string | null,
): Promise<boolean> {
  if (record.facets.assessment?.attempts === undefined) return false;
  const taken = (await shop.ledger.deliveries.taken(owner.id)).get(saidBy ?? '');
  if (taken === undefined) return true;
  const [delivery] = await readInbox(shop.build, owner.storage, institution, [taken.id]);
  if (delivery === undefined || taken.mark !== markOf(shop, owner, delivery)) return true;
  const said = saidIn(shop, delivery).records.find(({ key }) => key === record.key);
  return said === undefined || said.isJoined === true;
}

/** Whether this is what its institution said last, all of it, by a door of its own. What came of a patch only the pod tells. */
async function isLastWord(
  shop: Shop,
  owner: Owner,
  found: { readonly institution: InstitutionId; readonly record: RecordVersion },
  known: KnownHash,
): Promise<boolean> {
  if (known.institution !== found.institution || !known.isOwnDoor) return false;
  if (known.hash !== shop.fingerprint(owner.id, contentHash(found.record.facets))) return false;
  return !(await mayBeJoined(shop, owner, found, known.saidBy));
}

/**
 * A pod is its learner's, and they can write there what they like. So what stands in it is held against the hash that we kept of
 * what the institution said last, by a door of its own.
 * @returns undefined for anything else, and for what is no longer the version that was asked for.
 */
export async function vouchedRecord(
  shop: Shop,
  owner: Owner,
  asked: { readonly record: RecordKey; readonly version: number },
): Promise<Vouched | undefined> {
  const stored = await storedRecords(shop, owner.storage);
  for (const [institution, { records }] of stored) {
    const record = records.find(
      ({ key, version, status }) =>
        key === asked.record && version === asked.version && status === 'CURRENT',
    );
    if (record === undefined || !isInstitutions(institution, record)) continue;
    const known = (await shop.ledger.deliveries.known(owner.id)).get(asked.record);
    if (known === undefined || !(await isLastWord(shop, owner, { institution, record }, known))) {
      return undefined;
    }
    const { hash, saidBy } = known;
    return { institution, facets: record.facets, hash, saidBy };
  }
  return undefined;
}
