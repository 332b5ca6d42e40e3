import type { RecordKey } from '../base/index.js';
import {
  type CoreFacet,
  type CreditsFacet,
  type EvidenceFacet,
  type RecordFacets,
  withoutRecognised,
} from '../records/index.js';

/** As a view shows a record: without what is the learner's alone, and without signed bytes, which stand beside it. */
export type ShownFacets = Pick<RecordFacets, 'core'> &
  Partial<Omit<RecordFacets, 'special' | 'credential'>>;

type Evidence = EvidenceFacet | undefined;

/** Evidence of nothing is none: what proved something that is not shown leaves no trace. */
function evidenceOf(documents: EvidenceFacet['documents'], provenBy: readonly RecordKey[]) {
  if (provenBy.length > 0) return { documents, provenBy };
  return documents.length > 0 ? { documents } : undefined;
}

/** What is shown under the same terms, and of which of that it is told how it ended. */
export interface Beside {
  readonly shown: ReadonlySet<RecordKey>;
  readonly outcomes: ReadonlySet<RecordKey>;
}

/**
 * What is recognised is named where it is shown beside it and how it ended is told there anyway, since only what was passed is
 * recognised; else it is told only that something is.
 */
function coreWithin(core: CoreFacet, { outcomes: shown }: Beside): CoreFacet {
  const record = core.recognition?.record;
  return record === undefined || shown.has(record) ? core : withoutRecognised(core);
}

/**
 * Of the records that prove something or are recognised, those that are shown beside it. A record that is withheld is not
 * named, and neither is that there is one.
 */
export function linksWithin(all: ShownFacets, beside: Beside): ShownFacets {
  const { shown } = beside;
  const core = coreWithin(all.core, beside);
  const facets = core === all.core ? all : { ...all, core };
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

/** What two grants show of one thing: neither takes away what the other names. */
export const unitedCore = (word: CoreFacet, other: CoreFacet): CoreFacet =>
  word.recognition !== undefined &&
  word.recognition.record === undefined &&
  other.recognition?.record !== undefined
    ? { ...word, title: other.title, recognition: other.recognition }
    : word;

/** What of a view can be counted, and so be the same as something else in it. */
export const countedIn = (
  records: readonly { readonly key: RecordKey; readonly facets: ShownFacets }[],
): ReadonlySet<RecordKey> =>
  new Set(records.filter(({ facets }) => facets.credits !== undefined).map(({ key }) => key));

/** Of the records that tell of the same achievement, those that are counted beside it. Of others there is no trace. */
export function sameWithin(facets: ShownFacets, counted: ReadonlySet<RecordKey>): ShownFacets {
  const { credits, ...others } = facets;
  if (credits?.sameAs === undefined) return facets;
  const { sameAs, sameSince = '', ...alone } = credits;
  const named = sameAs.filter((key) => counted.has(key));
  const left = named.length === 0 ? alone : { ...alone, sameAs: named, sameSince };
  return { ...others, credits: left };
}

/** What two grants show of one thing: neither takes away what the other names. */
export function unitedCredits(
  word: CreditsFacet | undefined,
  other: CreditsFacet | undefined,
): CreditsFacet | undefined {
  const said = [word, other].filter((credits) => credits?.sameAs !== undefined);
  const [first] = said;
  if (word === undefined || first?.sameSince === undefined) return word;
  const named = new Set(said.flatMap((credits) => credits?.sameAs ?? []));
  return { ...word, sameAs: [...named].toSorted(), sameSince: first.sameSince };
}

/** By which ids a source knows what was taken is no news of it: it may be heard with a correction that is hidden. */
export function withoutOffering(facets: ShownFacets): ShownFacets {
  const { offering: _ids, ...core } = facets.core;
  return { ...facets, core };
}
