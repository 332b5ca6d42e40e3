import { Fault, type InstitutionId, sha256Hex } from '../base/index.js';
import {
  ownSource,
  type Person,
  type RecordVersion,
  type SameDecision,
  type SourceDelivery,
} from '../records/index.js';
import { Budget, buildersReading, fewAtATime } from './budget.js';
import { fromBundles } from './bundles.js';
import { getDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { PersonShape, shapesOf } from './record-shapes.js';
import { type AccessOf, oursAlone, type PodAccess } from './rules-place.js';
import {
  type BundleRef,
  type DeliveryRef,
  IndexShape,
  ManifestShape,
  noRecords,
  type PodIndex,
  readShape,
} from './shapes.js';

type Fetch = typeof fetch;

/** What the builder needs to write one learner's pod. */
export interface BuildTools {
  /** As the builder: agent and client together. */
  readonly fetch: Fetch;
  /** JSON-LD context of what we write (pods/vocab). */
  readonly context: object;
  /** How a pod says whom it lets in; absent: all pods are on our own server. */
  readonly accessOf?: AccessOf;
}

export const accessFor = (
  { fetch, accessOf = oursAlone }: Pick<BuildTools, 'fetch' | 'accessOf'>,
  url: string,
): Promise<PodAccess> => accessOf(fetch, url);
/** The pod did other than what was known of where its rules stand. */
export const forgetAccess = ({ accessOf }: Pick<BuildTools, 'accessOf'>, url: string): void =>
  accessOf?.forget?.(url);
/** Where the rules of a document or container stand. */
export const rulesAt = async (
  tools: Pick<BuildTools, 'fetch' | 'accessOf'>,
  url: string,
): Promise<string> => `${url}${(await accessFor(tools, url)).suffix}`;

interface ReadIndex {
  readonly index: PodIndex;
  readonly etag: string | undefined;
}

export async function indexOf(fetch: Fetch, storage: string): Promise<ReadIndex> {
  const found = await getDocument(fetch, layoutOf(storage).index);
  if (found === 'refused') return { index: noRecords, etag: undefined };
  const index = readShape(IndexShape, found.body);
  if (index === undefined) throw new Fault('PodUnreachable', 'the index is malformed');
  return { index, etag: found.etag };
}

/** @returns 'torn' when a bundle is not the one the index names: a write that was cut off, or an edit by hand. */
async function bundlesOf(
  fetch: Fetch,
  storage: string,
  refs: readonly BundleRef[],
  budget: Budget,
) {
  const { edu } = layoutOf(storage);
  const found = await fewAtATime(refs, async ({ facet, path, sha256 }) => {
    const document = await getDocument(fetch, `${edu}${path}`);
    if (document === 'refused') return [];
    budget.take(document.body);
    return sha256Hex(document.body) === sha256 ? [{ facet, body: document.body }] : [];
  });
  const bundles = found.flat();
  return bundles.length === refs.length ? bundles : 'torn';
}

/** What the index and bundles say of one institution; 'torn' where the bundles are not what the index names, or what it says cannot be read. */
export interface StoredRecords {
  readonly records: readonly RecordVersion[] | 'torn';
  /** In the order they came. */
  readonly deliveries: readonly DeliveryRef[];
  /** Of the learner's own: what they said is the same, and what is not. */
  readonly same?: readonly SameDecision[];
  /** Whether that is all of it; false where some cannot be read. */
  readonly isSameWhole?: boolean;
}

/** Every version of every record that stands in the pod's bundles, by institution. */
export async function readRecords(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
): Promise<ReadonlyMap<InstitutionId, StoredRecords>> {
  const { index } = await indexOf(fetch, storage);
  const bundles = Map.groupBy(index.bundles, ({ institution }) => institution);
  const deliveries = Map.groupBy(index.deliveries, ({ institution }) => institution);
  const ids = [...new Set([...bundles.keys(), ...deliveries.keys()])];
  const budget = new Budget(buildersReading);
  const stored = ids.map(async (id): Promise<readonly [InstitutionId, StoredRecords]> => {
    const found = await bundlesOf(fetch, storage, bundles.get(id) ?? [], budget);
    const same = id === ownSource.id ? index.same : undefined;
    const records: StoredRecords['records'] =
      found === 'torn' ? found : fromBundles(found, shapesOf(id));
    const all = { records, deliveries: deliveries.get(id) ?? [] };
    if (same === undefined) return [id, all];
    return [id, { ...all, same: same.words, isSameWhole: same.isWhole }];
  });
  return new Map(await Promise.all(stored));
}

/** Deliveries as they came in, exact bytes: what bundles can always be made of again. */
export async function readInbox(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
  institution: InstitutionId,
  ids: readonly string[],
): Promise<readonly SourceDelivery[]> {
  const budget = new Budget(buildersReading);
  return fewAtATime(ids, async (id) => {
    const at = layoutOf(storage).inbox(institution, id);
    const [page, manifest] = await Promise.all([
      getDocument(fetch, at.page),
      getDocument(fetch, at.manifest),
    ]);
    const told = manifest === 'refused' ? undefined : readShape(ManifestShape, manifest.body);
    if (page === 'refused' || manifest === 'refused' || told === undefined) {
      throw new Fault('PodUnreachable', 'a delivery of the index is gone or malformed');
    }
    budget.take(page.body);
    budget.take(manifest.body);
    return { ...told, page: { ...told.page, body: page.body } };
  });
}

/** What came in one delivery, as text. @returns undefined for what is not there. */
export async function readPage(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
  institution: InstitutionId,
  id: string,
): Promise<string | undefined> {
  const page = await getDocument(fetch, layoutOf(storage).inbox(institution, id).page);
  return page === 'refused' ? undefined : page.body;
}

/** Who the learner is, as their pod has it. */
export async function readPerson(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
): Promise<Person> {
  const found = await getDocument(fetch, layoutOf(storage).person);
  return (found === 'refused' ? undefined : readShape(PersonShape, found.body)) ?? {};
}
