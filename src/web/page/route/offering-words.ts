import type { EnrolmentState, SearchOfferingsQuery } from '../../../../schema/generated/graphql.js';
import { frameworkWords, loadWords } from '../parts/record-words.js';
import type { Forms } from '../texts/forms.js';
import type { Language } from '../texts/language.js';
import type { Say } from '../texts/texts.js';

type Found = SearchOfferingsQuery['offerings']['nodes'][number];
export type Card = Found;
export type Facets = SearchOfferingsQuery['offerings']['facets'];

interface Words {
  readonly say: Say;
  readonly forms: Forms;
  readonly language: Language;
}

/** One for each unit; another word than ours as its school has it. */
export const loadsWords = (
  { say, forms }: Pick<Words, 'say' | 'forms'>,
  loads: readonly (Pick<Found['loads'][number], 'unit' | 'value'> & {
    readonly unitRaw?: string | null;
  })[],
): string =>
  loads
    .map(({ unit, unitRaw = null, value }) =>
      unit === 'OTHER' && unitRaw !== null
        ? say('load', { value: forms.number(value), unit: unitRaw })
        : loadWords(say, forms, value, unit),
    )
    .join(' · ');

/** What a language is called in the language of the page; a code that nobody knows stays a code. */
export function languageName(language: Language, code: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const modeName = (say: Say, { value, raw }: Found['modes'][number]): string =>
  value === 'OTHER' && raw !== null ? raw : say(`mode.${value}`);

export const levelWords = (level: Pick<NonNullable<Found['level']>, 'raw' | 'eqf' | 'nlqf'>) =>
  frameworkWords(level) || level.raw;

interface When {
  readonly period?: string | null;
  readonly start: string | null;
  readonly end: string | null;
}
/** "Blok 2, 9 november 2026 tot en met 29 januari 2027"; undefined: nobody says. */
export function whenWords(
  { say, forms }: Pick<Words, 'say' | 'forms'>,
  { period = null, start, end }: When,
): string | undefined {
  const from = start === null ? '' : forms.date(start);
  const to = end === null ? '' : forms.date(end);
  const day = () => {
    if (from !== '' && to !== '') return say('record.period.of', { start: from, end: to });
    if (from !== '') return say('offering.from', { start: from });
    return to === '' ? '' : say('offering.to', { end: to });
  };
  return [period ?? '', day()].filter((part) => part !== '').join(', ') || undefined;
}

/** From when until when one can ask for a place, a line for each period. */
export const enrolmentWords = (
  words: Pick<Words, 'say' | 'forms'>,
  periods: readonly { readonly from: string | null; readonly until: string | null }[],
): string =>
  periods
    .flatMap(({ from, until }) => whenWords(words, { start: from, end: until }) ?? [])
    .join('; ');

type Fact = readonly [name: string, fact: string];
const told = (facts: readonly (readonly [string, string | undefined])[]): readonly Fact[] =>
  facts.flatMap(([name, fact]) => (fact === undefined || fact === '' ? [] : [[name, fact]]));

type Told = Pick<Found, 'loads' | 'languages' | 'modes' | 'period' | 'start' | 'end' | 'place'> & {
  readonly level: Pick<NonNullable<Found['level']>, 'raw' | 'eqf' | 'nlqf'> | null;
  readonly enrolment: readonly { readonly from: string | null; readonly until: string | null }[];
  readonly places: { readonly max: number | null; readonly free: number | null };
};

/** How many can still come, of how many; undefined: the school does not count them. */
function placesWords(say: Say, { max, free }: Told['places']): string | undefined {
  if (free === null) return max === null ? undefined : say('offering.most', { count: max });
  return max === null
    ? say('offering.free', { count: free })
    : say('offering.free.of', { count: free, most: max });
}

/** What there is to say of an offering in any list; what nobody says is left out. */
export function offeringFacts(words: Words, offering: Told): readonly Fact[] {
  const { say, language } = words;
  const { languages, modes, level, place } = offering;
  return told([
    [say('record.load'), loadsWords(words, offering.loads)],
    [say('record.level'), level === null ? undefined : levelWords(level)],
    [say('offering.language'), languages.map((code) => languageName(language, code)).join(', ')],
    [say('offering.mode'), modes.map((mode) => modeName(say, mode)).join(', ')],
    [say('offering.place'), place ?? undefined],
    [say('record.period'), whenWords(words, offering)],
    [say('offering.enrolment'), enrolmentWords(words, offering.enrolment)],
    [say('offering.places'), placesWords(say, offering.places)],
  ]);
}

/** Of whoever looks, or of the learner whom they look at. */
export type Whose = 'own' | 'theirs';
const sides = {
  own: { home: 'step.home', host: 'step.host' },
  theirs: { home: 'step.home.theirs', host: 'step.host.theirs' },
} as const;

/** Both sides, where both are known: one alone is what the sentence says already. */
export function sidesWords(
  say: Say,
  { homeState, hostState }: Readonly<Record<'homeState' | 'hostState', EnrolmentState | null>>,
  whose: Whose,
): string | undefined {
  if (homeState === null || hostState === null) return undefined;
  const { home, host } = sides[whose];
  return [
    say(home, { state: say(`enrolment.${homeState}`) }),
    say(host, { state: say(`enrolment.${hostState}`) }),
  ].join(' · ');
}
