import { sha256Hex } from '../base/index.js';
import {
  closeFacets,
  type GrantView,
  partsShown,
  type ScopedTerms,
  showsSignedApart,
} from '../consent/index.js';
import { showsOnly, withParts } from '../credentials/index.js';
import type { GrantRow } from '../ledger/index.js';
import {
  findSigned,
  nameOfForm,
  type SignedContent,
  signedPages,
  type WantedSigned,
} from '../pod/index.js';
import {
  type PartApart,
  type RecordVersion,
  type SelectiveForm,
  sizeWith,
} from '../records/index.js';
import type { Workshop } from './house.js';

/** Whether a grant shows signed bytes, by policy: of whole records, or of their parts. */
export const showsSigned = ({ facets }: Pick<GrantRow, 'facets'>): boolean =>
  closeFacets(facets).has('credential') || showsSignedApart(facets);

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

/** A selective form with just these of its parts. */
export function formWith(
  whole: SignedContent | undefined,
  parts: readonly PartApart[],
): SignedContent | undefined {
  const bytes = whole && withParts(whole.bytes, parts);
  return bytes && { ...whole, bytes, digest: sha256Hex(bytes) };
}

/** Whether these bytes are that form with just these parts: none is missing, none is too much. */
const isFormWith = (
  { bytes }: SignedContent,
  form: SelectiveForm,
  parts: readonly PartApart[],
): boolean => bytes.length === sizeWith(form, parts) && showsOnly(bytes, form.digest, parts);

/**
 * What must stand beside a view: of each record whose place it names, the bytes as they came in; or a form of them in which
 * stands what these terms show.
 */
export function signedFor(
  { build }: Pick<Workshop, 'build'>,
  storage: string,
  { records: shown }: GrantView,
  { records, terms }: { readonly records: readonly RecordVersion[]; readonly terms: ScopedTerms },
): readonly WantedSigned[] {
  const standing = records.filter(({ status }) => status !== 'SUPERSEDED');
  const byKey = new Map(standing.map((record) => [record.key, record]));
  const read = signedPages(build, storage);
  return shown.flatMap(({ key, digest, credential: place }): readonly WantedSigned[] => {
    const record = byKey.get(key);
    const credential = record?.facets.credential;
    if (place === undefined || record === undefined || credential?.digest !== digest) return [];
    if (credential === undefined) return [];
    const { n, form: named } = place;
    const { delivery } = record;
    if (named === undefined) {
      return [{ n, name: credential.digest, read: () => read.page(delivery, credential) }];
    }
    const { selective: form } = credential;
    const parts = partsShown(terms, record);
    if (form === undefined || parts === undefined) return [];
    const made = async () => formWith(await read.form(delivery, form), parts);
    const isIt = (content: SignedContent) => isFormWith(content, form, parts);
    return [{ n, name: nameOfForm(form.digest), isIt, read: made }];
  });
}
