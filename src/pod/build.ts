import { Fault, type InstitutionId, sha256Hex } from '../base/index.js';
import type { Grant, GrantView } from '../consent/index.js';
import type { Person, RecordVersion, SourceDelivery } from '../records/index.js';
import { containerRules, documentRules, type Reader } from './access-rules.js';
import { bundleFile, toBundles } from './bundles.js';
import { deleteDocument, getDocument, putDocument } from './documents.js';
import { layoutOf, rulesOf } from './layout.js';
import type { BundleRef } from './shapes.js';
import { type BuildTools, indexOf } from './stored.js';

const json = (value: object) => ({ body: JSON.stringify(value), mediaType: 'application/json' });
const turtle = (body: string) => ({ body, mediaType: 'text/turtle' });

/** Makes the pod a kluis: the learner's self agent may read records and consent documents, and nothing else. */
export async function openKluis(
  { fetch, context }: BuildTools,
  storage: string,
  self: Reader,
  person: Person,
): Promise<void> {
  const { edu, consent, person: personAt } = layoutOf(storage);
  await putDocument(fetch, personAt, json({ '@context': context, ...person }), {
    'if-none-match': '*',
  });
  for (const container of [edu, consent]) {
    await putDocument(fetch, rulesOf(container), turtle(containerRules(container, [self])));
  }
}

/** Keeps a delivery's exact bytes, and beside them where they came from. Once: the same delivery again changes nothing. */
export async function storeDelivery(
  { fetch }: BuildTools,
  storage: string,
  delivery: SourceDelivery,
): Promise<void> {
  const { page, ...manifest } = delivery;
  const { body, mediaType, ...source } = page;
  const at = layoutOf(storage).inbox(delivery.institution, delivery.id);
  const once = { 'if-none-match': '*' } as const;
  await putDocument(fetch, at.page, { body, mediaType }, once);
  await putDocument(
    fetch,
    at.manifest,
    json({ ...manifest, page: { ...source, mediaType } }),
    once,
  );
}

/** The deliveries these records came in, first come first: in this order they give the records again. */
function inOrderOfReceipt(records: readonly RecordVersion[]): readonly string[] {
  const came = new Map(records.map(({ delivery, receivedAt }) => [delivery, receivedAt]));
  const order = [...came].toSorted(([a, x], [b, y]) => (`${x} ${a}` < `${y} ${b}` ? -1 : 1));
  return order.map(([id]) => id);
}

/**
 * Writes one institution's records as bundles: only those whose bytes changed, the index last, so that a reader
 * never finds an index ahead of its bundles.
 * @param torn the bundles are not what the index names: then all are written.
 * @returns how many bundles were written.
 */
export async function writeRecords(
  { fetch, context }: BuildTools,
  storage: string,
  institution: InstitutionId,
  { records, torn }: { readonly records: readonly RecordVersion[]; readonly torn: boolean },
): Promise<number> {
  const { edu, index: at, institution: folderOf } = layoutOf(storage);
  const { index, etag } = await indexOf(fetch, storage);
  const folder = folderOf(institution);
  const known = new Map(index.bundles.map(({ path, sha256 }) => [path, sha256]));
  const refs: BundleRef[] = [];
  let written = 0;
  for (const bundle of toBundles(records, context)) {
    const { facet, body } = bundle;
    const path = `${folder.slice(edu.length)}${bundleFile(bundle)}`;
    const ref = {
      path,
      institution,
      facet,
      sha256: sha256Hex(body),
      bytes: Buffer.byteLength(body),
    };
    refs.push(ref);
    if (!torn && known.get(path) === ref.sha256) continue;
    await putDocument(fetch, `${edu}${path}`, { body, mediaType: 'application/json' });
    written += 1;
  }
  const others = index.bundles.filter((ref) => ref.institution !== institution);
  const deliveries = [
    ...index.deliveries.filter((delivery) => delivery.institution !== institution),
    ...inOrderOfReceipt(records).map((id) => ({ institution, id })),
  ];
  const next = json({ '@context': context, bundles: [...others, ...refs], deliveries });
  const precondition =
    etag === undefined ? { 'if-none-match': '*' as const } : { 'if-match': etag };
  if (!(await putDocument(fetch, at, next, precondition))) {
    throw new Fault('Conflict', 'somebody else wrote the index meanwhile');
  }
  return written;
}

/** Sets up a grant's view, readable by nobody until `readers` are let in. The view first, so that its rule never guards nothing. */
export async function openView(
  { fetch, context }: BuildTools,
  grant: Pick<Grant, 'view'>,
  view: GrantView,
  readers: readonly Reader[],
): Promise<void> {
  await putDocument(fetch, grant.view, json({ '@context': context, ...view }));
  await putDocument(fetch, rulesOf(grant.view), turtle(documentRules(grant.view, readers)));
}

/**
 * Brings an open view up to date. Never brings back a view that was closed meanwhile.
 * @returns whether anything had to be written.
 */
export async function rewriteView(
  { fetch, context }: BuildTools,
  { view: at }: Pick<Grant, 'view'>,
  view: GrantView,
): Promise<boolean> {
  const found = await getDocument(fetch, at);
  const next = json({ '@context': context, ...view });
  if (found === 'refused' || found.body === next.body || found.etag === undefined) return false;
  return putDocument(fetch, at, next, { 'if-match': found.etag });
}

/** Shuts a view to its readers; its content stays until `removeView`. */
export const shutView = ({ fetch }: BuildTools, { view }: Pick<Grant, 'view'>): Promise<void> =>
  deleteDocument(fetch, rulesOf(view));

export const removeView = ({ fetch }: BuildTools, { view }: Pick<Grant, 'view'>): Promise<void> =>
  deleteDocument(fetch, view);

/** Writes a document of the consent folder, once; what was said is never rewritten. */
export async function keepConsentDocument(
  { fetch }: BuildTools,
  url: string,
  document: object,
): Promise<void> {
  const content = { body: JSON.stringify(document), mediaType: 'application/lws+json' };
  await putDocument(fetch, url, content, { 'if-none-match': '*' });
}
