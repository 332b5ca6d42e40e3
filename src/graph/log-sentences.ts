import type { LogLine, PolicyEvent } from '../ledger/index.js';

type Language = 'nl' | 'en';
export type Sentences = Readonly<Record<Language, string>>;

const policy: Record<PolicyEvent, Sentences> = {
  ACCESS_REQUESTED: { nl: 'Iemand vroeg om toegang.', en: 'Somebody asked for access.' },
  REQUEST_DECLINED: { nl: 'Je zei nee op een verzoek.', en: 'You said no to a request.' },
  PROPOSED: {
    nl: 'Je gaf toegang. Die gaat in als je ouder of voogd ook ja zegt.',
    en: 'You gave access. It takes effect once your parent or guardian says yes too.',
  },
  COSIGNED: {
    nl: 'Je ouder of voogd zei ook ja.',
    en: 'Your parent or guardian said yes too.',
  },
  COSIGN_DECLINED: {
    nl: 'Je ouder of voogd zei nee. Er is niets gedeeld.',
    en: 'Your parent or guardian said no. Nothing was shared.',
  },
  REQUEST_HELD: {
    nl: 'Iemand vroeg om toegang. Het is je niet voorgelegd: je zei pas nog nee, of wilt van hen niets horen.',
    en: 'Somebody asked for access. It was not laid before you: you said no lately, or want to hear nothing of them.',
  },
  REQUEST_LAPSED: {
    nl: 'Een verzoek verliep zonder antwoord.',
    en: 'A request lapsed unanswered.',
  },
  MUTED: { nl: 'Je wilt van iemand geen verzoeken meer horen.', en: 'You muted somebody.' },
  UNMUTED: { nl: 'Je wilt van iemand weer verzoeken horen.', en: 'You no longer mute somebody.' },
  GRANTED: { nl: 'Je gaf toegang.', en: 'You gave access.' },
  ACTIVATED: { nl: 'De toegang ging in.', en: 'The access took effect.' },
  NARROWED: { nl: 'Je gaf minder toegang dan eerst.', en: 'You shared less than before.' },
  EXTENDED: { nl: 'Je liet de toegang langer duren.', en: 'You let the access last longer.' },
  BLOCKED: {
    nl: 'Je verborg een deel van je gegevens voor iedereen.',
    en: 'You hid part of your records from everybody.',
  },
  UNBLOCKED: {
    nl: 'Je verborg een deel van je gegevens niet langer.',
    en: 'You no longer hide a part of your records.',
  },
  GUARDIAN_NAMED: {
    nl: 'Je ouder of voogd kan vanaf nu met je meebeslissen.',
    en: 'Your parent or guardian can decide with you from now on.',
  },
  GUARDIAN_ENDED: {
    nl: 'Je ouder of voogd beslist niet meer mee.',
    en: 'Your parent or guardian no longer decides with you.',
  },
  TAKEN_AWAY_IN_POD: {
    nl: 'De toegang stopte: hij is in je pod weggehaald of veranderd.',
    en: 'The access stopped: it was taken away or changed in your pod.',
  },
  DELETION_ASKED: {
    nl: 'Je vroeg om te verwijderen wat gezien is.',
    en: 'You asked to delete what was seen.',
  },
  DELETION_ANSWERED: {
    nl: 'Je kreeg antwoord op je verzoek om te verwijderen.',
    en: 'Your request to delete was answered.',
  },
  REVOKED: { nl: 'Je stopte de toegang.', en: 'You stopped the access.' },
  EXPIRED: { nl: 'De toegang liep af.', en: 'The access ran out.' },
  EXHAUSTED: {
    nl: 'De toegang is zo vaak gebruikt als je had gezegd, en is voorbij.',
    en: 'The access was used as often as you had said, and is over.',
  },
  PAUSED: { nl: 'Je zette alle toegang stil.', en: 'You paused all access.' },
  RESUMED: { nl: 'Je liet alle toegang weer doorgaan.', en: 'You resumed all access.' },
  RESTORED: {
    nl: 'Onze gegevens waren ouder dan wat in jouw kluis staat, of er was iets aan veranderd. Daarom staat alle toegang stil. Kijk na wie je toegang gaf en wat je had verborgen, voordat je die weer laat doorgaan.',
    en: 'Our records were older than what is in your kluis, or something in them was changed. So all access is paused. Check to whom you gave access, and what you had hidden, before you resume it.',
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

const answered: Sentences = {
  nl: 'Iemand kreeg ja of nee op een vraag over je gegevens.',
  en: 'Somebody was told yes or no to a question about your records.',
};

const looked: Sentences = {
  nl: 'Iemand keek of je iets deelt.',
  en: 'Somebody looked whether you share anything.',
};

function sentences(line: LogLine): Sentences {
  if (line.kind === 'POLICY') return policy[line.event];
  if (line.kind === 'DENIED') return refused;
  if (line.kind === 'WRITE') return arrived;
  if (line.purpose === 'SELF_USE') return own;
  if (line.kind === 'CLAIM') return answered;
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
