import { z } from 'zod';
import { canonicalJson, Fault, present, type RecordKey } from '../base/index.js';
import type { RecordFacets, RecordVersion } from '../records/index.js';
import {
  BundleEntry,
  type BundleFacet,
  bundleFacets,
  Envelope,
  facetShapes,
} from './record-shapes.js';
import { readShape } from './shapes.js';

/** Above this a bundle is split, so that no read brings more than one page of a long life's learning. */
export const bundleBytes = 200_000;

export interface Bundle {
  readonly facet: BundleFacet;
  /** From 1; the first has no number in its name. */
  readonly part: number;
  readonly body: string;
}

export const bundleFile = ({ facet, part }: Pick<Bundle, 'facet' | 'part'>): string =>
  part === 1 ? `${facet}.json` : `${facet}-${part}.json`;

/** The same record has the same name in each bundle of its folder, so that read as RDF they add up. */
const nameOf = ({ key, version }: RecordVersion): string => `./#${key}-${version}`;

const entryOf = (record: RecordVersion, facet: BundleFacet): object | undefined => {
  const { facets, key, version } = record;
  if (facets[facet] === undefined) return undefined;
  if (facet !== 'core') return { '@id': nameOf(record), key, version, [facet]: facets[facet] };
  const { facets: _facets, ...envelope } = record;
  return { '@id': nameOf(record), ...envelope, core: facets.core };
};

/** Cuts a list of texts where the next one would pass the limit. */
function cut(texts: readonly string[], limit: number): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let size = limit;
  for (const text of texts) {
    const bytes = Buffer.byteLength(text);
    if (size + bytes > limit) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(text);
    size += bytes;
  }
  return parts;
}

/**
 * One institution's records, split by facet. The same records give the same bytes, in whatever order they were read, and
 * whether they were read from a school's bytes or from bundles.
 */
export function toBundles(records: readonly RecordVersion[], context: object): readonly Bundle[] {
  const inOrder = records.toSorted((a, b) =>
    a.key === b.key ? a.version - b.version : a.key < b.key ? -1 : 1,
  );
  return bundleFacets.flatMap((facet) => {
    const entries = inOrder.flatMap((record) => {
      const entry = entryOf(record, facet);
      return entry === undefined ? [] : [canonicalJson(entry)];
    });
    return cut(entries, bundleBytes).map((part, n) => ({
      facet,
      part: n + 1,
      body: `{"@context":${JSON.stringify(context)},"@id":"","@type":"RecordBundle","facet":"${facet}","records":[${part.join(',')}]}`,
    }));
  });
}

const Records = z.object({ records: z.array(z.record(z.string(), z.unknown())) });

/** A facet's content by record version. @throws Fault `PodUnreachable` when the bundle is not ours any more. */
export function readBundle<F extends BundleFacet>(
  facet: F,
  body: string,
  shapes = facetShapes,
): ReadonlyMap<string, NonNullable<RecordFacets[F]>> {
  const parsed = readShape(Records, body);
  if (parsed === undefined) throw new Fault('PodUnreachable', `bundle ${facet} is malformed`);
  const contents = parsed.records.map((entry) => {
    const stamp = BundleEntry.safeParse(entry);
    const content = shapes[facet].safeParse(entry[facet]);
    if (!stamp.success || !content.success) {
      throw new Fault('PodUnreachable', `bundle ${facet} is malformed`);
    }
    const { key, version } = stamp.data;
    return [versionKey(key, version), content.data] as const;
  });
  return new Map(contents);
}

export const versionKey = (key: RecordKey, version: number): string => `${key} ${version}`;

/** The envelopes that stand in a core bundle, in its order. */
export function readEnvelopes(body: string): readonly z.infer<typeof Envelope>[] {
  const parsed = readShape(z.object({ records: z.array(Envelope) }), body);
  if (parsed === undefined) throw new Fault('PodUnreachable', 'bundle core is malformed');
  return parsed.records;
}

type Part = Omit<Bundle, 'part'>;

/** One facet of all parts given, by record version. */
function contentsOf<F extends BundleFacet>(
  { parts, shapes }: { readonly parts: readonly Part[]; readonly shapes: typeof facetShapes },
  facet: F,
) {
  const mine = parts.filter((part) => part.facet === facet);
  return new Map(mine.flatMap(({ body }) => [...readBundle(facet, body, shapes)]));
}

/** Every facet of one record version, from the maps of all facets. */
function facetsAt(
  parts: readonly Part[],
  shapes: typeof facetShapes,
): (at: string) => RecordFacets {
  const all = { parts, shapes };
  const maps = {
    core: contentsOf(all, 'core'),
    assessment: contentsOf(all, 'assessment'),
    credits: contentsOf(all, 'credits'),
    evidence: contentsOf(all, 'evidence'),
    feedback: contentsOf(all, 'feedback'),
    identifiers: contentsOf(all, 'identifiers'),
    special: contentsOf(all, 'special'),
    credential: contentsOf(all, 'credential'),
  };
  return (at) => {
    const [core, identifiers] = [maps.core.get(at), maps.identifiers.get(at)];
    if (core === undefined || identifiers === undefined) {
      throw new Fault('PodUnreachable', 'a record stands in one bundle and not in another');
    }
    return present({
      core,
      identifiers,
      assessment: maps.assessment.get(at),
      credits: maps.credits.get(at),
      evidence: maps.evidence.get(at),
      feedback: maps.feedback.get(at),
      special: maps.special.get(at),
      credential: maps.credential.get(at),
    });
  };
}

/**
 * Puts one institution's bundles together again: the inverse of `toBundles`.
 * @param shapes how its facets are read.
 */
export function fromBundles(
  parts: readonly Part[],
  shapes = facetShapes,
): readonly RecordVersion[] {
  const at = facetsAt(parts, shapes);
  return parts
    .filter(({ facet }) => facet === 'core')
    .flatMap(({ body }) => readEnvelopes(body))
    .map((envelope) => ({ ...envelope, facets: at(versionKey(envelope.key, envelope.version)) }));
}
