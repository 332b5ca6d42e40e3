import { present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type CoreFacet,
  type GradingScale,
  Notes,
  type RecordKind,
  type RecordType,
  type Texts,
} from '../../records/index.js';
import { broughtBy, type Drafted, groupOf, itemKey, type Opened } from '../reading.js';
import { awardOf, type Described, levelOf, wordOf } from './elm-award.js';
import type { Claim } from './elm-claims.js';
import { creditsOf, type Whole } from './elm-credits.js';
import { ElmSource } from './elm-source.js';

/** What the credential around the claims says. */
export interface Envelope {
  readonly opened: Opened;
  readonly issuer: Texts;
  /** ISO 3166, of the issuer. */
  readonly country: string | undefined;
  readonly issuedOn: string | undefined;
  readonly validUntil: string | undefined;
  /** Its own profile says that it is the award of a qualification, or the supplement to one. */
  readonly isQualification: boolean;
  readonly codes: readonly { readonly type: string; readonly code: string }[];
}

/** Concepts of the European vocabulary of kinds of learning opportunities. */
const kinds: Readonly<Record<string, RecordKind>> = {
  '05053c1cbe': 'COURSE',
  '0f7dac46ca': 'COURSE',
  '17744a2647': 'COURSE',
  '79343569f3': 'PROGRAMME',
  '7e1ac538db': 'LEARNING_COMPONENT',
};
const shortProgramme = '74a4a268e8';

function opportunityOf(specification: ElmSource | undefined): string {
  const id = specification?.inside('dcType')?.id() ?? '';
  return /\/learning-opportunity\/(\w+)$/.exec(id)?.[1] ?? '';
}

/**
 * A qualification that is whole is a diploma, unless it says itself that it is a short programme. What is claimed by
 * itself and is no course or class is a microcredential; what is part of something larger is a result.
 */
function recordTypeOf(claim: Claim, described: Described, envelope: Envelope): RecordType {
  const { specification } = described;
  if (claim.type === 'LearningEntitlement') return 'CERTIFICATE';
  if (claim.type !== 'LearningAchievement') return 'RESULT';
  const opportunity = opportunityOf(specification);
  if (opportunity === shortProgramme) return 'MICROCREDENTIAL';
  if (isWholeQualification(claim, specification, envelope)) return 'DIPLOMA';
  const isOfSomething = claim.whole !== undefined || Object.hasOwn(kinds, opportunity);
  return isOfSomething ? 'RESULT' : 'MICROCREDENTIAL';
}

function isWholeQualification(
  claim: Claim,
  specification: ElmSource | undefined,
  { isQualification }: Envelope,
): boolean {
  if (specification?.flag('isPartialQualification') === true) return false;
  const isDescribedSo = specification?.types().includes('Qualification') === true;
  return isDescribedSo || (isQualification && claim.whole === undefined);
}

function kindOf(claim: Claim, specification: ElmSource | undefined): RecordKind | undefined {
  if (claim.type === 'LearningAssessment') return 'TEST';
  if (claim.type === 'LearningActivity') return 'LEARNING_COMPONENT';
  const opportunity = opportunityOf(specification);
  return Object.hasOwn(kinds, opportunity) ? kinds[opportunity] : undefined;
}

/** `awardedBy` names the body; it may stand in the claim or, for an activity, in what it led to. */
function awardingOf(claim: ElmSource) {
  const process = claim.inside('awardedBy');
  const [body] = process?.each('awardingBody') ?? [];
  body?.leave('id');
  const name = body?.texts('legalName') ?? body?.texts('prefLabel') ?? body?.texts('altLabel');
  return { name, on: process?.dayOfMoment('awardingDate') };
}

function scaleOf(assessment: ElmSource): GradingScale {
  const scheme = assessment.inside('specifiedBy')?.inside('gradingScheme');
  const texts = [scheme?.texts('title'), scheme?.texts('description')];
  const raw = texts.map(wordOf).filter((text) => text !== undefined);
  return raw.length === 0 ? { kind: 'UNKNOWN' } : { kind: 'TEXTUAL', raw: raw.join(': ') };
}

/** The standard has achievements only for what was achieved; an assessment by itself does not say that it was passed. */
function assessmentOf(
  claim: Claim,
  assessments: readonly ElmSource[],
): AssessmentFacet | undefined {
  const graded = assessments.map((assessment) => ({
    assessment,
    score: wordOf(assessment.notesIn('grade')),
    testedOn: assessment.dayOfMoment('dateIssued'),
  }));
  const [first] = [...graded.filter(({ score }) => score !== undefined), ...graded];
  if (first === undefined) return undefined;
  const { assessment, score, testedOn } = first;
  return present({
    state: { value: 'COMPLETED' as const },
    pass: claim.type === 'LearningAchievement' ? ('PASSED' as const) : ('UNKNOWN' as const),
    score,
    scale: scaleOf(assessment),
    testedOn,
  });
}

function periodOf(sources: readonly ElmSource[]): CoreFacet['period'] {
  const periods = sources.flatMap((source) => source.each('temporal'));
  const [first] = periods.map((period) => {
    const [start, end] = [period.dayOfMoment('startDate'), period.dayOfMoment('endDate')];
    return present({ name: [], start, end });
  });
  return first?.start === undefined && first?.end === undefined ? undefined : first;
}

function open(claim: Claim, envelope: Envelope, notes: Notes): Described {
  const source = new ElmSource(claim.raw, claim.path, notes, envelope.country);
  source.leave('id', 'type', 'hasPart', 'isPartOf');
  const isAssessment = claim.type === 'LearningAssessment';
  return {
    claim: source,
    specification: source.inside('specifiedBy'),
    activities: claim.type === 'LearningActivity' ? [source] : source.each('influencedBy'),
    assessments: isAssessment ? [source] : source.each('provenBy'),
    validUntil: envelope.validUntil,
  };
}

function coreOf(claim: Claim, described: Described, envelope: Envelope): CoreFacet {
  const { claim: source, specification } = described;
  const isPartial = specification?.flag('isPartialQualification');
  const awarding = awardingOf(source);
  const title = source.texts('title');
  const usual = specification?.texts('title');
  if (title === undefined && usual === undefined) source.note('TITLE_MISSING', 'title');
  const [description, usually] = [source, specification].map((each) => each?.texts('description'));
  return present({
    recordType: recordTypeOf(claim, described, envelope),
    kind: kindOf(claim, specification),
    title: title ?? usual ?? [],
    description: description ?? usually,
    ...broughtBy(awarding.name ?? envelope.issuer),
    issuedOn: awarding.on ?? envelope.issuedOn,
    period: periodOf([source, ...described.activities]),
    level: levelOf(specification),
    award: awardOf(described, isPartial),
  });
}

/** One claim as a record. @param whole what it is a part of and gives credit by itself. */
export function draftOf(claim: Claim, envelope: Envelope, whole: Whole | undefined): Drafted {
  const notes = new Notes();
  const described = open(claim, envelope, notes);
  const core = coreOf(claim, described, envelope);
  const assessment = assessmentOf(claim, described.assessments);
  const group = groupOf(envelope.opened, claim.place);
  const credits =
    claim.type === 'LearningAchievement'
      ? creditsOf(described, core.institution.name, group, whole)
      : undefined;
  const codes = [...envelope.codes, ...described.claim.codes('identifier')];
  const identifiers = {
    connector: 'elm',
    sourceId: described.claim.id() ?? claim.place,
    codes,
    losses: described.claim.losses(),
    issues: notes.issues(),
  };
  const facets = present({ core, assessment, credits, identifiers });
  return { key: itemKey(envelope.opened, claim.place), item: claim.place, facets };
}
