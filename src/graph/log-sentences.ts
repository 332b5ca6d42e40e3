import { institutionId, type WebId } from '../base/index.js';
import type { Purpose } from '../consent/index.js';
import {
  nameOf,
  ownApp,
  personCalled,
  purposeWords,
  toWallet,
  type Words,
} from '../flows/index.js';
import type { LogLine, OwnAct, PolicyEvent, Released, SameAct } from '../ledger/index.js';
import { namedSentence, type Told } from './named-sentences.js';

type Language = keyof Words;
export type Sentences = Words;

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
    en: 'Somebody asked for access. It was not laid before you: you said no lately, or want to hear nothing from them.',
  },
  REQUEST_LAPSED: {
    nl: 'Een verzoek verliep zonder antwoord.',
    en: 'A request lapsed unanswered.',
  },
  MUTED: {
    nl: 'Je wilt van iemand geen verzoeken en voorstellen meer horen.',
    en: 'You muted somebody.',
  },
  UNMUTED: {
    nl: 'Je wilt van iemand weer verzoeken en voorstellen horen.',
    en: 'You no longer mute somebody.',
  },
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
  LOGIN_LINKED: {
    nl: 'Je koppelde een manier van inloggen aan je kluis.',
    en: 'You linked a way to sign in to your kluis.',
  },
  LOGIN_UNLINKED: {
    nl: 'Je haalde een manier van inloggen weg.',
    en: 'You took away a way to sign in.',
  },
  INSTITUTION_LINKED: {
    nl: 'Je koppelde een school door daar in te loggen.',
    en: 'You linked a school by signing in there.',
  },
  INSTITUTION_NOT_LINKED: {
    nl: 'Je logde in met een account van een school. Wij koppelden die school niet: jij staat daar al onder een ander nummer, of dit nummer hoort bij een andere kluis.',
    en: 'You signed in with an account of a school. We did not link that school: you are known there by another number, or this number belongs to another kluis.',
  },
  SIGNED_OUT_EVERYWHERE: {
    nl: 'Je logde overal uit, op al je apparaten.',
    en: 'You signed out everywhere, on all your devices.',
  },
  AWARD_OFFERED: {
    nl: 'Een school bood je een microcredential aan.',
    en: 'A school offered you a microcredential.',
  },
  AWARD_ACCEPTED: {
    nl: 'Je nam een microcredential van een school aan.',
    en: 'You accepted a microcredential of a school.',
  },
  AWARD_DECLINED: {
    nl: 'Je sloeg een microcredential van een school af.',
    en: 'You declined a microcredential of a school.',
  },
  AWARD_LAPSED: {
    nl: 'Je zei geen ja of nee op een microcredential van een school. Het aanbod is voorbij.',
    en: 'You said neither yes nor no to a microcredential of a school. The offer is over.',
  },
  AWARD_WITHDRAWN: {
    nl: 'Een microcredential van een school gaat niet door. Die was nog niet getekend.',
    en: 'A microcredential of a school does not go ahead. It was not signed yet.',
  },
  AWARD_REVOKED: {
    nl: 'Een school trok een microcredential in.',
    en: 'A school revoked a microcredential.',
  },
  AWARD_SUSPENDED: {
    nl: 'Een school schortte een microcredential op.',
    en: 'A school suspended a microcredential.',
  },
  AWARD_RESTORED: {
    nl: 'Een school liet een opgeschorte microcredential weer gelden.',
    en: 'A school let a suspended microcredential hold again.',
  },
  ENROLMENT_ASKED: {
    nl: 'Je vroeg een plek aan bij een school. Wij geven dat door, met jouw toestemming.',
    en: 'You asked for a place at a school. We pass that on, with your permission.',
  },
  ENROLMENT_CALLED_OFF: {
    nl: 'Je meldde je af bij een school. Wij geven dat door.',
    en: 'You called off a place at a school. We pass that on.',
  },
  STEP_PROPOSED: {
    nl: 'Iemand stelde een stap voor je leerroute voor.',
    en: 'Somebody suggested a step for your route.',
  },
  STEP_HELD: {
    nl: 'Iemand stelde een stap voor je leerroute voor. Het is je niet voorgelegd: je wilt van hen niets horen.',
    en: 'Somebody suggested a step for your route. It was not laid before you: you want to hear nothing from them.',
  },
  STEP_ACCEPTED: {
    nl: 'Je nam een voorgestelde stap op in je leerroute.',
    en: 'You put a suggested step in your route.',
  },
  STEP_DECLINED: {
    nl: 'Je zei nee op een voorgestelde stap.',
    en: 'You said no to a suggested step.',
  },
};
const entered: Record<OwnAct | SameAct, Sentences> = {
  ADDED: { nl: 'Je voegde zelf iets toe.', en: 'You added something yourself.' },
  CHANGED: {
    nl: 'Je veranderde iets dat je zelf had toegevoegd.',
    en: 'You changed something you had added yourself.',
  },
  REMOVED: {
    nl: 'Je haalde iets weg dat je zelf had toegevoegd.',
    en: 'You removed something you had added yourself.',
  },
  SAID_SAME: {
    nl: 'Je zei dat twee resultaten hetzelfde zijn.',
    en: 'You said that two results are the same.',
  },
  SAID_NOT_SAME: {
    nl: 'Je zei dat twee resultaten niet hetzelfde zijn.',
    en: 'You said that two results are not the same.',
  },
  UNDID_SAME: {
    nl: 'Je nam terug wat je over twee resultaten had gezegd.',
    en: 'You took back what you had said of two results.',
  },
};
const brought: Sentences = {
  nl: 'Je zette resultaten terug uit een archief.',
  en: 'You put results back from an archive.',
};
const own: Sentences = {
  nl: 'Je bekeek je eigen gegevens.',
  en: 'You looked at your own records.',
};

const walletCopy: Sentences = {
  nl: 'Je zette een kopie van een resultaat in je wallet.',
  en: 'You put a copy of a result in your wallet.',
};

/** Who looked, and what for where we can say who. */
export interface Looker {
  readonly who: Sentences;
  readonly why: Sentences;
}
const unknown: Looker = { who: { nl: 'Iemand', en: 'Somebody' }, why: { nl: '', en: '' } };

/** @param self the learner, who looks under a grant through an app only. */
export function lookerOf(
  { names, self }: Told,
  { actor, purpose }: { readonly actor: WebId; readonly purpose: Purpose },
): Looker {
  const who = actor === self ? ownApp : personCalled(names, actor);
  const { nl, en } = purposeWords[purpose];
  return who === undefined ? unknown : { who, why: { nl: ` (${nl})`, en: ` (${en})` } };
}

const sees = ({ who, why }: Looker, nl: string, en: string): Sentences => ({
  nl: `${who.nl} ${nl}${why.nl}.`,
  en: `${who.en} ${en}${why.en}.`,
});

function read(looker: Looker, { records, person, aggregates }: Released): Sentences {
  const count = records.length;
  if (count > 0) {
    const parts = count === 1 ? '1 onderdeel' : `${count} onderdelen`;
    return sees(looker, `bekeek ${parts} van je gegevens`, `looked at ${count} of your records`);
  }
  if (person.length > 0) {
    return sees(looker, 'bekeek wie je bent', 'looked at who you are');
  }
  if (aggregates.length > 0) {
    return sees(looker, 'bekeek hoeveel je deelt', 'looked at how much you share');
  }
  return sees(looker, 'keek of je iets deelt', 'looked whether you share anything');
}

/** A line of the log's own kind, without what policy did. */
function lookSentences(
  told: Told,
  line: Exclude<LogLine, { kind: 'POLICY' | 'WRITE' }>,
): Sentences {
  const looker = lookerOf(told, { actor: line.actor.webId, purpose: line.purpose });
  if (line.kind === 'DENIED' && line.institution !== undefined) {
    const { nl, en } = schoolCalled(told, line.institution);
    return {
      nl: `${nl} wilde iets toevoegen en mocht dat niet.`,
      en: `${en} tried to add something and was refused.`,
    };
  }
  if (line.kind === 'DENIED') {
    return sees(
      looker,
      'wilde kijken en kreeg niets te zien',
      'tried to look and was shown nothing',
    );
  }
  if (line.purpose === 'SELF_USE') return line.operation === toWallet ? walletCopy : own;
  if (line.kind === 'CLAIM') {
    return sees(
      looker,
      'kreeg ja of nee op een vraag over je gegevens',
      'was told yes or no to a question about your records',
    );
  }
  return read(looker, line);
}

/** By the name we know the school by; by none where it is not, or no longer, among those we fetch from. */
function schoolCalled({ names }: Told, institution: string): Words {
  const school = nameOf(names, { kind: 'institution', institution: institutionId(institution) });
  return school ?? { nl: 'Een school', en: 'A school' };
}

function arrived(told: Told, line: Extract<LogLine, { kind: 'WRITE' }>): Sentences {
  const { nl, en } = schoolCalled(told, line.institution);
  // Under nobody's yes and not by the learner: we fetched it, as we do once a day.
  if (line.grants === undefined && line.actor.webId !== told.self) {
    return {
      nl: `Wij haalden nieuwe resultaten voor je op bij ${nl}.`,
      en: `We fetched new results for you from ${en}.`,
    };
  }
  return { nl: `${nl} leverde resultaten.`, en: `${en} delivered results.` };
}

function sentences(told: Told, line: LogLine): Sentences {
  if (line.kind === 'POLICY') return namedSentence(told, line) ?? policy[line.event];
  if (line.kind === 'WRITE') {
    if (line.own !== undefined) return entered[line.own];
    return line.brought === true ? brought : arrived(told, line);
  }
  return lookSentences(told, line);
}

/** The one of ours that comes first in somebody's wishes; Dutch where neither does. */
export function languageOf(languages: readonly string[]): Language {
  const wanted = languages.find((tag) => /^(nl|en)\b/i.test(tag));
  return wanted?.slice(0, 2).toLowerCase() === 'en' ? 'en' : 'nl';
}

/** Undefined stays so: a field then says null. */
export const inLanguage = (
  words: Words | undefined,
  languages: readonly string[],
): string | undefined => words?.[languageOf(languages)];

/** A log line as the learner reads it. @param languages in order of wish. */
export const sentenceOf = (told: Told, line: LogLine, languages: readonly string[]): string =>
  sentences(told, line)[languageOf(languages)];
