import { z } from 'zod';
import {
  canonicalJson,
  Fault,
  hasDoubleNames,
  type InstitutionId,
  sha256Hex,
} from '../base/index.js';
import type { Grant, GrantView } from '../consent/index.js';
import {
  lastWords,
  type Person,
  type RecordVersion,
  type SameDecision,
  type SourceDelivery,
} from '../records/index.js';
import type { Keepers } from './access-languages.js';
import type { Reader } from './access-rules.js';
import { type Bundle, bundleFile, toBundles } from './bundles.js';
import { deleteDocument, getDocument, type NewContent, putDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { type BundleRef, type DeliveryRef, type PodIndex, readShape } from './shapes.js';
import {
  type DocumentAccess,
  findSigned,
  putWithRule,
  settleSigned,
  shutDocument,
  type WantedSigned,
} from './signed-beside.js';
import { accessFor, type BuildTools, indexOf, rulesAt } from './stored.js';

/** The same content is the same bytes, by whatever way we came to know it. */
const json = (value: object) => ({ body: canonicalJson(value), mediaType: 'application/json' });
/** JSON that reads as RDF too (pods/vocab); whoever reads it as JSON passes over what begins with an @. */
const linked = (context: object, type: string, value: object) =>
  json({ '@context': context, '@id': '', '@type': type, ...value });
const turtle = (body: string) => ({ body, mediaType: 'text/turtle' });

/** Makes the pod a kluis: the learner's self agent may read records and consent documents, and nothing else. */
export async function openKluis(
  tools: BuildTools,
  storage: string,
  { self, keepers }: { readonly self: Reader; readonly keepers: Keepers },
  person: Person,
): Promise<void> {
  const { fetch, context } = tools;
  const { edu, consent, person: personAt } = layoutOf(storage);
  await putDocument(fetch, personAt, linked(context, 'Person', person), {
    'if-none-match': '*',
  });
  for (const container of [edu, consent]) {
    const { language, suffix } = await accessFor(tools, container);
    const rules = turtle(language.containerRules(container, [self], keepers));
    await putDocument(fetch, `${container}${suffix}`, rules);
  }
}

/** What a school calls its bytes decides nothing here: served under a name that browsers run, they would run. */
const safely = (mediaType: string): string =>
  /^application\/(problem\+)?json$/.test(mediaType) ? mediaType : 'application/octet-stream';

/** Once, and whole: what a write that was cut off left there, or a hand, is not what came. */
async function keepExactly(fetch: BuildTools['fetch'], at: string, content: NewContent) {
  if (await putDocument(fetch, at, content, { 'if-none-match': '*' })) return;
  const found = await getDocument(fetch, at);
  if (found === 'refused') throw new Fault('PodUnreachable', 'the pod neither took nor has it');
  if (found.body !== content.body) await putDocument(fetch, at, content);
}

/** Keeps a delivery's exact bytes, and beside them where they came from. Once: the same delivery again changes nothing. */
export async function storeDelivery(
  { fetch, context }: BuildTools,
  storage: string,
  delivery: SourceDelivery,
): Promise<void> {
  const { page, ...manifest } = delivery;
  const { body, mediaType, ...source } = page;
  const at = layoutOf(storage).inbox(delivery.institution, delivery.id);
  await keepExactly(fetch, at.page, { body, mediaType: safely(mediaType) });
  const beside = { ...manifest, page: { ...source, mediaType } };
  await keepExactly(fetch, at.manifest, linked(context, 'Delivery', beside));
}

type Receipts = readonly Omit<DeliveryRef, 'institution'>[];
const idsOf = (receipts: Receipts): string => receipts.map(({ id }) => id).join();

/** All that stands of one institution. */
export interface InstitutionRecords {
  readonly records: readonly RecordVersion[];
  /** In the order they came: in this order they give the records again. */
  readonly deliveries: Receipts;
}
export interface NewRecords extends InstitutionRecords {
  /** What these were worked out from: the deliveries that the index named. */
  readonly from: Receipts;
  /** The bundles are not what the index names: then all are written. */
  readonly torn: boolean;
  /** What the learner said of pairs of records: with their own, and only there. */
  readonly said?: SaidOfPairs;
}
export interface SaidOfPairs {
  readonly words: readonly SameDecision[];
  /** Made again of all deliveries: what of it could not be read is among them. */
  readonly isRebuilt: boolean;
}

/** As the index has it. */
const inIndex = ({ records, said, at }: SameDecision) => ({ pair: records, said, receivedAt: at });
/** What a learner said stands with their own records; whoever writes others leaves it, readable or not. */
function sameIn({ same: known }: PodIndex, said: SaidOfPairs | undefined) {
  if (said === undefined) return known === undefined ? {} : { same: known.raw };
  const words = lastWords([...(known?.words ?? []), ...said.words]).map(inIndex);
  const same = said.isRebuilt ? words : [...words, ...(known?.unread ?? [])];
  return same.length > 0 ? { same } : {};
}

const refOf = (institution: InstitutionId, path: string, { facet, body }: Bundle): BundleRef => ({
  path,
  institution,
  facet,
  sha256: sha256Hex(body),
  bytes: Buffer.byteLength(body),
});

/**
 * Writes one institution's records as bundles: only those whose bytes changed, the index after them, so that a reader
 * never finds an index ahead of its bundles.
 * @throws Fault `Conflict` when the index is not, or no more, the one these were worked out from.
 */
export async function writeRecords(
  { fetch, context }: BuildTools,
  storage: string,
  institution: InstitutionId,
  { records, deliveries, from, torn, said }: NewRecords,
): Promise<void> {
  const { edu, index: at, institution: folderOf } = layoutOf(storage);
  const { index, etag } = await indexOf(fetch, storage);
  const isOthers = (ref: { readonly institution: InstitutionId }) =>
    ref.institution !== institution;
  if (idsOf(index.deliveries.filter((ref) => !isOthers(ref))) !== idsOf(from)) {
    throw new Fault('Conflict', 'the index names other deliveries than were read');
  }
  const folder = folderOf(institution).slice(edu.length);
  const known = new Map(index.bundles.map(({ path, sha256 }) => [path, sha256]));
  const bundles = toBundles(records, context).map((bundle) => {
    const path = `${folder}${bundleFile(bundle)}`;
    return { bundle, ref: refOf(institution, path, bundle) };
  });
  for (const { bundle, ref } of bundles) {
    if (!torn && known.get(ref.path) === ref.sha256) continue;
    const content = { body: bundle.body, mediaType: 'application/json' };
    await putDocument(fetch, `${edu}${ref.path}`, content);
  }
  const refs = bundles.map(({ ref }) => ref);
  const next = linked(context, 'RecordIndex', {
    ...sameIn(index, said),
    bundles: [...index.bundles.filter(isOthers), ...refs],
    deliveries: [
      ...index.deliveries.filter(isOthers),
      ...deliveries.map((delivery) => ({ institution, ...delivery })),
    ],
  });
  const precondition =
    etag === undefined ? { 'if-none-match': '*' as const } : { 'if-match': etag };
  if (!(await putDocument(fetch, at, next, precondition))) {
    throw new Fault('Conflict', 'somebody else wrote the index meanwhile');
  }
  const named = new Set(refs.map(({ path }) => path));
  for (const { path } of index.bundles.filter((ref) => !isOthers(ref))) {
    if (!named.has(path)) await deleteDocument(fetch, `${edu}${path}`);
  }
}

/**
 * Sets up a grant's view, readable by nobody until `readers` are let in, after the signed bytes that it names.
 * @param signed all that must stand beside it; absent where nothing ever did, and then nobody looks.
 */
export async function openView(
  tools: BuildTools,
  { view: at }: Pick<Grant, 'view'>,
  view: GrantView,
  access: DocumentAccess,
  signed?: readonly WantedSigned[],
): Promise<void> {
  if (signed !== undefined) await settleSigned(tools, at, signed, { ...access, rule: 'anew' });
  await putWithRule(tools, at, linked(tools.context, 'GrantView', view).body, access);
}

/** What must stand beside a view, and whom it is for. */
export interface BesideView {
  readonly signed: readonly WantedSigned[];
  readonly access: DocumentAccess;
}

/**
 * Brings an open view up to date. Never brings back a view that was closed meanwhile.
 * @param beside absent where nothing ever stood beside it, and then nobody looks.
 */
export async function rewriteView(
  tools: BuildTools,
  { view: at }: Pick<Grant, 'view'>,
  view: GrantView,
  beside?: BesideView,
): Promise<'same' | 'written' | 'not taken'> {
  const { fetch, context } = tools;
  const found = await getDocument(fetch, at);
  const next = linked(context, 'GrantView', view);
  if (found === 'refused' || found.etag === undefined) return 'not taken';
  if (beside !== undefined) {
    await settleSigned(tools, at, beside.signed, { ...beside.access, rule: 'as the view' });
  }
  if (found.body === next.body) return 'same';
  return (await putDocument(fetch, at, next, { 'if-match': found.etag })) ? 'written' : 'not taken';
}

/** Whether anything stands where a view would. */
export const hasView = async (tools: BuildTools, { view }: Pick<Grant, 'view'>): Promise<boolean> =>
  (await getDocument(tools.fetch, view)) !== 'refused' ||
  (await getDocument(tools.fetch, await rulesAt(tools, view))) !== 'refused';

/** Shuts a view to its readers; its content stays until `removeView`. */
export const shutView = (
  tools: BuildTools,
  { view }: Pick<Grant, 'view'>,
  keepers: Keepers,
): Promise<void> => shutDocument(tools, view, keepers);

export const removeView = ({ fetch }: BuildTools, { view }: Pick<Grant, 'view'>): Promise<void> =>
  deleteDocument(fetch, view);

interface TakingAway {
  /** Whether signed bytes may stand beside it; where none ever did nobody looks. */
  readonly mayHaveSigned: boolean;
  /** Whatever else must be so of the view and what stands beside it before their content goes. */
  readonly untilShut?: (documents: readonly string[]) => Promise<void>;
}

/**
 * Shuts a view and takes it away, with what stands beside it. Whatever the pod says of the one, the other is tried: nothing is
 * left there to see; the trouble is told after.
 */
export async function takeViewAway(
  tools: BuildTools,
  at: Pick<Grant, 'view'>,
  keepers: Keepers,
  { mayHaveSigned, untilShut }: TakingAway,
): Promise<void> {
  let signed: readonly string[] = [];
  try {
    await shutView(tools, at, keepers);
    if (mayHaveSigned) signed = await findSigned(tools, at.view);
    for (const place of signed) await shutDocument(tools, place, keepers);
    await untilShut?.([at.view, ...signed]);
  } catch (error) {
    for (const place of [at.view, ...signed]) {
      await deleteDocument(tools.fetch, place).catch(() => undefined);
    }
    throw error;
  }
  for (const place of signed) await deleteDocument(tools.fetch, place);
  await removeView(tools, at);
}

/** As whoever asks, exactly as it stands. @returns undefined for what is not there, or not for them. */
export async function readOwnDocument(
  fetch: BuildTools['fetch'],
  url: string,
): Promise<string | undefined> {
  const found = await getDocument(fetch, url);
  return found === 'refused' ? undefined : found.body;
}

/** @returns `unreadable` for what is no JSON object, or says a name twice: nothing that we wrote. */
export async function readConsentDocument(
  { fetch }: BuildTools,
  url: string,
): Promise<Readonly<Record<string, unknown>> | 'refused' | 'unreadable'> {
  const found = await getDocument(fetch, url);
  if (found === 'refused') return found;
  const said = readShape(z.record(z.string(), z.unknown()), found.body);
  return said === undefined || hasDoubleNames(found.body) ? 'unreadable' : said;
}

/** Writes a document of the consent folder, once; what was said is never rewritten. */
export async function keepConsentDocument(
  { fetch }: BuildTools,
  url: string,
  body: string,
): Promise<void> {
  const content = { body, mediaType: 'application/lws+json' };
  await putDocument(fetch, url, content, { 'if-none-match': '*' });
}
