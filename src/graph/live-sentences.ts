import type { MyEvent } from '../flows/index.js';
import { languageOf, type Sentences } from './log-sentences.js';

const sentences: Readonly<Record<MyEvent['kind'], Sentences>> = {
  LOOK: { nl: 'Iemand bekeek je gegevens.', en: 'Somebody looked at your records.' },
  REFUSED_TRY: {
    nl: 'Iemand wilde kijken en kreeg niets te zien.',
    en: 'Somebody tried to look and was shown nothing.',
  },
  REQUEST: {
    nl: 'Er is iets nieuws bij je verzoeken of voorstellen.',
    en: 'There is something new among your requests or suggestions.',
  },
  GRANT_CHANGED: {
    nl: 'Er veranderde iets in wie je gegevens kan zien.',
    en: 'Something changed in who can see your records.',
  },
  RECORDS_CHANGED: {
    nl: 'Er is iets nieuws in je resultaten.',
    en: 'There is something new in your results.',
  },
};

/** The same for every event of a kind: nothing of what happened stands in it. @param languages in order of wish. */
export const eventSentence = (kind: MyEvent['kind'], languages: readonly string[]): string =>
  sentences[kind][languageOf(languages)];
