import type { DerivedStep, Side, StepReason, StepState } from '../route/index.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

const plain: Readonly<Record<Exclude<StepState, 'DENIED' | 'WITHDRAWN'>, Sentence>> = {
  PLANNED: {
    nl: 'Gepland. Je hebt je nog niet ingeschreven.',
    en: 'Planned. You have not enrolled yet.',
  },
  REQUESTED: { nl: 'Aangevraagd.', en: 'Requested.' },
  ENROLLED: { nl: 'Je bent ingeschreven.', en: 'You are enrolled.' },
  IN_PROGRESS: { nl: 'Je bent bezig.', en: 'You are working on it.' },
  COMPLETED: { nl: 'Gehaald.', en: 'Passed.' },
  FAILED: { nl: 'Niet gehaald.', en: 'Not passed.' },
  RECOGNISED: {
    nl: 'Een examencommissie laat wat je eerder deed hiervoor tellen.',
    en: 'An examination board lets what you did before count for this.',
  },
};

const denied: Readonly<Record<Side, Sentence>> = {
  HOST: {
    nl: 'De school waar je dit wilde volgen, heeft je aanvraag afgewezen.',
    en: 'The school where you wanted to take this has turned your request down.',
  },
  HOME: {
    nl: 'Je eigen school heeft je aanvraag afgewezen.',
    en: 'Your own school has turned your request down.',
  },
};
const withdrawn: Readonly<Record<Side, Sentence>> = {
  HOST: {
    nl: 'De school waar je dit wilde volgen, heeft je inschrijving beëindigd.',
    en: 'The school where you wanted to take this has ended your enrolment.',
  },
  HOME: {
    nl: 'Je inschrijving is aan jouw kant beëindigd.',
    en: 'Your enrolment was ended on your side.',
  },
};

const reasons: Readonly<Record<StepReason, Sentence>> = {
  QUEUED: { nl: 'Aangevraagd. Je staat in de wachtrij.', en: 'Requested. You are in the queue.' },
  WAITING_FOR_HOME: {
    nl: 'Aangevraagd. De school waar je dit volgt zei ja; je eigen school moet nog antwoorden.',
    en: 'Requested. The school where you take this said yes; your own school has yet to answer.',
  },
  WAITING_FOR_HOST: {
    nl: 'Aangevraagd. De school waar je dit wilt volgen moet nog antwoorden.',
    en: 'Requested. The school where you want to take this has yet to answer.',
  },
  PROVISIONAL: {
    nl: 'Er is een voorlopig resultaat. Het telt nog niet mee.',
    en: 'There is a provisional result. It does not count yet.',
  },
  PASS_NOT_STATED: {
    nl: 'Er is een resultaat, maar de school zegt niet of je het hebt gehaald. Het telt nog niet mee.',
    en: 'There is a result, but the school does not say whether you passed. It does not count yet.',
  },
  RESULT_TO_COME: {
    nl: 'Je bent klaar; het resultaat moet nog komen.',
    en: 'You are done; the result is still to come.',
  },
  HOST_SILENT: {
    nl: 'De school geeft geen antwoord. We blijven het een paar dagen proberen.',
    en: 'The school does not answer. We go on trying for some days.',
  },
  HOST_NEVER_ANSWERED: {
    nl: 'De school gaf dagenlang geen antwoord, en we vragen het niet meer. Misschien heeft de school je aanvraag wel: vraag het daar, vraag opnieuw een plek aan, of meld je af.',
    en: 'The school gave no answer for days, and we ask no more. It may have your request all the same: ask there, ask for a place again, or call it off.',
  },
  HOST_NEVER_DECIDED: {
    nl: 'De school heeft niet laten weten of je een plek krijgt, en we kijken er niet meer naar. Vraag het de school zelf, of meld je af.',
    en: 'The school did not say whether you get a place, and we look no more. Ask the school itself, or call it off.',
  },
  ALREADY_ASKED: {
    nl: 'Aangevraagd. We vroegen dit al eens zonder antwoord te krijgen, en nu neemt de school geen nieuwe aanvraag aan. We kijken hoe het ermee staat.',
    en: 'Requested. We asked this before and got no answer, and now the school takes no new request. We are looking how it stands.',
  },
  HOST_DOES_NOT_SAY: {
    nl: 'De school heeft je aanvraag misschien al, maar laat ons niet zien hoe het ermee staat. Vraag het de school zelf, of meld je af.',
    en: 'The school may have your request already, but does not show us how it stands. Ask the school itself, or call it off.',
  },
  HOST_NOT_TOLD_YET: {
    nl: 'Je meldde je af. De school hoort het zodra die antwoord geeft.',
    en: 'You called it off. The school hears of it as soon as it answers.',
  },
  HOST_NOT_TOLD: {
    nl: 'Je meldde je af, maar de school heeft dat niet van ons gehoord. Meld je ook bij de school zelf af.',
    en: 'You called it off, but the school did not hear it from us. Call it off at the school itself as well.',
  },
  CALL_OFF_REFUSED: {
    nl: 'Je bent nog ingeschreven: de school laat je hier niet afmelden. Vraag het de school zelf.',
    en: 'You are still enrolled: the school does not let you call it off here. Ask the school itself.',
  },
  NOT_ASKABLE: {
    nl: 'Bij deze school kun je hiervoor vanaf hier geen plek aanvragen. Vraag het de school zelf.',
    en: 'At this school you cannot ask for a place in this from here. Ask the school itself.',
  },
  SIGN_IN_AGAIN: {
    nl: 'Je aanvraag is niet doorgegaan: geef eerst weer toestemming met je eduID, en vraag dan opnieuw.',
    en: 'Your request did not go ahead: give permission with your eduID first, and ask again.',
  },
  AGREEMENT_ENDED: {
    nl: 'Je aanvraag is niet doorgegaan: de school mag niet meer in je kluis schrijven.',
    en: 'Your request did not go ahead: the school may no longer write to your kluis.',
  },
  PASSED_EARLIER: {
    nl: 'Dit vak heb je al gehaald, een andere keer dat het werd gegeven.',
    en: 'You have passed this course already, another time that it was given.',
  },
};

/** How far a step is, as a sentence. */
export function stepSentence({
  state,
  by = 'HOST',
  reason,
}: Pick<DerivedStep, 'state' | 'by' | 'reason'>): Sentence {
  if (state === 'DENIED') return denied[by];
  if (reason !== undefined) return reasons[reason];
  return state === 'WITHDRAWN' ? withdrawn[by] : plain[state];
}
