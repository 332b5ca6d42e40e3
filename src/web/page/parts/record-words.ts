import type {
  AssertedBy,
  MyRecordsQuery,
  MyRecordsRecordFragment,
  PreviewScopeRecordFragment,
  StudyLoadUnit,
} from '../../../../schema/generated/graphql.js';
import type { Forms } from '../texts/forms.js';
import type { Say } from '../texts/texts.js';
import { type Decided, recognitionFacts } from './recognition-words.js';

/** What is shown of a grade; the rest of it no page says. */
type Marked<Assessment> = Assessment extends { readonly grade: unknown }
  ? Omit<Assessment, 'state' | 'scale'>
  : Assessment;
/** Of each kind of record, what is shown of any. */
type Shown<Listed extends PreviewScopeRecordFragment> = Listed extends unknown
  ? Omit<Listed, 'version' | 'level' | 'provenance' | 'assessment'> & {
      readonly level: Omit<NonNullable<Listed['level']>, 'derived'> | null;
      readonly provenance: Pick<Listed['provenance'], 'receivedAt'>;
      readonly assessment: Marked<Listed['assessment']>;
    }
  : never;
/** A record as any list of the contract gives it. */
export type ShownRecord = Shown<PreviewScopeRecordFragment>;
/** Why a total leaves it out. */
export type LeftOut = MyRecordsQuery['myRecords']['totals'][number]['leftOut'][number]['because'];
/** As the learner’s own list has it. */
export type OwnRecord = MyRecordsRecordFragment;

export const loadWords = (say: Say, forms: Forms, value: string, unit: StudyLoadUnit): string =>
  say('load', { value: forms.number(value), unit: say(`unit.${unit}`) });

/** The grade as printed, or what came in its place; undefined: there is none to expect. */
export function gradeWords(
  say: Say,
  forms: Forms,
  { assessment, recordType }: ShownRecord,
): string | undefined {
  if (assessment.__typename === 'NotShared') return say('record.not-shared');
  const { grade, pass, final } = assessment;
  const parts = [
    grade === null ? '' : forms.number(grade),
    pass === null ? '' : say(`pass.${pass}`),
    final === false ? say('record.provisional') : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join(' · ');
  return recordType === 'RESULT' ? say('record.no-grade') : undefined;
}

type Try = {
  readonly attempt: number | null;
  readonly rawScore: number | null;
  readonly maxRawScore: number | null;
};
/** "Poging 2: 65 van 75 punten"; nothing where neither is known. */
function oneTry(say: Say, forms: Forms, { attempt, rawScore, maxRawScore }: Try): string {
  const number = (value: number | null): string =>
    value === null ? '' : forms.number(String(value));
  const points =
    rawScore === null || maxRawScore === null
      ? ''
      : say('record.points', { points: number(rawScore), most: number(maxRawScore) });
  const which = attempt === null ? '' : say('record.attempt', { attempt });
  return [which, points].filter((part) => part !== '').join(': ');
}

/** Every known try at a test, with its points; undefined: there is nothing to tell of any. */
export function triesWords(
  say: Say,
  forms: Forms,
  { assessment }: ShownRecord,
): string | undefined {
  if (assessment.__typename === 'NotShared') return undefined;
  const words = (assessment.attempts ?? []).map((one) => oneTry(say, forms, one));
  return words.filter((part) => part !== '').join(' · ') || undefined;
}

/** What the learner’s own list has beside the rest. */
const testOf = ({ assessment }: ShownRecord) => ({
  day: 'testedOn' in assessment && typeof assessment.testedOn === 'string' && assessment.testedOn,
  percent:
    'weightPercent' in assessment &&
    typeof assessment.weightPercent === 'number' &&
    assessment.weightPercent,
});

/** The day of the test, and that a result of a day before it is odd; undefined: the school does not say. */
function testWords(say: Say, forms: Forms, record: ShownRecord): string | undefined {
  const { day } = testOf(record);
  if (day === false) return undefined;
  const date = forms.date(day);
  const { issuedOn } = record;
  return issuedOn !== null && issuedOn < day ? say('record.tested-later', { date }) : date;
}

/** "60%": what a test counts for in its course; undefined: the school does not say. */
function weightWords(say: Say, record: ShownRecord): string | undefined {
  const { percent } = testOf(record);
  return percent === false ? undefined : say('record.percent', { share: percent / 100 });
}

type Gone = 'WITHDRAWN' | 'REVOKED' | 'SUSPENDED';
/** Taken back by its school, or by whoever gave its credential. */
function goneBecause(status: string, ofCredential: string | undefined): Gone | undefined {
  if (status === 'WITHDRAWN') return status;
  return ofCredential === 'REVOKED' || ofCredential === 'SUSPENDED' ? ofCredential : undefined;
}

/** The load, and whether it was earned and still counts; undefined: there is none. */
export function creditWords(
  say: Say,
  forms: Forms,
  { credits, status, verification }: ShownRecord,
): string | undefined {
  if (credits.__typename === 'NotShared') return say('record.not-shared');
  const { load, notEarnedBecause } = credits;
  const gone = goneBecause(status, verification?.status);
  const because = gone ?? notEarnedBecause;
  const why = because === null ? '' : say(`left-out.${because}`);
  if (load === null) return why === '' ? undefined : why;
  const words = loadWords(say, forms, load.value, load.unit);
  if (credits.earned && gone === undefined) return `${words} · ${say('record.earned')}`;
  return why === '' ? words : `${words} (${why})`;
}

/** The same, and why it is in no total of whoever looks although it was earned. */
function countedWords(
  say: Say,
  forms: Forms,
  record: ShownRecord,
  leftOut: LeftOut | undefined,
): string | undefined {
  const words = creditWords(say, forms, record);
  const isEarned = record.credits.__typename === 'Credits' && record.credits.earned;
  if (words === undefined || leftOut === undefined || !isEarned) return words;
  return `${words} (${say(`left-out.${leftOut}`)})`;
}

/** The day, or as much of it as a learner remembered. */
const dayOf = (record: ShownRecord): string | null =>
  record.issuedOn ?? (record.__typename === 'Certificate' ? record.issued : null);

/** Where it was; what a learner entered themselves names the place in their own words. */
function whereOf(record: ShownRecord): string {
  const said = 'organisation' in record ? record.organisation : null;
  return said ?? record.institution.name;
}

function workFacts(
  say: Say,
  forms: Forms,
  record: ShownRecord,
): readonly (readonly [string, string | undefined])[] {
  if (record.__typename !== 'WorkExperience') return [];
  const { start, end, hoursPerWeek } = record;
  if (start === null) return [];
  const from = forms.date(start);
  const period =
    end === null
      ? say('record.period.since', { start: from })
      : say('record.period.of', { start: from, end: forms.date(end) });
  return [
    [say('record.period'), period],
    [say('record.hours'), hoursPerWeek === null ? undefined : forms.number(String(hoursPerWeek))],
  ];
}

/** By the school, and by the one at the other side where it tells. */
function stateWords(say: Say, record: ShownRecord): string | undefined {
  if (record.__typename !== 'Enrolment' || record.enrolmentState === null) return undefined;
  const own = say(`enrolment.${record.enrolmentState}`);
  if (record.remoteState === null) return own;
  return say('record.state-of-both', { own, other: say(`enrolment.${record.remoteState}`) });
}

/** By the names of the frameworks; empty where neither is known. */
export function frameworkWords({ nlqf, eqf }: { nlqf: string | null; eqf: number | null }): string {
  const known = [nlqf === null ? '' : `NLQF ${nlqf}`, eqf === null ? '' : `EQF ${eqf}`];
  return known.filter((part) => part !== '').join(' · ');
}

/** What a source writes where there is no level to tell. */
const noLevel = 'undefined';

const levelWords = ({ level }: ShownRecord): string | undefined =>
  level === null || level.raw === noLevel ? undefined : frameworkWords(level) || level.raw;

type Facts = readonly (readonly [name: string, fact: string | undefined])[];

/** A decision is of the day it came: it is no result, and has neither a grade nor credits. */
const decidedFacts = (say: Say, forms: Forms, record: ShownRecord & Decided): Facts => [
  [say('recognition.by'), record.institution.name],
  [say('record.when'), forms.momentDay(record.provenance.receivedAt)],
  ...recognitionFacts(say, record),
  [say('record.load'), say('recognition.no-load')],
];

/** How it went; a plan has none of this to share or not. */
function outcomeFacts(
  say: Say,
  forms: Forms,
  record: ShownRecord,
  leftOut: LeftOut | undefined,
): Facts {
  if (record.recordType === 'ROUTE') return [];
  return [
    [say('record.grade'), gradeWords(say, forms, record)],
    [say('record.tries'), triesWords(say, forms, record)],
    [say('record.test'), testWords(say, forms, record)],
    [say('record.weight'), weightWords(say, record)],
    [say('record.load'), countedWords(say, forms, record, leftOut)],
  ];
}

function learnedFacts(
  say: Say,
  forms: Forms,
  record: ShownRecord,
  leftOut: LeftOut | undefined,
): Facts {
  const issued = dayOf(record);
  const isDated = issued !== null || record.recordType === 'RESULT';
  const date = issued === null ? say('record.no-date') : forms.date(issued);
  return [
    [say('record.where'), whereOf(record)],
    [say('record.when'), isDated ? date : undefined],
    [say('record.state'), stateWords(say, record)],
    ...workFacts(say, forms, record),
    ...outcomeFacts(say, forms, record, leftOut),
    [say('record.level'), levelWords(record)],
    [say('record.about'), record.description ?? undefined],
  ];
}

/** What there is to say of a record, in order; what is not there is left out. */
export function factsOf(
  say: Say,
  forms: Forms,
  record: ShownRecord & Decided,
  leftOut?: LeftOut,
): readonly (readonly [name: string, fact: string])[] {
  const isDecision = record.recognition != null;
  const facts = isDecision
    ? decidedFacts(say, forms, record)
    : learnedFacts(say, forms, record, leftOut);
  return facts.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]));
}

/** Whether anybody but the learner stands behind it. */
export const isOwnWord = (assertedBy: AssertedBy): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';
