import { present } from '../base/index.js';
import { readFacets, readVersion } from '../pod/index.js';
import {
  type Award,
  isImplausible,
  type RecordFacets,
  type RecordVersion,
  type Texts,
} from '../records/index.js';
import { hoursInAWeek, isAddressOfSkill, nameLength, storyLength } from './own-entry-terms.js';
import { legible } from './plain-text.js';

type Core = RecordFacets['core'];

/** Every text in it as it reads: a grade of 7½ is no other number in plain letters. */
function inPlainWords(value: unknown): unknown {
  if (typeof value === 'string') return legible(value);
  if (Array.isArray(value)) return value.map(inPlainWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [name, inPlainWords(inside)]),
  );
}

/** Whether some text in it is longer than a learner can type it. */
function isTooLong(value: unknown, length: number): boolean {
  if (typeof value === 'string') return value.length > length;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inside) => isTooLong(inside, length));
}

const fitting = (texts: Texts, length: number): Texts =>
  texts.filter(({ value }) => value !== '' && value.length <= length);

/** Decimal text, as study load is written everywhere. */
const isAmount = (text: string): boolean => /^(?:0|[1-9]\d{0,5})(?:\.\d{1,3})?$/.test(text);

function creditsOf(credits: RecordFacets['credits']): RecordFacets['credits'] {
  if (credits === undefined || !isAmount(credits.load.amount)) return undefined;
  const isOdd = credits.earning === 'EARNED' && isImplausible(credits.load);
  return isOdd ? { ...credits, earning: 'IMPLAUSIBLE' } : credits;
}

function workOf({ work }: Core): Core['work'] {
  if (work?.hoursPerWeek === undefined) return work;
  const { hoursPerWeek, ...rest } = work;
  return hoursPerWeek > 0 && hoursPerWeek <= hoursInAWeek ? work : rest;
}

const isOnTheWeb = (url: string | undefined): boolean =>
  url === undefined ||
  (/^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= storyLength);

/** What an issuer says of its badge: stories as long as a learner's own, and no address but of the web. */
function awardOf(award: Award | undefined): Award | undefined {
  if (award === undefined) return undefined;
  const { criteria = [], alignments = [], quality, ...words } = award;
  const told = fitting(criteria, storyLength);
  const short = alignments.filter((one) => isOnTheWeb(one.url) && !isTooLong(one, storyLength));
  const fits = Object.entries(words).filter(([, word]) => !isTooLong(word, nameLength));
  const all = present({
    ...Object.fromEntries(fits),
    criteria: told.length > 0 ? told : undefined,
    quality: quality !== undefined && isOnTheWeb(quality.url) ? quality : undefined,
    alignments: short.length > 0 ? short : undefined,
  });
  return Object.keys(all).length > 0 ? all : undefined;
}

/** @returns undefined for what nobody could type: a name that is too long, or a title of which nothing is left. */
function coreOf(core: Core): Core | undefined {
  const { title, description = [], concept, institution, award, route, ...rest } = core;
  const told = fitting(title, nameLength);
  if ((told.length === 0 && title.length > 0) || isTooLong(rest, nameLength)) return undefined;
  const stories = fitting(description, storyLength);
  return present({
    ...rest,
    route,
    title: told,
    description: stories.length > 0 ? stories : undefined,
    concept: concept !== undefined && isAddressOfSkill(concept) ? concept : undefined,
    institution: { ...institution, name: fitting(institution.name, nameLength) },
    work: workOf(core),
    award: awardOf(award),
  });
}

const sizeOf = ({ core }: Pick<RecordFacets, 'core'>): number =>
  Object.keys(core.award ?? {}).length;

/** What was left out of a record is named, in the words for what a school says that we have no place for. */
function leftOut(
  before: RecordFacets,
  after: Omit<RecordFacets, 'identifiers'>,
): readonly string[] {
  const parts = [
    ['description', before.core.description?.length, after.core.description?.length],
    ['concept', before.core.concept, after.core.concept],
    ['award', sizeOf(before), sizeOf(after)],
    ['work.hoursPerWeek', before.core.work?.hoursPerWeek, after.core.work?.hoursPerWeek],
    ['studyLoad', before.credits?.load.amount, after.credits?.load.amount],
    ['comment', before.feedback?.comment, after.feedback?.comment],
  ] as const;
  return parts.flatMap(([name, was, is]) => (was === is ? [] : [name]));
}

/**
 * What a learner brought, by the rules of what they type: plain words that fit, numbers that are numbers, and addresses on
 * the web. A part that is not so is left out of its record, and named there.
 * @returns undefined for a record that cannot be shown as anybody’s word.
 */
export function ownWordTerms(facets: RecordFacets): RecordFacets | undefined {
  const core = coreOf(facets.core);
  if (core === undefined) return undefined;
  // A credential speaks for its own bytes alone: what is said without them is nobody's signed word.
  const { special: _special, credential: _signed, identifiers, feedback, ...rest } = facets;
  const fits = present({
    ...rest,
    core,
    credits: creditsOf(facets.credits),
    feedback: isTooLong(feedback, storyLength) ? undefined : feedback,
  });
  const losses = [...new Set([...identifiers.losses, ...leftOut(facets, fits)])];
  const all = { ...fits, identifiers: { ...identifiers, losses } };
  const { core: _core, ...others } = all;
  return isTooLong(others, storyLength) ? undefined : all;
}

/** What a document says, by the same rules. @returns undefined for what cannot be anybody’s word. */
export function factsInOwnTerms(value: unknown): RecordFacets | undefined {
  const facets = readFacets(inPlainWords(value));
  return facets && ownWordTerms(facets);
}

/** A version as somebody brings it. @returns undefined for what is not of our shape, or cannot be anybody’s word. */
export function inOwnTerms(version: unknown): RecordVersion | undefined {
  const read = readVersion(inPlainWords(version));
  const facets = read && ownWordTerms(read.facets);
  return read && facets && { ...read, facets };
}
