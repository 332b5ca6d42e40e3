import type {
  enrolmentStates,
  GradingScaleKind,
  OpenValue,
  Pass,
  resultStates,
  StudyLoadUnit,
} from '../../records/index.js';
import type { Source } from './source.js';

type Words<Known extends string> = Readonly<Record<string, Known>>;

/** Version 5 words, then those of version 6 that v5 servers already send. */
export const enrolmentStateWords: Words<(typeof enrolmentStates)[number]> = {
  pending: 'PENDING',
  canceled: 'CANCELLED',
  denied: 'DENIED',
  associated: 'ASSOCIATED',
  queued: 'QUEUED',
  cancelled: 'CANCELLED',
  finished: 'FINISHED',
};

export const resultStateWords: Words<(typeof resultStates)[number]> = {
  'in progress': 'IN_PROGRESS',
  postponed: 'POSTPONED',
  completed: 'COMPLETED',
  queued: 'QUEUED',
  in_progress: 'IN_PROGRESS',
};

export const passWords: Words<Pass> = { unknown: 'UNKNOWN', passed: 'PASSED', failed: 'FAILED' };

/** Of OEAPI v5, v6 and the mbo exam chain. "1-10" is not "0-10". */
export const scaleWords: Words<GradingScaleKind> = {
  'pass-or-fail': 'PASS_FAIL',
  '1-10': 'GRADE_1_10',
  '0-100': 'GRADE_0_100',
  'US letter': 'US_LETTER',
  'UK letter': 'UK_LETTER',
  pass_or_fail: 'PASS_FAIL',
  insufficient_satisfactory_good: 'O_V_G',
  us_letter: 'US_LETTER',
  uk_letter: 'UK_LETTER',
  de_grade: 'DE_GRADE',
  grade_0_100: 'GRADE_0_100',
  grade_0_10: 'GRADE_0_10',
  grade_0_10_one_decimal: 'GRADE_0_10_ONE_DECIMAL',
  reference_level_europass: 'CEFR',
  '0-10': 'GRADE_0_10',
  '0.0-10.0': 'GRADE_0_10_ONE_DECIMAL',
  referenceLevelERK: 'CEFR',
  referenceLevelRKTR: 'RKTR',
};

/** How a source names a unit, and how we do. */
export const unitWords: Words<StudyLoadUnit> = {
  ects: 'EC',
  sbu: 'SBU',
  hour: 'HOUR',
  contacttime: 'CONTACT_HOUR',
  contact_time: 'CONTACT_HOUR',
  sp: 'SP',
};

/** The level each kind of education has in the frameworks. */
export const levelWords: Words<string> = {
  'secondary vocational education 1': '1',
  'secondary vocational education 2': '2',
  'secondary vocational education 3': '3',
  'secondary vocational education 4': '4',
  'associate degree': '5',
  bachelor: '6',
  master: '7',
  doctoral: '8',
};

/** Words the standard has for a kind of education that is on no level of a framework. */
export const levelsWithoutNumber: ReadonlySet<string> = new Set([
  'secondary vocational education',
  'undefined',
  'undivided',
  'nt2-1',
  'nt2-2',
  'pre_vocational',
  'post_doctoral',
]);

/** @returns undefined for a word that is not in the table; own members only, since sources send anything. */
export const known = <Known extends string>(
  words: Words<Known>,
  raw: string | undefined,
): Known | undefined => (raw !== undefined && Object.hasOwn(words, raw) ? words[raw] : undefined);

/** A word of an open enumeration. Unknown is OTHER with the source's word; absent is OTHER without. */
export function openWord<Known extends string>(
  source: Source,
  name: string,
  words: Words<Known>,
): OpenValue<Known | 'OTHER'> {
  const raw = source.word(name);
  const value = known(words, raw);
  if (value !== undefined) return { value };
  source.note(raw === undefined ? 'MISSING' : 'UNKNOWN_ENUM', name);
  return raw === undefined ? { value: 'OTHER' } : { value: 'OTHER', raw };
}
