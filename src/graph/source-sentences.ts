import type { SourceProblem } from '../institutions/index.js';

/** For the learner. */
export const sourceSentences: Readonly<
  Record<SourceProblem, { readonly nl: string; readonly en: string }>
> = {
  NO_ANSWER: {
    nl: 'Deze school geeft nu geen antwoord. Probeer het later nog eens.',
    en: 'This school does not answer now. Try again later.',
  },
  BUSY: {
    nl: 'Deze school heeft het nu te druk. Probeer het later nog eens.',
    en: 'This school is too busy now. Try again later.',
  },
  REFUSED: {
    nl: 'Deze school laat Leerkluis niet toe. Wij nemen contact met de school op.',
    en: 'This school does not let Leerkluis in. We will get in touch with the school.',
  },
  UNREADABLE: {
    nl: 'Deze school stuurde iets wat wij niet kunnen lezen.',
    en: 'This school sent something we cannot read.',
  },
  PAUSED: {
    nl: 'Deze school gaf een paar keer geen antwoord. Wij wachten even voor we het weer vragen.',
    en: 'This school did not answer a few times. We wait a moment before we ask again.',
  },
};

/** For the school itself. */
export const connectionSentences: typeof sourceSentences = {
  NO_ANSWER: {
    nl: 'Jullie server geeft ons geen antwoord, of pas te laat.',
    en: 'Your server gives us no answer, or too late.',
  },
  BUSY: {
    nl: 'Jullie server zegt dat het te druk is.',
    en: 'Your server says that it is too busy.',
  },
  REFUSED: {
    nl: 'Jullie server laat ons niet toe: onze inloggegevens kloppen daar niet.',
    en: 'Your server does not let us in: our credentials do not hold there.',
  },
  UNREADABLE: {
    nl: 'Jullie server stuurde iets wat wij niet kunnen lezen.',
    en: 'Your server sent something we cannot read.',
  },
  PAUSED: {
    nl: 'Jullie server gaf een paar keer geen antwoord. Wij wachten even.',
    en: 'Your server did not answer a few times. We wait a moment.',
  },
};
