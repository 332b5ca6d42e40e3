import type {
  AssertedBy,
  MyRecordsRecordFragment,
  PreviewScopeRecordFragment,
  StudyLoadUnit,
} from '../../../../schema/generated/graphql.js';
import type { Forms } from '../texts/forms.js';
import type { Say } from '../texts/texts.js';

/** Of each kind of record, what is shown of any. */
type Shown<Listed extends PreviewScopeRecordFragment> = Listed extends unknown
  ? Omit<Listed, 'version' | 'provenance'> & {
      readonly provenance: Pick<Listed['provenance'], 'receivedAt'>;
    }
  : never;
/** A record as any list of the contract gives it. */
export type ShownRecord = Shown<PreviewScopeRecordFragment>;
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

const levelWords = ({ level }: ShownRecord): string | undefined =>
  level === null ? undefined : frameworkWords(level) || level.raw;

/** How it went; a plan has none of this to share or not. */
const learnedFacts = (
  say: Say,
  forms: Forms,
  record: ShownRecord,
): readonly (readonly [string, string | undefined])[] =>
  record.recordType === 'ROUTE'
    ? []
    : [
        [say('record.grade'), gradeWords(say, forms, record)],
        [say('record.tries'), triesWords(say, forms, record)],
        [say('record.load'), creditWords(say, forms, record)],
      ];

/** What there is to say of a record, in order; what is not there is left out. */
export function factsOf(
  say: Say,
  forms: Forms,
  record: ShownRecord,
): readonly (readonly [name: string, fact: string])[] {
  const issued = dayOf(record);
  const isDated = issued !== null || record.recordType === 'RESULT';
  const date = issued === null ? say('record.no-date') : forms.date(issued);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('record.where'), whereOf(record)],
    [say('record.when'), isDated ? date : undefined],
    [say('record.state'), stateWords(say, record)],
    ...workFacts(say, forms, record),
    ...learnedFacts(say, forms, record),
    [say('record.level'), levelWords(record)],
    [say('record.about'), record.description ?? undefined],
  ];
  return facts.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]));
}

/** Whether anybody but the learner stands behind it. */
export const isOwnWord = (assertedBy: AssertedBy): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';
