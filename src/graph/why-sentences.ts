import type { GrantablePurpose, Grantee } from '../consent/index.js';
import { type House, organisationOf, type WhyVisible } from '../flows/index.js';
import { chooseText } from '../records/index.js';
import type { Sentences } from './log-sentences.js';

type Language = keyof Sentences;

const purposes: Record<GrantablePurpose, Sentences> = {
  CAREER_GUIDANCE: { nl: 'loopbaanbegeleiding', en: 'career guidance' },
  ADMISSION: { nl: 'toelating tot een opleiding', en: 'admission to a programme' },
  RECOGNITION_OF_PRIOR_LEARNING: {
    nl: 'erkenning van wat je al kunt',
    en: 'recognition of what you can do already',
  },
  ENROLMENT: { nl: 'inschrijving', en: 'enrolment' },
  EMPLOYMENT: { nl: 'werk', en: 'work' },
  INTERNSHIP: { nl: 'een stage', en: 'an internship' },
  RESEARCH: { nl: 'onderzoek', en: 'research' },
};

/** Whoever cannot be named is somebody: what people call themselves was looked into by nobody. */
function whoOf(house: House, grantee: Grantee): Sentences {
  if (grantee.kind === 'link') {
    return { nl: 'Iedereen met de deel-link', en: 'Everybody with the share link' };
  }
  if (grantee.kind === 'app') {
    return { nl: 'Een app die je zelf gebruikt', en: 'An app that you use yourself' };
  }
  if (grantee.kind === 'role') {
    const { role, organisation } = grantee;
    return {
      nl: `Wie ${role} is bij ${organisation}`,
      en: `Whoever is ${role} at ${organisation}`,
    };
  }
  const found = grantee.kind === 'person' ? organisationOf(house, grantee.webId)?.name : undefined;
  const named = (language: Language) => chooseText(found ?? [], [language])?.value;
  const [nl, en] = [named('nl'), named('en')];
  return {
    nl: nl === undefined ? 'Iemand' : `Iemand van ${nl}`,
    en: en === undefined ? 'Somebody' : `Somebody at ${en}`,
  };
}

const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
/** Within so many days a day and a month name one day. */
const daysWithoutYear = 300;

function dayOf(at: Date, language: Language): string {
  const far = Math.abs(at.getTime() - Date.now()) > daysWithoutYear * 86_400_000;
  const format = { day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' } as const;
  return new Intl.DateTimeFormat(locales[language], {
    ...format,
    ...(far && { year: 'numeric' }),
  }).format(at);
}

const told = [
  ['assessment', { nl: 'cijfer', en: 'the grade' }],
  ['credits', { nl: 'studiepunten', en: 'the credits' }],
] as const;

/** What stays out of sight is what people ask about: the grade, and the credits. */
function without({ facets }: WhyVisible, language: Language): string {
  const kept = told.flatMap(([facet, words]) => (facets.includes(facet) ? [] : [words[language]]));
  if (kept.length > 0) {
    return language === 'nl' ? `zonder ${kept.join(' en ')}` : `without ${kept.join(' and ')}`;
  }
  return language === 'nl' ? 'met cijfer' : 'with the grade';
}

/** Why somebody can see a record, in one sentence. */
export function whySentence(house: House, why: WhyVisible, language: Language): string {
  const { grantee, purpose, validFrom, validUntil } = why.grant;
  const [who, what] = [whoOf(house, grantee)[language], purposes[purpose][language]];
  const [from, until] = [dayOf(validFrom, language), dayOf(validUntil, language)];
  return language === 'nl'
    ? `${who} kan dit zien omdat je op ${from} ${what} toestond, tot ${until}; ${without(why, language)}.`
    : `${who} can see this because you allowed ${what} on ${from}, until ${until}; ${without(why, language)}.`;
}
