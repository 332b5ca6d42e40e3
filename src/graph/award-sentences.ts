import type { Words } from '../flows/index.js';

/** What stands in the way of an award, or is worth a look, for people; codes are in docs/errors.md. */
const sentences: Readonly<Record<string, Words>> = {
  MISSING: { nl: 'Dit ontbreekt.', en: 'This is missing.' },
  NOT_A_UUID: { nl: 'Dit is geen UUID.', en: 'This is no UUID.' },
  NOT_A_DAY: { nl: 'Dit is geen dag.', en: 'This is no day.' },
  NOT_AN_ADDRESS: { nl: 'Dit is geen adres op het web.', en: 'This is no address on the web.' },
  UNKNOWN_WORD: {
    nl: 'Dit woord staat niet in de lijst.',
    en: 'This word does not stand in the list.',
  },
  LEVEL_OUT_OF_RANGE: { nl: 'Dit niveau bestaat niet.', en: 'There is no such level.' },
  LOAD_NOT_A_NUMBER: {
    nl: 'De studielast is geen getal.',
    en: 'The study load is no number.',
  },
  LOAD_OUT_OF_RANGE: {
    nl: 'De studielast is te klein of te groot.',
    en: 'The study load is too small or too large.',
  },
  LOAD_NOT_IN_STEPS: {
    nl: 'EC gaan per half, SBU per heel uur.',
    en: 'EC come by halves, SBU by whole hours.',
  },
  LOAD_UNIT_OF_ANOTHER_SECTOR: {
    nl: 'Mbo telt in SBU, hbo en wo in EC.',
    en: 'Vocational education counts in SBU, higher education in EC.',
  },
  LOAD_UNUSUAL: {
    nl: 'Een microcredential is meestal 3 tot 30 EC, of 240 SBU of meer.',
    en: 'A microcredential mostly has 3 to 30 EC, or 240 SBU or more.',
  },
  RESULT_NOT_COMPLETED: {
    nl: 'Alleen wat afgerond is, wordt toegekend.',
    en: 'Only what was completed is awarded.',
  },
  SCORE_OUTSIDE_SCALE: {
    nl: 'Dit resultaat past niet op de schaal.',
    en: 'This result does not fit the scale.',
  },
  SCORE_BELOW_REQUIRED: {
    nl: 'Dit resultaat is lager dan nodig is.',
    en: 'This result is lower than is needed.',
  },
  PERIOD_REVERSED: {
    nl: 'De laatste dag ligt in het verleden.',
    en: 'The last day lies in the past.',
  },
  DOES_NOT_FIT: {
    nl: 'Dit is te lang, of heeft een andere vorm dan gevraagd.',
    en: 'This is too long, or has another form than is asked.',
  },
  LEARNER_NOT_REACHED: {
    nl: 'Niemand die jullie toelaat is hier zo bekend.',
    en: 'Nobody who lets you is known here so.',
  },
  VERSION_TWICE: {
    nl: 'Onder dit nummer is al iets anders toegekend. Gebruik een hogere versie.',
    en: 'Something else was awarded under this id. Use a higher version.',
  },
  VERSION_OLD: {
    nl: 'Er is al een latere versie toegekend.',
    en: 'A later version was awarded.',
  },
};
const other: Words = { nl: 'Dit kan zo niet.', en: 'This cannot be so.' };

export const awardCodes: readonly string[] = Object.keys(sentences);
export const awardSentence = (code: string, language: keyof Words): string =>
  (sentences[code] ?? other)[language];
