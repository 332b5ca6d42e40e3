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

/** The grade as printed, or what came in its place. */
export function gradeWords(say: Say, forms: Forms, { assessment }: ShownRecord): string {
  if (assessment.__typename === 'NotShared') return say('record.not-shared');
  const { grade, pass, final } = assessment;
  const parts = [
    grade === null ? '' : forms.number(grade),
    pass === null ? '' : say(`pass.${pass}`),
    final === false ? say('record.provisional') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? say('record.no-grade') : parts.join(' · ');
}

export function creditWords(say: Say, forms: Forms, { credits }: ShownRecord): string {
  if (credits.__typename === 'NotShared') return say('record.not-shared');
  const { load, earned, notEarnedBecause } = credits;
  const why = notEarnedBecause === null ? '' : say(`left-out.${notEarnedBecause}`);
  if (load === null) return why === '' ? say('record.no-load') : why;
  const words = loadWords(say, forms, load.value, load.unit);
  return earned || why === '' ? words : `${words} (${why})`;
}

/** Whether anybody but the learner stands behind it. */
export const isOwnWord = (assertedBy: AssertedBy): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';
