import { present } from '../base/index.js';
import {
  type AssertedBy,
  type Countable,
  type RecordVersion,
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

const countable = ({ key, status, facets }: RecordVersion): readonly Countable[] => {
  const { credits, core } = facets;
  const { assertedBy, issuedOn } = core;
  return credits === undefined ? [] : [present({ key, status, assertedBy, credits, issuedOn })];
};

/** Totals count what schools and issuers said; a learner's own word never helps to reach one. */
function reachesLoad(
  { unit, atLeast, levelMin }: Extract<Claim, { kind: 'STUDY_LOAD' }>,
  records: readonly RecordVersion[],
): AssertedBy | undefined {
  const counted = records.filter((record) => isOfLevel(levelMin, record));
  const total = studyLoadTotals(counted.flatMap(countable)).find((line) => line.unit === unit);
  return total !== undefined && Number(total.amount) >= Number(atLeast) ? 'INSTITUTION' : undefined;
}

const isHeld = (
  { recordType, levelMin }: Extract<Claim, { kind: 'HOLDS' }>,
  record: RecordVersion,
): boolean =>
  record.facets.core.recordType === recordType &&
  record.facets.assessment?.pass !== 'FAILED' &&
  isOfLevel(levelMin, record);

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
  const counting = records.filter(
    ({ key, status, facets: { core } }) =>
      status === 'CURRENT' && !isWithheld(terms, { key, status, core }),
  );
  return terms.claims.map((claim) => {
    const basis = basisOf(claim, counting);
    return basis === undefined ? { claim, holds: false } : { claim, holds: true, basis };
  });
}
