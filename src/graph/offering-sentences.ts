import type { OfferingSeen, OfferingSource } from '../flows/index.js';
import { sourceProblems } from '../institutions/index.js';
import { chooseText, type Texts } from '../records/index.js';
import { languageOf } from './log-sentences.js';
import { textIn } from './record-parts.js';
import { sourceSentences } from './source-sentences.js';

type Language = 'nl' | 'en';
type Sentence = Readonly<Record<Language, string>>;

const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
/** A calendar day is the same everywhere. */
const dayIn = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

const named = (texts: Texts): Sentence => ({
  nl: chooseText(texts, ['nl'])?.value ?? '–',
  en: chooseText(texts, ['en'])?.value ?? '–',
});

function accessWords({ access, institution }: OfferingSeen): Sentence {
  const school = named(institution.name);
  if (access.kind === 'OWN') {
    return { nl: `${school.nl} is je eigen school.`, en: `${school.en} is your own school.` };
  }
  if (access.kind === 'UNKNOWN') {
    return {
      nl: `Wij weten niet of je dit mag volgen. Vraag het aan ${school.nl}.`,
      en: `We do not know whether you may take this. Ask ${school.en}.`,
    };
  }
  const agreement = named(access.agreement.name);
  return access.kind === 'OPEN'
    ? {
        nl: `Iedereen mag dit volgen (${agreement.nl}).`,
        en: `Anybody may take this (${agreement.en}).`,
      }
    : {
        nl: `Je mag dit volgen: je school werkt samen met ${school.nl} (${agreement.nl}).`,
        en: `You may take this: your school works together with ${school.en} (${agreement.en}).`,
      };
}

/** Whoever reads is not who would take it. */
const accessOfThem: Sentence = {
  nl: 'Of de leerling dit mag volgen, staat hier niet.',
  en: 'Whether the learner may take this is not said here.',
};
export const accessSentenceOfThem = (languages: readonly string[]): string =>
  accessOfThem[languageOf(languages)];

/** Why somebody may take it, for them. */
export const accessSentence = (seen: OfferingSeen, languages: readonly string[]): string =>
  accessWords(seen)[languageOf(languages)];

const closed = {
  NOT_YET_OPEN: { nl: 'Aanmelden kan nog niet.', en: 'Enrolment is not open yet.' },
  ENROLMENT_CLOSED: { nl: 'Aanmelden kan niet meer.', en: 'Enrolment is closed.' },
  FULL: { nl: 'Dit is vol.', en: 'This is full.' },
  CANCELLED: { nl: 'Dit gaat niet door.', en: 'This does not go ahead.' },
  OVER: { nl: 'Dit is al voorbij.', en: 'This is over.' },
} as const satisfies Readonly<Record<string, Sentence>>;

const opensOn = (day: string): Sentence => ({
  nl: `Aanmelden kan vanaf ${dayIn(day, 'nl')}.`,
  en: `Enrolment opens on ${dayIn(day, 'en')}.`,
});

function openWords(until: string | undefined): Sentence {
  if (until === undefined) return { nl: 'Aanmelden kan nu.', en: 'Enrolment is open.' };
  return {
    nl: `Aanmelden kan tot en met ${dayIn(until, 'nl')}.`,
    en: `Enrolment is open until ${dayIn(until, 'en')}, that day included.`,
  };
}
const queue: Sentence = {
  nl: ' Is het vol, dan is er een wachtlijst.',
  en: ' If it is full, there is a waiting list.',
};

function availabilityWords({ availability }: OfferingSeen): Sentence {
  if (availability.kind === 'NOT_SAID') {
    return {
      nl: 'De school zegt niet wanneer aanmelden kan.',
      en: 'The school does not say when enrolment is open.',
    };
  }
  if (availability.kind === 'CLOSED') {
    return availability.from === undefined
      ? closed[availability.because]
      : opensOn(availability.from);
  }
  const words = openWords(availability.until);
  if (!availability.queue) return words;
  return { nl: words.nl + queue.nl, en: words.en + queue.en };
}

/** Whether a place can be asked for today, and where not, why. Of nobody: who reads it need not be who would come. */
export const availabilitySentence = (seen: OfferingSeen, languages: readonly string[]): string =>
  availabilityWords(seen)[languageOf(languages)];

const notAsked: Sentence = {
  nl: 'Wij hebben deze school nog niet gevraagd wat er te leren is.',
  en: 'We have not asked this school yet what can be learned there.',
};
export const problemOf = ({ code }: OfferingSource) =>
  sourceProblems.find((problem) => problem === code);

/** Why an institution’s part may be old or missing; undefined where it answered. */
export function sourceSentence(
  source: OfferingSource,
  languages: readonly string[],
): string | undefined {
  const language = languageOf(languages);
  const problem = problemOf(source);
  if (problem !== undefined) return sourceSentences[problem][language];
  return source.readAt === undefined ? notAsked[language] : undefined;
}

export const textOf = (texts: Texts | undefined, languages: readonly string[]) =>
  texts === undefined || texts.length === 0 ? undefined : textIn(texts, languages);
