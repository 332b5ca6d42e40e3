import type { InstitutionId, RecordKey } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { ownSource, type RecordFacets, type RecordVersion } from '../records/index.js';
import type { Workshop } from './house.js';
import { saidHash } from './said-hash.js';
import { storedRecords } from './stored-records.js';

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
 * A pod is its learner's, and they can write there what they like. So what stands in it is held against the hash that we kept of
 * what the institution said last, by a door of its own. What came of a patch, and what was joined, is known by another.
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
    if (known?.institution !== institution || !known.isOwnDoor) return undefined;
    const { facets } = record;
    const { hash, saidBy } = known;
    const isSame = hash === saidHash(shop, owner.id, { key: record.key, facets });
    return isSame ? { institution, facets, hash, saidBy } : undefined;
  }
  return undefined;
}
