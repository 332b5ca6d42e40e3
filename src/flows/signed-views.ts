import { closeFacets, type GrantView } from '../consent/index.js';
import type { GrantRow } from '../ledger/index.js';
import { findSigned, signedPages, type WantedSigned } from '../pod/index.js';
import type { RecordVersion } from '../records/index.js';
import type { Workshop } from './house.js';

/** Whether a grant shows signed bytes, by policy. */
export const showsSigned = ({ facets }: Pick<GrantRow, 'facets'>): boolean =>
  closeFacets(facets).has('credential');

/** Whether some version of a grant showed signed bytes: for others no pod is asked what stands beside their view. */
export async function mayHaveSigned(
  { ledger }: Pick<Workshop, 'ledger'>,
  grant: GrantRow,
): Promise<boolean> {
  if (showsSigned(grant)) return true;
  // It was only ever made less, or longer.
  return grant.version > 1 && (await ledger.grants.versions(grant.id)).some(showsSigned);
}

/** What stands beside the view of a grant at this moment. */
export const signedOf = async (shop: Workshop, grant: GrantRow): Promise<readonly string[]> =>
  (await mayHaveSigned(shop, grant)) ? findSigned(shop.build, grant.view) : [];

/** What must stand beside a view: of each record whose place it names, the bytes as they came in. */
export function signedFor(
  { build }: Pick<Workshop, 'build'>,
  storage: string,
  { records: shown }: GrantView,
  records: readonly RecordVersion[],
): readonly WantedSigned[] {
  const standing = records.filter(({ status }) => status !== 'SUPERSEDED');
  const byKey = new Map(standing.map((record) => [record.key, record]));
  const read = signedPages(build, storage);
  return shown.flatMap(({ key, digest, credential: place }) => {
    const record = byKey.get(key);
    const credential = record?.facets.credential;
    if (place === undefined || record === undefined || credential?.digest !== digest) return [];
    if (credential === undefined) return [];
    const { n } = place;
    return [{ n, digest: credential.digest, read: () => read(record.delivery, credential) }];
  });
}
