import type { Resource } from '../register.js';

/** Version 6 writes words in small letters with underscores; where it has another word, it stands in a table. */
type Table = Readonly<Record<string, string>>;

/** Words of a school's own begin with `x-` and stay as they are. */
const snake = (word: string): string => (word.startsWith('x-') ? word : word.replace(/[ -]/g, '_'));
const inTable =
  (table: Table) =>
  (word: unknown): string => {
    const text = String(word);
    return table[text] ?? snake(text);
  };

export const codeType = inTable({
  brin: 'institution_code',
  crohoCreboCode: 'programme_code',
  programCode: 'programme_code',
  componentCode: 'component_code',
  offeringCode: 'offering_code',
  organizationId: 'organisation_id',
  studentNumber: 'student_number',
  schacHome: 'schac_home',
  userName: 'username',
});
export const associationState = inTable({ canceled: 'cancelled' });
/** Back again, for what is sent to us. */
export const stateInV5 = inTable({ cancelled: 'canceled' });
export const programmeType = inTable({
  program: 'programme',
  specialization: 'specialisation',
});
export const qualification = inTable({
  BA: 'bachelor',
  BSc: 'bachelor',
  LLB: 'bachelor',
  MSc: 'master',
  AD: 'associate_degree',
  None: 'none',
});
export const delivery = inTable({
  'on campus': 'presential',
  'distance-learning': 'online',
  situated: 'work_based',
});
/** Version 6 has no scale from 1 to 10; what the Dutch give is said in whole marks and tenths. */
export const scale = inTable({ '1-10': 'grade_0_10_one_decimal' });
export const qualificationLevel = (word: unknown): string =>
  word === '4+' ? 'nlqf_4plus' : `eqf_${String(word)}`;
export const testType = inTable({ test: 'test_on_paper' });
export const language = inTable({ nld: 'nl', eng: 'en', deu: 'de', fry: 'fy' });
/** What a learner needs can be said in any words, and those are kept. */
export const need = (said: unknown): unknown => (said === 'extraTime' ? 'extra_time' : said);
/** All that is only spelt otherwise. */
export const word = inTable({});

/** Only what there is something to say about. */
export const said = (fields: Resource): Resource =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Nothing stays nothing. */
export const changed = <T>(value: unknown, change: (there: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : change(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const each = <T>(value: unknown, change: (one: unknown) => T): readonly T[] | undefined =>
  Array.isArray(value) ? value.map((one: unknown) => change(one)) : undefined;
