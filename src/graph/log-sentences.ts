import type { LogLine, PolicyEvent } from '../ledger/index.js';

type Language = 'nl' | 'en';
export type Sentences = Readonly<Record<Language, string>>;

const policy: Record<PolicyEvent, Sentences> = {
  ACCESS_REQUESTED: { nl: 'Iemand vroeg om toegang.', en: 'Somebody asked for access.' },
  REQUEST_DECLINED: { nl: 'Je zei nee op een verzoek.', en: 'You said no to a request.' },
  GRANTED: { nl: 'Je gaf toegang.', en: 'You gave access.' },
  ACTIVATED: { nl: 'De toegang ging in.', en: 'The access took effect.' },
  NARROWED: { nl: 'Je gaf minder toegang dan eerst.', en: 'You shared less than before.' },
  REVOKED: { nl: 'Je stopte de toegang.', en: 'You stopped the access.' },
  EXPIRED: { nl: 'De toegang liep af.', en: 'The access ran out.' },
  EXHAUSTED: {
    nl: 'De toegang is zo vaak gebruikt als je had gezegd, en is voorbij.',
    en: 'The access was used as often as you had said, and is over.',
  },
  PAUSED: { nl: 'Je zette alle toegang stil.', en: 'You paused all access.' },
  RESUMED: { nl: 'Je liet alle toegang weer doorgaan.', en: 'You resumed all access.' },
  RESTORED: {
    nl: 'Onze gegevens waren ouder dan wat in jouw kluis staat, of er was iets aan veranderd. Daarom staat alle toegang stil. Kijk na wie je toegang gaf voordat je die weer laat doorgaan.',
    en: 'Our records were older than what is in your kluis, or something in them was changed. So all access is paused. Check to whom you gave access before you resume it.',
  },
  LOG_ERASED: {
    nl: 'Je wiste oude regels van je logboek.',
    en: 'You erased old lines of your log.',
  },
};
const refused: Sentences = {
  nl: 'Iemand wilde kijken en kreeg niets te zien.',
  en: 'Somebody tried to look and was shown nothing.',
};
const arrived: Sentences = {
  nl: 'Een school leverde resultaten.',
  en: 'A school delivered results.',
};
const own: Sentences = {
  nl: 'Je bekeek je eigen gegevens.',
  en: 'You looked at your own records.',
};

const read = (count: number): Sentences => ({
  nl: `Iemand bekeek ${count === 1 ? '1 onderdeel' : `${count} onderdelen`} van je gegevens.`,
  en: `Somebody looked at ${count === 1 ? '1 record' : `${count} records`} of yours.`,
});

const looked: Sentences = {
  nl: 'Iemand keek of je iets deelt.',
  en: 'Somebody looked whether you share anything.',
};

function sentences(line: LogLine): Sentences {
  if (line.kind === 'POLICY') return policy[line.event];
  if (line.kind === 'DENIED') return refused;
  if (line.kind === 'WRITE') return arrived;
  if (line.purpose === 'SELF_USE') return own;
  const nothing = line.records.length + line.person.length + line.aggregates.length === 0;
  return nothing ? looked : read(line.records.length);
}

/** The one of ours that comes first in somebody's wishes; Dutch where neither does. */
export function languageOf(languages: readonly string[]): Language {
  const wanted = languages.find((tag) => /^(nl|en)\b/i.test(tag));
  return wanted?.slice(0, 2).toLowerCase() === 'en' ? 'en' : 'nl';
}

/** A log line as the learner reads it. @param languages in order of wish. */
export const sentenceOf = (line: LogLine, languages: readonly string[]): string =>
  sentences(line)[languageOf(languages)];
