import type { InstitutionId, RecordKey } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { readInbox } from '../pod/index.js';
import { contentHash, ownSource, type RecordFacets, type RecordVersion } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Workshop } from './house.js';
import { saidIn, storedRecords } from './stored-records.js';

/** A record as its institution said it last: what may be signed in its name. */
export interface Vouched {
  readonly institution: InstitutionId;
  readonly facets: RecordFacets;
  /** What it said, as we keep it. */
  readonly hash: string;
}
type Shop = Pick<Workshop, 'ledger' | 'institutions' | 'fingerprint' | 'build'>;
type Owner = Pick<LearnerRow, 'id' | 'storage'>;

const isInstitutions = (id: InstitutionId, { facets: { core } }: RecordVersion): boolean =>
  id !== ownSource.id &&
  core.institution.id === id &&
  (core.assertedBy === 'INSTITUTION' || core.assertedBy === 'ISSUER_SIGNED');

/** A change of what stood there: only its bytes say what came of it, and they must be those that came to us, put on its institution's own word. */
async function isAsPatched(
  shop: Shop,
  owner: Owner,
  { institution, record }: { readonly institution: InstitutionId; readonly record: RecordVersion },
  hash: string,
): Promise<boolean> {
  const [delivery] = await readInbox(shop.build, owner.storage, institution, [record.delivery]);
  const taken = (await shop.ledger.deliveries.taken(owner.id)).get(record.delivery);
  if (delivery === undefined || taken?.isOwnWord !== true) return false;
  if (taken.mark !== markOf(shop, owner, delivery)) return false;
  if (hash !== shop.fingerprint(owner.id, `patch ${delivery.page.sha256}`)) return false;
  const said = saidIn(shop, delivery).records.find(({ key }) => key === record.key);
  return said !== undefined && contentHash(said.facets) === contentHash(record.facets);
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
    if (known?.institution !== institution) return undefined;
    if (!(await shop.ledger.deliveries.cameByOwnDoor(owner.id, asked.record))) return undefined;
    const { facets } = record;
    const isSame = known.hash === shop.fingerprint(owner.id, contentHash(facets));
    const isGood = isSame || (await isAsPatched(shop, owner, { institution, record }, known.hash));
    return isGood ? { institution, facets, hash: known.hash } : undefined;
  }
  return undefined;
}
