import type {
  AssertedBy,
  MyRecordsRecordFragment,
  StudyLoadUnit,
} from '../../../../schema/generated/graphql.js';
import type { Forms } from '../texts/forms.js';
import type { Say } from '../texts/texts.js';

/** A record as any list of the contract gives it. */
export type ShownRecord = MyRecordsRecordFragment;

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

/** The load, and whether it was earned; undefined: there is none. */
export function creditWords(say: Say, forms: Forms, { credits }: ShownRecord): string | undefined {
  if (credits.__typename === 'NotShared') return say('record.not-shared');
  const { load, earned, notEarnedBecause } = credits;
  const why = notEarnedBecause === null ? '' : say(`left-out.${notEarnedBecause}`);
  if (load === null) return why === '' ? undefined : why;
  const words = loadWords(say, forms, load.value, load.unit);
  if (earned) return `${words} · ${say('record.earned')}`;
  return why === '' ? words : `${words} (${why})`;
}

/** What there is to say of a record, in order; what is not there is left out. */
export function factsOf(
  say: Say,
  forms: Forms,
  record: ShownRecord,
): readonly (readonly [name: string, fact: string])[] {
  const { institution, issuedOn, recordType } = record;
  const isDated = issuedOn !== null || recordType === 'RESULT';
  const date = issuedOn === null ? say('record.no-date') : forms.date(issuedOn);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('record.where'), institution.name],
    [say('record.when'), isDated ? date : undefined],
    [say('record.grade'), gradeWords(say, forms, record)],
    [say('record.load'), creditWords(say, forms, record)],
  ];
  return facts.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]));
}

/** Whether anybody but the learner stands behind it. */
export const isOwnWord = (assertedBy: AssertedBy): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';
