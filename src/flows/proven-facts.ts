import { canonicalJson, type LearnerId, type RecordKey } from '../base/index.js';
import type { ProvenFacts, ProvenRecord } from '../ledger/index.js';
import type { RecordFacets, RecordVersion } from '../records/index.js';

/** Parts whose words are those of the source; what only we or the learner say of a record is not among them. */
const parts = ['core', 'assessment', 'credits', 'evidence', 'feedback', 'identifiers'] as const;
type Part = (typeof parts)[number];
type Facets = { readonly [P in Part]?: RecordFacets[P] | undefined };

/** As the source said it, without what is laid over it: what it is the same as, and what proves it. */
function asSaid(part: Part, { credits, evidence, ...facets }: Facets): unknown {
  if (part === 'credits') {
    if (credits === undefined) return undefined;
    const { sameAs: _same, sameSince: _since, ...said } = credits;
    return said;
  }
  if (part === 'evidence') {
    if (evidence === undefined) return undefined;
    const { provenBy: _links, ...said } = evidence;
    return said;
  }
  return facets[part];
}

/** A hash that nobody can try guesses against. */
export type Fingerprint = (learner: LearnerId, content: string) => string;

const hashOf = (
  {
    fingerprint,
    learner,
    digest,
  }: { fingerprint: Fingerprint; learner: LearnerId; digest: string },
  part: Part,
  said: unknown,
): string => fingerprint(learner, `${digest} ${part} ${canonicalJson(said)}`);

/** Under which name the form of which parts can be left out is kept among them. */
const selective = 'selective';
const formHash = (
  {
    fingerprint,
    learner,
    digest,
  }: { fingerprint: Fingerprint; learner: LearnerId; digest: string },
  form: string,
): string => fingerprint(learner, `${digest} ${selective} ${form}`);

/** Whether a selective form is the one that came in with this credential. @param form digest of what its issuer signed. */
export const isProvenForm = (
  fingerprint: Fingerprint,
  learner: LearnerId,
  { digest, form }: { readonly digest: string; readonly form: string },
  facts: ProvenFacts | undefined,
): boolean => facts?.[selective] === formHash({ fingerprint, learner, digest }, form);

/** What signed bytes say, part by part, of records that were just made of them. */
export function provenBy(
  fingerprint: Fingerprint,
  learner: LearnerId,
  records: readonly Pick<RecordVersion, 'key' | 'facets'>[],
): readonly ProvenRecord[] {
  return records.flatMap(({ key, facets }) => {
    const digest = facets.credential?.digest;
    if (digest === undefined) return [];
    const by = { fingerprint, learner, digest };
    const facts = parts.flatMap((part) => {
      const said = asSaid(part, facets);
      return said === undefined ? [] : [[part, hashOf(by, part, said)] as const];
    });
    const form = facets.credential?.selective?.digest;
    const forms = form === undefined ? [] : [[selective, formHash(by, form)] as const];
    return [{ key, digest, facts: Object.fromEntries([...facts, ...forms]) }];
  });
}

/** What a reader is shown of a record that has a credential. */
export interface ShownFacts {
  readonly key: RecordKey;
  readonly digest: string;
  readonly facets: Facets;
  /** Parts that are shown, and of which nothing stands there. */
  readonly silent: readonly string[];
}

/** Whether all that is shown is what the bytes say: somebody may have written beside them. */
export function isAsProven(
  fingerprint: Fingerprint,
  learner: LearnerId,
  { digest, facets, silent }: ShownFacts,
  facts: ProvenFacts,
): boolean {
  const by = { fingerprint, learner, digest };
  return parts.every((part) => {
    const said = asSaid(part, facets);
    if (said === undefined) return !(silent.includes(part) && facts[part] !== undefined);
    return facts[part] === hashOf(by, part, said);
  });
}
