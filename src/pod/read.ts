import { getFile } from '@inrupt/solid-client';
import { LRUCache } from 'lru-cache';
import { Fault, type InstitutionId, sha256Hex } from '../base/index.js';
import type { GrantView, Permit } from '../consent/index.js';
import {
  type CredentialFacet,
  type Person,
  pairName,
  type RecordFacets,
  type RecordPair,
  type SameDecision,
  type SameWord,
  type SelectiveForm,
} from '../records/index.js';
import { Budget, fewAtATime, Lanes, ownReading } from './budget.js';
import { readBundle, readEnvelopes } from './bundles.js';
import { type Layout, layoutOf } from './layout.js';
import { type BundleFacet, PersonShape, shapesOf } from './record-shapes.js';
import {
  type BundleRef,
  IndexShape,
  noRecords,
  type PodIndex,
  readShape,
  ViewShape,
} from './shapes.js';
import { signedBeside } from './signed-beside.js';
import { type FoundSigned, readSignedDocument, type SignedContent } from './signed-document.js';
import { signedReader } from './signed-pages.js';

type Fetch = typeof fetch;
const refusals = new Set([401, 403, 404, 410]);

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : undefined;

/** One request. @throws Fault `PodUnreachable` when the pod gives no usable answer. */
async function bodyOf(fetch: Fetch, url: string): Promise<{ readonly body: string } | 'refused'> {
  try {
    return { body: await (await getFile(url, { fetch })).text() };
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && refusals.has(status)) return 'refused';
    if (error instanceof Fault) throw error;
    throw new Fault('PodUnreachable', `the pod answered ${status ?? 'nothing'} to a read`, {
      cause: error,
    });
  }
}

/**
 * Reads what one grant shows: one request, as that grant's own delegate. The pod decides on its own; where the view
 * or its access rule is gone, for whatever reason, the grant is gone.
 */
export async function readView(permit: Permit, as: Fetch): Promise<GrantView | 'refused'> {
  const found = await bodyOf(as, permit.view);
  if (found === 'refused') return found;
  const view = readShape(ViewShape, found.body);
  if (view === undefined) throw new Fault('PodUnreachable', 'the view is malformed');
  return view;
}

/**
 * Reads one document of signed bytes beside a view: one request, as that grant's own delegate. The pod decides on its own.
 * @param n from 1.
 */
export async function readSigned(
  permit: Permit,
  n: number,
  as: Fetch,
): Promise<ReadonlyMap<string, FoundSigned>> {
  const found = await bodyOf(as, signedBeside(permit.view, n));
  return found === 'refused' ? new Map() : readSignedDocument(found.body);
}

/** Bundles by address and hash: content that cannot change under its key. Consulted once the index is in hand. */
const bundles = new LRUCache<string, string>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: (body) => body.length + 1,
});

async function bundleOf(fetch: Fetch, edu: string, ref: BundleRef): Promise<string> {
  const key = `${edu}${ref.path} ${ref.sha256}`;
  const known = bundles.get(key);
  if (known !== undefined) return known;
  const found = await bodyOf(fetch, `${edu}${ref.path}`);
  if (found === 'refused') throw new Fault('PodUnreachable', 'a bundle of the index is gone');
  // A delivery may have come between index and bundle: shown as it is, and not kept under a hash it has not.
  if (sha256Hex(found.body) === ref.sha256) bundles.set(key, found.body);
  return found.body;
}

export interface OwnEnvelope {
  readonly institution: InstitutionId;
  readonly envelope: ReturnType<typeof readEnvelopes>[number];
}
/** A learner's own pod, read as their self agent: the index first, then the facets that are asked for. */
export interface OwnPod {
  /** Core of everything, with what came of it (superseded and withdrawn versions too). */
  envelopes(): Promise<readonly OwnEnvelope[]>;
  /** One facet of one institution's records, by `versionKey`. */
  facet<F extends BundleFacet>(
    institution: InstitutionId,
    facet: F,
  ): Promise<ReadonlyMap<string, NonNullable<RecordFacets[F]>>>;
  /** The signed bytes of one record, where they came in. @returns undefined where nothing stands there any more. */
  signed(of: OwnEnvelope, credential: CredentialFacet): Promise<FoundSigned | undefined>;
  /** Its selective form with all its parts, likewise. */
  form(of: OwnEnvelope, form: SelectiveForm): Promise<SignedContent | undefined>;
  person(): Promise<Person>;
  /** What the learner said is the same, and what is not. */
  same(): Promise<readonly SameDecision[]>;
  /** The last word on one pair, by the pod at this moment; 'unknown' where not all that was said can be read. */
  readonly saidNow: (pair: RecordPair) => Promise<SameWord | 'unknown' | undefined>;
}

export async function readIndex(fetch: Fetch, url: string): Promise<PodIndex> {
  const found = await bodyOf(fetch, url);
  if (found === 'refused') return noRecords;
  const index = readShape(IndexShape, found.body);
  if (index === undefined) throw new Fault('PodUnreachable', 'the index is malformed');
  return index;
}

type Contents = {
  readonly [F in BundleFacet]: Map<
    InstitutionId,
    Promise<ReadonlyMap<string, NonNullable<RecordFacets[F]>>>
  >;
};
/** Thirty records that ask for one facet at once are one question, read and parsed once. */
const noContents = (): Contents => ({
  core: new Map(),
  assessment: new Map(),
  credits: new Map(),
  evidence: new Map(),
  feedback: new Map(),
  identifiers: new Map(),
  special: new Map(),
  credential: new Map(),
});
const joined = <F extends BundleFacet>(facet: F, found: readonly LoadedBundle[]) =>
  new Map(
    found.flatMap(({ ref, body }) => [...readBundle(facet, body, shapesOf(ref.institution))]),
  );
interface LoadedBundle {
  readonly ref: BundleRef;
  readonly body: string;
}

/** Many may be asked for at once: a few are read at a time. */
function ownSigned(as: Fetch, layout: Layout, budget: Budget): Pick<OwnPod, 'signed' | 'form'> {
  const lanes = new Lanes();
  const read = signedReader(as, budget);
  const placeOf = ({ institution, envelope }: OwnEnvelope) =>
    layout.inbox(institution, envelope.delivery);
  return {
    signed: (of, credential) => lanes.run(() => read.page(placeOf(of), credential)),
    form: (of, form) => lanes.run(() => read.form(placeOf(of), form)),
  };
}

/** @param as the learner's self agent. The index is read once, at the first question. */
export function ownPod(storage: string, as: Fetch): OwnPod {
  const layout = layoutOf(storage);
  let index: Promise<PodIndex> | undefined;
  const indexNow = () => {
    index ??= readIndex(as, layout.index);
    return index;
  };
  const refs = async (facet: BundleFacet, institution?: InstitutionId) => {
    return (await indexNow()).bundles.filter(
      (ref) => ref.facet === facet && (institution ?? ref.institution) === ref.institution,
    );
  };
  const budget = new Budget(ownReading);
  const read = async (ref: BundleRef): Promise<string> => {
    const body = await bundleOf(as, layout.edu, ref);
    budget.take(body);
    return body;
  };
  const asked = new Map<string, Promise<string>>();
  const load = (found: readonly BundleRef[]) =>
    fewAtATime(found, async (ref) => {
      const body = asked.get(ref.path) ?? read(ref);
      asked.set(ref.path, body);
      return { ref, body: await body };
    });
  const contents = noContents();
  return {
    ...ownSigned(as, layout, budget),
    async envelopes() {
      const cores = await load(await refs('core'));
      return cores.flatMap(({ ref, body }) =>
        readEnvelopes(body).map((envelope) => ({ institution: ref.institution, envelope })),
      );
    },
    facet(institution, facet) {
      const known = contents[facet].get(institution);
      if (known !== undefined) return known;
      const loaded = refs(facet, institution).then(load);
      const content = loaded.then((found) => joined(facet, found));
      contents[facet].set(institution, content);
      return content;
    },
    async same() {
      return (await indexNow()).same?.words ?? [];
    },
    saidNow: async (pair) => {
      const found = await readIndex(as, layout.index);
      if (found === noRecords || found.same?.isWhole === false) return 'unknown';
      const name = pairName(pair);
      return found.same?.words.find(({ records }) => pairName(records) === name)?.said;
    },
    async person() {
      const found = await bodyOf(as, layout.person);
      return (found === 'refused' ? undefined : readShape(PersonShape, found.body)) ?? {};
    },
  };
}
