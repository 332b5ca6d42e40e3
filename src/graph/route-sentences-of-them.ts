import type { DerivedStep, Side, StepReason, StepState } from '../route/index.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

/** What is not shared is not known to be missing: a plan is one as far as its reader sees. */
const plain: Readonly<Record<Exclude<StepState, 'DENIED' | 'WITHDRAWN'>, Sentence>> = {
  PLANNED: {
    nl: 'Gepland. In wat je ziet, staat geen inschrijving.',
    en: 'Planned. There is no enrolment in what you see.',
  },
  REQUESTED: { nl: 'Aangevraagd.', en: 'Requested.' },
  ENROLLED: { nl: 'De leerling is ingeschreven.', en: 'The learner is enrolled.' },
  IN_PROGRESS: { nl: 'De leerling is bezig.', en: 'The learner is working on it.' },
  COMPLETED: { nl: 'Gehaald.', en: 'Passed.' },
  FAILED: { nl: 'Niet gehaald.', en: 'Not passed.' },
  RECOGNISED: {
    nl: 'Een examencommissie laat wat de leerling eerder deed hiervoor tellen.',
    en: 'An examination board lets what the learner did before count for this.',
  },
};

const denied: Readonly<Record<Side, Sentence>> = {
  HOST: {
    nl: 'De school waar de leerling dit wilde volgen, heeft de aanvraag afgewezen.',
    en: 'The school where the learner wanted to take this has turned the request down.',
  },
  HOME: {
    nl: 'De eigen school van de leerling heeft de aanvraag afgewezen.',
    en: 'The learner’s own school has turned the request down.',
  },
};
const withdrawn: Readonly<Record<Side, Sentence>> = {
  HOST: {
    nl: 'De school waar de leerling dit wilde volgen, heeft de inschrijving beëindigd.',
    en: 'The school where the learner wanted to take this has ended the enrolment.',
  },
  HOME: {
    nl: 'De inschrijving is aan de kant van de leerling beëindigd.',
    en: 'The enrolment was ended on the learner’s side.',
  },
};

/** What is between a learner and a host, asked from here, nobody else sees. */
type Told = Extract<
  StepReason,
  | 'QUEUED'
  | 'WAITING_FOR_HOME'
  | 'WAITING_FOR_HOST'
  | 'PROVISIONAL'
  | 'PASS_NOT_STATED'
  | 'RESULT_TO_COME'
  | 'PASSED_EARLIER'
>;
const reasons: Readonly<Record<Told, Sentence>> = {
  QUEUED: {
    nl: 'Aangevraagd. De leerling staat in de wachtrij.',
    en: 'Requested. The learner is in the queue.',
  },
  WAITING_FOR_HOME: {
    nl: 'Aangevraagd. De school waar de leerling dit volgt zei ja; de eigen school moet nog antwoorden.',
    en: 'Requested. The school where the learner takes this said yes; their own school has yet to answer.',
  },
  WAITING_FOR_HOST: {
    nl: 'Aangevraagd. De school waar de leerling dit wil volgen moet nog antwoorden.',
    en: 'Requested. The school where the learner wants to take this has yet to answer.',
  },
  PROVISIONAL: {
    nl: 'Er is een voorlopig resultaat. Het telt nog niet mee.',
    en: 'There is a provisional result. It does not count yet.',
  },
  PASS_NOT_STATED: {
    nl: 'Er is een resultaat, maar de school zegt niet of de leerling het heeft gehaald. Het telt nog niet mee.',
    en: 'There is a result, but the school does not say whether the learner passed. It does not count yet.',
  },
  RESULT_TO_COME: {
    nl: 'De leerling is klaar; het resultaat moet nog komen.',
    en: 'The learner is done; the result is still to come.',
  },
  PASSED_EARLIER: {
    nl: 'Dit vak heeft de leerling al gehaald, een andere keer dat het werd gegeven.',
    en: 'The learner has passed this course already, another time that it was given.',
  },
};
const isTold = (reason: StepReason): reason is Told => reason in reasons;

const hidden: Sentence = {
  nl: 'Er is een resultaat. Hoe het afliep, is niet met je gedeeld.',
  en: 'There is a result. How it ended is not shared with you.',
};

const byState = (state: StepState, by: Side): Sentence => {
  if (state === 'DENIED') return denied[by];
  return state === 'WITHDRAWN' ? withdrawn[by] : plain[state];
};

/** How far a step is, to somebody else than whose it is: never as if it were their own. */
export function stepSentenceOfThem({
  state,
  by = 'HOST',
  reason,
  isOutcomeHidden,
}: Pick<DerivedStep, 'state' | 'by' | 'reason' | 'isOutcomeHidden'>): Sentence {
  if (state === 'PLANNED' && isOutcomeHidden) return hidden;
  if (state === 'DENIED' || reason === undefined || !isTold(reason)) return byState(state, by);
  return reasons[reason];
}
