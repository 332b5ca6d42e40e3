import { Fault, type InstitutionId, sha256Hex } from '../base/index.js';
import type { Person, RecordVersion, SourceDelivery } from '../records/index.js';
import { fromBundles } from './bundles.js';
import { getDocument } from './documents.js';
import { layoutOf } from './layout.js';
import {
  type BundleRef,
  IndexShape,
  ManifestShape,
  PersonShape,
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
}

interface ReadIndex {
  readonly index: PodIndex;
  readonly etag: string | undefined;
}

export async function indexOf(fetch: Fetch, storage: string): Promise<ReadIndex> {
  const found = await getDocument(fetch, layoutOf(storage).index);
  if (found === 'refused') return { index: { bundles: [], deliveries: [] }, etag: undefined };
  const index = readShape(IndexShape, found.body);
  if (index === undefined) throw new Fault('PodUnreachable', 'the index is malformed');
  return { index, etag: found.etag };
}

/** @returns 'torn' when a bundle is not the one the index names: a write that was cut off, or an edit by hand. */
async function bundlesOf(fetch: Fetch, storage: string, refs: readonly BundleRef[]) {
  const { edu } = layoutOf(storage);
  const found = await Promise.all(
    refs.map(async ({ facet, path, sha256 }) => {
      const document = await getDocument(fetch, `${edu}${path}`);
      const whole = document !== 'refused' && sha256Hex(document.body) === sha256;
      return whole ? [{ facet, body: document.body }] : [];
    }),
  );
  const bundles = found.flat();
  return bundles.length === refs.length ? bundles : 'torn';
}

/** Every version of every record that stands in the pod's bundles; 'torn' where they are not what the index names. */
export async function readRecords(
  { fetch }: BuildTools,
  storage: string,
): Promise<ReadonlyMap<InstitutionId, readonly RecordVersion[] | 'torn'>> {
  const { index } = await indexOf(fetch, storage);
  const perInstitution = Map.groupBy(index.bundles, ({ institution }) => institution);
  const records = await Promise.all(
    [...perInstitution].map(async ([id, refs]) => {
      const bundles = await bundlesOf(fetch, storage, refs);
      return [id, bundles === 'torn' ? bundles : fromBundles(bundles)] as const;
    }),
  );
  return new Map(records);
}

/** The deliveries of one institution in the order they came: what bundles can always be made of again. */
export async function readInbox(
  { fetch }: BuildTools,
  storage: string,
  institution: InstitutionId,
): Promise<readonly SourceDelivery[]> {
  const { index } = await indexOf(fetch, storage);
  const mine = index.deliveries.filter((delivery) => delivery.institution === institution);
  return Promise.all(
    mine.map(async ({ id }) => {
      const at = layoutOf(storage).inbox(institution, id);
      const [page, manifest] = await Promise.all([
        getDocument(fetch, at.page),
        getDocument(fetch, at.manifest),
      ]);
      const told = manifest === 'refused' ? undefined : readShape(ManifestShape, manifest.body);
      if (page === 'refused' || told === undefined) {
        throw new Fault('PodUnreachable', 'a delivery of the index is gone or malformed');
      }
      return { ...told, page: { ...told.page, body: page.body } };
    }),
  );
}

/** Who the learner is, as their pod has it. */
export async function readPerson({ fetch }: BuildTools, storage: string): Promise<Person> {
  const found = await getDocument(fetch, layoutOf(storage).person);
  return (found === 'refused' ? undefined : readShape(PersonShape, found.body)) ?? {};
}
