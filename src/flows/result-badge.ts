import { present } from '../base/index.js';
import {
  type AwardedAchievement,
  type AwardedResult,
  type AwardedScale,
  dutchFindings,
  mayBeSigned,
  schemaFindings,
  toOpenBadge,
} from '../credentials/index.js';
import type {
  AssessmentFacet,
  CoreFacet,
  CreditsFacet,
  GradingScaleKind,
  RecordFacets,
  RecordType,
  Texts,
} from '../records/index.js';
import {
  type AwardContent,
  type AwardingDesk,
  achievementIdOf,
  awardToCheck,
} from './award-content.js';

/**
 * Why a record is not signed. NO_RESULT: it tells of nothing that was reached. NOT_FINAL: failed, running or provisional. NO_DAY,
 * NO_TITLE: it says not when, or what. AGAINST_RULES: the Dutch profile has it otherwise. None of it tells what else there is:
 * special data, and a load that no Open Badge can say, are left out.
 */
export type NotSigned = 'NO_RESULT' | 'NOT_FINAL' | 'NO_DAY' | 'NO_TITLE' | 'AGAINST_RULES';
export type ResultBadge = { readonly content: AwardContent } | { readonly because: NotSigned };

const kindsOfResult: ReadonlySet<RecordType> = new Set([
  'RESULT',
  'DIPLOMA',
  'CERTIFICATE',
  'MICROCREDENTIAL',
]);

const sentences = {
  nl: {
    reached: 'Behaald',
    description: (school: string) => `Een resultaat bij ${school}.`,
    criteria: (school: string) => `Behaald volgens de resultaten van ${school}.`,
  },
  en: {
    reached: 'Achieved',
    description: (school: string) => `A result at ${school}.`,
    criteria: (school: string) => `Achieved by the results of ${school}.`,
  },
} as const;

const isIn = (language: string, wanted: string): boolean =>
  language.toLowerCase().split('-')[0] === wanted;
const textIn = (texts: Texts, language: string) =>
  texts.find((text) => isIn(text.language, language) && text.value.trim() !== '');
/** In Dutch, else in English, else as it comes first. */
const chosen = (texts: Texts) =>
  textIn(texts, 'nl') ?? textIn(texts, 'en') ?? texts.find(({ value }) => value.trim() !== '');

function typeOf({ recordType, kind }: CoreFacet): AwardedAchievement['type'] {
  if (recordType === 'DIPLOMA') return 'Diploma';
  if (recordType === 'CERTIFICATE') return 'Certificate';
  if (recordType === 'MICROCREDENTIAL') return 'MicroCredential';
  if (kind === 'PROGRAMME') return 'LearningProgram';
  if (kind === 'COURSE') return 'Course';
  return kind === 'TEST' ? 'Assessment' : undefined;
}

/** A load of nothing is none, and one that was not earned, or in another unit, is none that a badge can say. */
function loadOf(credits: CreditsFacet | undefined): AwardedAchievement['load'] {
  if (credits?.earning !== 'EARNED') return undefined;
  const { unit, amount } = credits.load;
  return Number(amount) > 0 && (unit === 'EC' || unit === 'SBU') ? { unit, amount } : undefined;
}

const range = (min: string, max: string): AwardedScale => ({
  name: `${min}–${max}`,
  range: { min, max },
});
/** As people call them; one that its source has a name for has that. */
const scales: Partial<Record<GradingScaleKind, AwardedScale>> = {
  GRADE_1_10: range('1', '10'),
  GRADE_0_10: range('0', '10'),
  GRADE_0_10_ONE_DECIMAL: range('0', '10'),
  GRADE_0_100: range('0', '100'),
  PASS_FAIL: { name: 'pass/fail' },
  O_V_G: { name: 'O/V/G' },
  VOLDAAN: { name: 'voldaan/niet voldaan' },
  US_LETTER: { name: 'US letter grade' },
  UK_LETTER: { name: 'UK letter grade' },
  DE_GRADE: { name: 'German grade' },
  CEFR: { name: 'CEFR' },
  RKTR: { name: 'RKTR' },
};

/** Literal, on the scale that it is on; without a score it was reached, and no more is said of it. */
function resultOf(
  { score, scale: { kind, raw } }: AssessmentFacet,
  reached: string,
): { readonly result: AwardedResult; readonly scale?: AwardedScale } {
  const status = 'Completed';
  if (score === undefined) {
    return { result: { value: reached, status }, scale: { name: reached, words: [reached] } };
  }
  const scale = scales[kind] ?? (raw === undefined ? undefined : { name: raw });
  return { result: { value: score, status }, ...present({ scale }) };
}

interface Said {
  readonly core: CoreFacet;
  readonly title: Texts[number];
  readonly load: AwardedAchievement['load'];
  readonly assessment: AssessmentFacet;
}

/** In the language of its title; where nobody says which that is, in Dutch. */
function wordsFor(title: Texts[number], { id, name }: AwardingDesk) {
  const language = isIn(title.language, 'und') ? 'nl' : title.language;
  const words = sentences[isIn(language, 'en') ? 'en' : 'nl'];
  return { language, words, school: (textIn(name, language) ?? chosen(name))?.value ?? id };
}

/** Only what its source states: what we read off the kind of education is not its word. */
const levelOf = ({ level }: CoreFacet): Pick<AwardedAchievement, 'eqf' | 'nlqf'> =>
  level?.derived === false ? present({ eqf: level.eqf, nlqf: level.nlqf }) : {};

function achievedIn(
  { core, title, load, assessment }: Said,
  desk: AwardingDesk,
): Pick<AwardContent, 'result'> & { readonly achievement: AwardedAchievement } {
  const { language, words, school } = wordsFor(title, desk);
  const { result, scale } = resultOf(assessment, words.reached);
  const description = textIn(core.description ?? [], language)?.value;
  const achievement = present({
    name: title.value,
    description: description ?? words.description(school),
    criteria: words.criteria(school),
    language,
    type: typeOf(core),
    load,
    ...levelOf(core),
    scale,
  });
  return { achievement: { ...achievement, id: achievementIdOf(desk.id, achievement) }, result };
}

/** What an institution says of a result, as an Open Badge would have it; not yet whether it may. */
function contentOf(
  { core, assessment }: Omit<Said, 'title' | 'load'>,
  load: AwardedAchievement['load'],
  desk: AwardingDesk,
): ResultBadge {
  const awardedOn = core.issuedOn ?? assessment.testedOn;
  if (awardedOn === undefined) return { because: 'NO_DAY' };
  const title = chosen(core.title);
  if (title === undefined) return { because: 'NO_TITLE' };
  return { content: { ...achievedIn({ core, title, load, assessment }, desk), awardedOn } };
}

function isFinal({ pass, state, final }: AssessmentFacet): boolean {
  return pass === 'PASSED' && state.value === 'COMPLETED' && final !== false;
}

function isSound(content: AwardContent, desk: AwardingDesk, did: string): boolean {
  const award = awardToCheck(content, desk, did);
  return mayBeSigned(dutchFindings(award)) && schemaFindings(toOpenBadge(award, [])).length === 0;
}

/**
 * A record as the Open Badge by which its institution can sign it: what was passed, and is final. Of an ordinary result the Dutch
 * profile asks little, and what it asks is kept.
 * @param did as whom the institution signs.
 */
export function resultBadgeOf(facets: RecordFacets, desk: AwardingDesk, did: string): ResultBadge {
  const { core, assessment, credits } = facets;
  if (!kindsOfResult.has(core.recordType) || core.assertedBy !== 'INSTITUTION') {
    return { because: 'NO_RESULT' };
  }
  if (assessment === undefined) return { because: 'NO_RESULT' };
  if (!isFinal(assessment)) return { because: 'NOT_FINAL' };
  const load = loadOf(credits);
  for (const one of load === undefined ? [load] : [load, undefined]) {
    const badge = contentOf({ core, assessment }, one, desk);
    if ('because' in badge || isSound(badge.content, desk, did)) return badge;
  }
  return { because: 'AGAINST_RULES' };
}
