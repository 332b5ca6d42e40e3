import { present } from '../../base/index.js';
import {
  type Alignment,
  type Award,
  chooseText,
  type Level,
  type Texts,
} from '../../records/index.js';
import type { ElmSource } from './elm-source.js';

/** As sent; in English where there is a choice, since people elsewhere know a concept by its English name. */
export const wordOf = (texts: Texts | undefined): string | undefined =>
  chooseText(texts ?? [], ['en'])?.value;

const duration =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

/** Years, months, weeks or days, and no hours. */
const isInDates = (text: string): boolean => /^P[^T]+$/.test(text);
function isBeyondTenYears(text: string): boolean {
  const [, years = '0', months = '0'] = duration.exec(text) ?? [];
  return Number(years) + Number(months) / 12 > 10;
}

interface Duration {
  readonly source: ElmSource;
  readonly name: string;
  readonly text: string;
}
const durationIn = (source: ElmSource, name: string): readonly Duration[] => {
  const text = source.word(name);
  return text === undefined ? [] : [{ source, name, text }];
};

/** What it takes, as sent. Months beside hours are a slip for minutes or hours: said, and not mended. */
function workloadOf(specification: ElmSource | undefined, activities: readonly ElmSource[]) {
  const own = specification === undefined ? [] : durationIn(specification, 'volumeOfLearning');
  const others = activities.flatMap((activity) => {
    const described = activity.inside('specifiedBy');
    const usual = described === undefined ? [] : durationIn(described, 'volumeOfLearning');
    return [...durationIn(activity, 'workload'), ...usual];
  });
  const all = [...own, ...others];
  const isInHours = all.some(({ text }) => duration.test(text) && !isInDates(text));
  for (const { source, name, text } of all) {
    if (!duration.test(text)) source.note('TYPE', name);
    else if (isBeyondTenYears(text) || (isInHours && isInDates(text))) {
      source.note('IMPLAUSIBLE_DURATION', name);
    }
  }
  return (own[0] ?? others[0])?.text;
}

const skillsIn = (outcome: ElmSource, name: string, framework: string | undefined) =>
  outcome.each(name).flatMap((skill): Alignment[] => {
    const url = skill.url('id');
    const label = wordOf(skill.label()) ?? url;
    return label === undefined ? [] : [present({ name: label, framework, url })];
  });

/** Skills of all outcomes: ESCO's by its addresses, others as they are called. */
function alignmentsOf(specification: ElmSource | undefined): readonly Alignment[] | undefined {
  const outcomes = specification?.each('learningOutcome') ?? [];
  const skills = outcomes.flatMap((outcome) => {
    outcome.leave('id');
    return [
      ...skillsIn(outcome, 'relatedESCOSkill', 'ESCO'),
      ...skillsIn(outcome, 'relatedSkill', undefined),
    ];
  });
  return skills.length === 0 ? undefined : skills;
}

export interface Described {
  readonly claim: ElmSource;
  readonly specification: ElmSource | undefined;
  readonly activities: readonly ElmSource[];
  readonly assessments: readonly ElmSource[];
  readonly validUntil: string | undefined;
}

const withoutLearning = (word: string | undefined): string | undefined =>
  word?.replace(/ learning$/i, '');

/** Whether they looked who was there, by the words of the concept. */
function identityChecked(supervision: string | undefined): boolean | undefined {
  if (supervision === undefined) return undefined;
  if (/without.*\bid\b/i.test(supervision)) return false;
  return /\bid\b/i.test(supervision) ? true : undefined;
}

/** How it was learned and shown, in the words of who awards it. */
export function awardOf(described: Described, isPartial: boolean | undefined): Award | undefined {
  const { specification, activities, assessments, validUntil } = described;
  const supervision = assessments
    .map((assessment) => wordOf(assessment.labels('idVerification')))
    .find((word) => word !== undefined);
  const forms = assessments.map((assessment) =>
    wordOf(assessment.inside('specifiedBy')?.labels('dcType')),
  );
  const award: Award = present({
    type: wordOf(specification?.labels('dcType')),
    criteria: specification?.notesIn('learningOutcomeSummary'),
    formality: withoutLearning(wordOf(specification?.labels('learningSetting'))),
    participation: wordOf(specification?.labels('mode')),
    assessment: forms.find((word) => word !== undefined),
    supervision,
    identityChecked: identityChecked(supervision),
    partialQualification: isPartial,
    workload: workloadOf(specification, activities),
    validUntil,
    alignments: alignmentsOf(specification),
  });
  return Object.keys(award).length === 0 ? undefined : award;
}

/** From the address of the concept, else from its name. */
function eqfOf(concept: ElmSource | undefined, label: string | undefined): number | undefined {
  const number = /\/eqf\/([0-8])$/.exec(concept?.id() ?? '')?.[1] ?? /[0-8]/.exec(label ?? '')?.[0];
  return number === undefined ? undefined : Number(number);
}

/** The level in the European framework, with the country's own words where it has them. */
export function levelOf(specification: ElmSource | undefined): Level | undefined {
  const european = specification?.inside('eqfLevel');
  const national = wordOf(specification?.labels('nqfLevel'));
  const label = wordOf(european?.label());
  const eqf = eqfOf(european, label);
  const raw = national ?? label ?? eqf?.toString();
  if (raw === undefined) return undefined;
  const nlqf = /^NLQF\D*(4\+|[1-8])$/i.exec(national ?? '')?.[1];
  return present({ raw, eqf, nlqf, derived: false });
}
