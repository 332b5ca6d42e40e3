import type { RecordKey } from '../base/index.js';
import type { EvidenceFacet, RecordFacets } from '../records/index.js';

/** As a view shows a record: without what is the learner's alone. */
export type ShownFacets = Pick<RecordFacets, 'core'> & Partial<Omit<RecordFacets, 'special'>>;

type Evidence = EvidenceFacet | undefined;

/** Evidence of nothing is none: what proved something that is not shown leaves no trace. */
function evidenceOf(documents: EvidenceFacet['documents'], provenBy: readonly RecordKey[]) {
  if (provenBy.length > 0) return { documents, provenBy };
  return documents.length > 0 ? { documents } : undefined;
}

/**
 * Of the records that prove something, those that are shown beside it. A record that is withheld is not named, and
 * neither is that there is one.
 */
export function linksWithin(facets: ShownFacets, shown: ReadonlySet<RecordKey>): ShownFacets {
  const { evidence, ...others } = facets;
  if (evidence?.provenBy === undefined) return facets;
  const named = evidence.provenBy.filter((key) => shown.has(key));
  const left = evidenceOf(evidence.documents, named);
  return left === undefined ? others : { ...others, evidence: left };
}

const linksOf = (evidence: Evidence): readonly RecordKey[] => evidence?.provenBy ?? [];

/** What two grants show of one thing: neither takes away what the other names. */
export function unitedEvidence(word: Evidence, other: Evidence): Evidence {
  const named = new Set([...linksOf(word), ...linksOf(other)]);
  if (named.size === 0) return word;
  return evidenceOf((word ?? other)?.documents ?? [], [...named].toSorted());
}
