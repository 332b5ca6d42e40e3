import type { LearnerId } from '../base/index.js';
import type { Facet, RecordFacets, RecordVersion } from '../records/index.js';
import { type JudgeTools, judged } from './judged.js';
import { type FacetState, type ReadableRecord, type SignedState, unsigned } from './reading.js';

/** The bytes that a record was made of, from where they came in. */
export type BytesOf = (record: RecordVersion) => Promise<SignedState>;

function readable(version: RecordVersion, bytesOf: BytesOf): ReadableRecord {
  const { key, status, receivedAt, facets } = version;
  const contents: {
    readonly [F in keyof RecordFacets]?: NonNullable<RecordFacets[F]> | undefined;
  } = facets;
  const peek = <F extends Exclude<Facet, 'credential'>>(name: F): FacetState<F> => ({
    shared: true,
    content: contents[name],
  });
  const evidence = async () => (facets.credential === undefined ? unsigned : bytesOf(version));
  return {
    key,
    version: version.version,
    status,
    receivedAt,
    core: facets.core,
    shows: () => true,
    peek,
    facet: peek,
    signed: evidence,
    digest: () => facets.credential?.digest,
    evidence,
  };
}

export interface JudgedVersion extends Pick<ReadableRecord, 'core' | 'verdict'> {
  readonly record: RecordVersion;
}

/** Records as they stand in a pod, each with what comes of its credential: as they are judged for whoever reads them. */
export async function judgedVersions(
  tools: JudgeTools,
  learner: LearnerId,
  records: readonly RecordVersion[],
  bytesOf: BytesOf,
): Promise<readonly JudgedVersion[]> {
  const found = await judged(tools, learner)(records.map((record) => readable(record, bytesOf)));
  return records.flatMap((record, n) => {
    const { core, verdict } = found[n] ?? {};
    if (core === undefined) return [];
    return [verdict === undefined ? { record, core } : { record, core, verdict }];
  });
}
