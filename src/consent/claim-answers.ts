import {
  type AssertedBy,
  type Countable,
  type RecordVersion,
  studyLoadTotals,
} from '../records/index.js';
import type { Claim, ClaimAnswer } from './claim.js';
import { isWithheld, type ScopedTerms } from './scope.js';

const reaches = (least: number | undefined, { facets }: RecordVersion): boolean => {
  const eqf = facets.core.level?.eqf;
  return least === undefined || (eqf !== undefined && eqf >= least);
};

/** Strongest word first. */
const words: readonly AssertedBy[] = ['INSTITUTION', 'ISSUER_SIGNED', 'EMPLOYER', 'SELF', 'IMPORT'];
const strongest = (found: readonly RecordVersion[]): AssertedBy | undefined =>
  words.find((word) => found.some(({ facets }) => facets.core.assertedBy === word));

const countable = ({ key, status, facets }: RecordVersion): readonly Countable[] => {
  const { credits, core } = facets;
  const { assertedBy, issuedOn } = core;
  if (credits === undefined) return [];
  return [{ key, status, assertedBy, credits, ...(issuedOn !== undefined && { issuedOn }) }];
};

/** Totals count what schools and issuers said; a learner's own word never helps to reach one. */
function reachesLoad(
  { unit, atLeast, levelMin }: Extract<Claim, { kind: 'STUDY_LOAD' }>,
  records: readonly RecordVersion[],
): AssertedBy | undefined {
  const counted = records.filter((record) => reaches(levelMin, record));
  const total = studyLoadTotals(counted.flatMap(countable)).find((line) => line.unit === unit);
  return total !== undefined && Number(total.amount) >= Number(atLeast) ? 'INSTITUTION' : undefined;
}

const isHeld = (
  { recordType, levelMin }: Extract<Claim, { kind: 'HOLDS' }>,
  record: RecordVersion,
): boolean =>
  record.facets.core.recordType === recordType &&
  record.facets.assessment?.pass !== 'FAILED' &&
  reaches(levelMin, record);

const isSkill = (wanted: string, { facets: { core } }: RecordVersion): boolean =>
  core.recordType === 'SKILL' &&
  core.title.some(({ value }) => value.toLowerCase() === wanted.toLowerCase());

function basisOf(claim: Claim, records: readonly RecordVersion[]): AssertedBy | undefined {
  if (claim.kind === 'STUDY_LOAD') return reachesLoad(claim, records);
  if (claim.kind === 'HOLDS') return strongest(records.filter((record) => isHeld(claim, record)));
  return strongest(records.filter((record) => isSkill(claim.skill, record)));
}

/** Worked out over what the learner has and did not block, of the time the grant is about. */
export function answerClaims(
  terms: ScopedTerms & { readonly claims: readonly Claim[] },
  records: readonly RecordVersion[],
): readonly ClaimAnswer[] {
  if (terms.claims.length === 0) return [];
  const counting = records.filter(
    ({ key, status, facets: { core } }) =>
      status === 'CURRENT' && !isWithheld(terms, { key, status, core }),
  );
  return terms.claims.map((claim) => {
    const basis = basisOf(claim, counting);
    return basis === undefined ? { claim, holds: false } : { claim, holds: true, basis };
  });
}
