import {
  type AssessmentFacet,
  type CalendarDate,
  type CreditsFacet,
  type LeftOutReason,
  numericScore,
  type StudyLoad,
  type StudyLoadTotal,
} from '../records/index.js';
import { type Language, words } from './words.js';

/**
 * A decimal text as people of a language write it, digit for digit. No sign between thousands: 3.360 is more than three
 * thousand to one reader, and three and a bit to another.
 */
export const amountIn = (language: Language, amount: string): string =>
  language === 'nl' && /^-?\d+\.\d+$/.test(amount) ? amount.replace('.', ',') : amount;

const longDay = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const days = { nl: longDay('nl-NL'), en: longDay('en-GB') } as const;

/** `31 maart 2026`. A day stays the day it is, wherever this runs. */
export const dayIn = (language: Language, date: CalendarDate): string =>
  days[language].format(new Date(`${date}T00:00:00Z`));

/** The day it is in the Netherlands. */
export const dutchDay = (at: Date): CalendarDate =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(at);

type Unit = Pick<StudyLoad, 'unit' | 'unitRaw'>;
const unitIn = (language: Language, { unit, unitRaw }: Unit): string =>
  (unit === 'OTHER' ? unitRaw : words[language].units[unit]) ?? unit;

const loadIn = (language: Language, load: StudyLoad): string =>
  `${amountIn(language, load.amount)} ${unitIn(language, load)}`;

/** The load of one record, and why it does not count where it does not. */
export function creditsIn(
  language: Language,
  { load }: CreditsFacet,
  leftOut?: LeftOutReason,
): string {
  const because = leftOut && words[language].leftOut[leftOut];
  const said = loadIn(language, load);
  return because === undefined ? said : `${said} (${because})`;
}

/** One line of the totals, in words: unit, by institutions, by the learner. */
export const totalIn = (
  language: Language,
  { unit, unitRaw, amount, selfDeclared }: StudyLoadTotal,
): readonly [string, string, string] => [
  unitIn(language, { unit, ...(unitRaw !== undefined && { unitRaw }) }),
  amountIn(language, amount),
  amountIn(language, selfDeclared),
];

/** A score as it was sent: only its decimal sign is that of the language, and only on a scale of numbers. */
function scoreIn(language: Language, { score, scale }: AssessmentFacet): string | undefined {
  if (score === undefined) return undefined;
  const isNumber = numericScore(score, scale) !== undefined;
  return isNumber ? amountIn(language, score.trim().replace(',', '.')) : score;
}

/** How it ended, as the source says it. */
export function gradeIn(language: Language, assessment: AssessmentFacet): string {
  const { passes, provisional, attempt } = words[language];
  const parts = [
    scoreIn(language, assessment),
    passes[assessment.pass],
    assessment.final === false ? provisional : undefined,
    assessment.attempt !== undefined && assessment.attempt > 1
      ? attempt(String(assessment.attempt))
      : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
