import { present } from '../base/index.js';
import {
  type AssertedBy,
  type Countable,
  type RecordVersion,
  recognisedIn,
  studyLoadTotals,
} from '../records/index.js';
import type { Claim, ClaimAnswer } from './claim.js';
import { isWithheld, reaches, type ScopedTerms } from './scope.js';

const isOfLevel = (least: number | undefined, { facets }: RecordVersion): boolean =>
  reaches(least, facets.core.level?.eqf);

/** Strongest word first. */
const words: readonly AssertedBy[] = ['INSTITUTION', 'ISSUER_SIGNED', 'EMPLOYER', 'SELF', 'IMPORT'];
const strongest = (found: readonly RecordVersion[]): AssertedBy | undefined =>
  words.find((word) => found.some(({ facets }) => facets.core.assertedBy === word));

type Recognised = ReturnType<typeof recognisedIn>;

const countable = (
  { key, status, facets }: RecordVersion,
  recognised: Recognised,
): readonly Countable[] => {
  const { credits, core } = facets;
  const { assertedBy, issuedOn } = core;
  const parts = { recognisedIn: recognised.get(key) };
  if (credits === undefined) return [];
  return [present({ key, status, assertedBy, credits, issuedOn, ...parts })];
};

/** Whether a record can make a difference to the answer, by what it says of itself. */
function concerns(claim: Claim, record: RecordVersion): boolean {
  if (claim.kind === 'SKILL') return isSkill(claim.skill, record);
  if (claim.kind === 'HOLDS') return isHeld(claim, record);
  return record.facets.credits !== undefined && isOfLevel(claim.levelMin, record);
}

/** Totals count what schools and issuers said; a learner's own word never helps to reach one. */
function reachesLoad(
  { unit, atLeast }: Extract<Claim, { kind: 'STUDY_LOAD' }>,
  records: readonly RecordVersion[],
  recognised: Recognised,
): AssertedBy | undefined {
  const counted = records.flatMap((record) => countable(record, recognised));
  const total = studyLoadTotals(counted).find((line) => line.unit === unit);
  return total !== undefined && Number(total.amount) >= Number(atLeast) ? 'INSTITUTION' : undefined;
}

const isHeld = (
  { recordType, levelMin }: Extract<Claim, { kind: 'HOLDS' }>,
  record: RecordVersion,
): boolean =>
  record.facets.core.recordType === recordType &&
  // That something counts elsewhere is no certificate.
  record.facets.core.recognition === undefined &&
  record.facets.assessment?.pass !== 'FAILED' &&
  isOfLevel(levelMin, record);

const isSkill = (wanted: string, { facets: { core } }: RecordVersion): boolean =>
  core.recordType === 'SKILL' &&
  core.title.some(({ value }) => value.toLowerCase() === wanted.toLowerCase());

/** What the learner has and did not block, of the time the grant is about. */
const within = (terms: ScopedTerms, records: readonly RecordVersion[]): readonly RecordVersion[] =>
  records.filter(
    ({ key, status, facets: { core } }) =>
      status === 'CURRENT' && !isWithheld(terms, { key, status, core }),
  );

/** Whose word a record is when it counts; undefined: it counts for nothing, as what was taken back does. */
export type WordOf = (record: RecordVersion) => AssertedBy | undefined;
const asItSays: WordOf = ({ facets: { core } }) => core.assertedBy;

function asWordOf(record: RecordVersion, wordOf: WordOf): readonly RecordVersion[] {
  const assertedBy = wordOf(record);
  const { facets } = record;
  if (assertedBy === undefined) return [];
  return [{ ...record, facets: { ...facets, core: { ...facets.core, assertedBy } } }];
}

type Asking = ScopedTerms & { readonly claims: readonly Claim[] };

/** Of each claim the records that were looked at, whatever they count for. */
export const claimGrounds = (terms: Asking, records: readonly RecordVersion[]) => {
  const found = within(terms, records);
  return terms.claims.map((claim) => ({
    claim,
    records: found.filter((record) => concerns(claim, record)),
  }));
};

/** What is withheld is so by what a record says of itself, and what counts is so by the word that stands. */
export function answerClaims(
  terms: Asking,
  records: readonly RecordVersion[],
  wordOf: WordOf = asItSays,
): readonly ClaimAnswer[] {
  const found = within(terms, records).map(({ status, facets: { core } }) => ({ status, core }));
  const recognised = recognisedIn(found);
  return claimGrounds(terms, records).map(({ claim, records: looked }) => {
    const counting = looked.flatMap((record) => asWordOf(record, wordOf));
    const basis =
      claim.kind === 'STUDY_LOAD' ? reachesLoad(claim, counting, recognised) : strongest(counting);
    return basis === undefined ? { claim, holds: false } : { claim, holds: true, basis };
  });
}
