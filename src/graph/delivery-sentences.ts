import { sentenceOf } from '../documents/index.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

/** For a clerk: what is in the way, and who can do something about it. */
const sentences: Readonly<Record<string, Sentence>> = {
  UNREADABLE: {
    nl: 'Dit bericht is geen JSON, of is te groot om te lezen.',
    en: 'This message is no JSON, or is too large to read.',
  },
  EMPTY: { nl: 'In dit bericht staat geen resultaat.', en: 'This message holds no result.' },
  TYPE: {
    nl: 'Hier staat iets anders dan de standaard vraagt.',
    en: 'Something else stands here than the standard asks for.',
  },
  TOO_LARGE: { nl: 'Hier staat te veel.', en: 'Too much stands here.' },
  TOO_DEEP: { nl: 'Dit zit te diep in elkaar.', en: 'This is nested too deep.' },
  DATE_UNREADABLE: { nl: 'Dit is geen datum.', en: 'This is no date.' },
  ROLE_NOT_STUDENT: {
    nl: 'Dit gaat niet over iemand als student.',
    en: 'This is not about somebody as a student.',
  },
  OOAPI_LEGACY_SHAPE: {
    nl: 'Dit is een bericht van OOAPI versie 4 of ouder. We lezen versie 5 en 6.',
    en: 'This is a message of OOAPI version 4 or older. We read versions 5 and 6.',
  },
  ANOTHERS_NAME: {
    nl: 'Hier staat een andere instelling dan die dit stuurt. Je levert alleen in je eigen naam.',
    en: 'Another institution stands here than the one that sends this. You deliver in your own name only.',
  },
  ID_DIFFERS: {
    nl: 'Het nummer in het bericht is een ander dan dat in het adres.',
    en: 'The id in the message differs from that in the address.',
  },
  ID_REUSED: {
    nl: 'Dit nummer staat er twee keer, met verschillende inhoud.',
    en: 'This id stands here twice, with different content.',
  },
  POD_UNREACHABLE: {
    nl: 'De kluis van de leerling geeft geen antwoord. We blijven het proberen.',
    en: 'The learner’s pod does not answer. We go on trying.',
  },
  POD_REFUSES: {
    nl: 'De kluis van de leerling laat ons niet schrijven. Dat kan alleen de leerling veranderen.',
    en: 'The learner’s pod does not let us write. Only the learner can change that.',
  },
  POD_BUSY: {
    nl: 'Iemand anders schreef steeds op dezelfde plek. We proberen het nog eens.',
    en: 'Somebody else kept writing in the same place. We try again.',
  },
  NO_BASE: {
    nl: 'Wat hiermee veranderd wordt, staat niet (meer) in de kluis zoals het was aangekomen. Stuur het hele resultaat opnieuw.',
    en: 'What this changes does not stand in the pod, or not as it came. Send the whole result again.',
  },
  INSTITUTION_UNKNOWN: {
    nl: 'Deze instelling is hier niet bekend. Neem contact met ons op.',
    en: 'This institution is not known here. Get in touch with us.',
  },
  UNFORESEEN: {
    nl: 'Er ging bij ons iets mis. We proberen het nog eens.',
    en: 'Something went wrong on our side. We try again.',
  },
};
const other: Sentence = {
  nl: 'Hier klopt iets niet.',
  en: 'Something is not right here.',
};

export const reasonSentence = (code: string, language: 'nl' | 'en'): string =>
  ((Object.hasOwn(sentences, code) ? sentences[code] : ofRows.get(code)) ?? other)[language];

/** Of rows of a file, where that is said otherwise than of a message. */
const ofRows = new Map<string, Sentence>(
  Object.entries({
    LEARNER_NOT_REACHED: {
      nl: 'Met dit nummer bereiken we niemand die jullie resultaten laat toevoegen. Vraag de leerling om hier met jullie account in te loggen en jullie toe te laten.',
      en: 'By this number we reach nobody who lets you add results. Ask the learner to sign in here with your account and to let you.',
    },
    INNER_SUBJECT_DIFFERS: {
      nl: 'De nummers in deze rij zijn niet van één persoon. Kijk na over wie deze rij gaat.',
      en: 'The numbers in this row are not of one person. Check whom this row is about.',
    },
    ROW_TWICE: {
      nl: 'Twee rijen gaan over hetzelfde resultaat van dezelfde persoon en zeggen iets anders. Vul bij elk een poging of bronnummer in.',
      en: 'Two rows are about the same result of the same person and say something else. Give each an attempt or a source id.',
    },
    TRY_AGAIN_LATER: {
      nl: 'Dit kon net niet toegevoegd worden. De rij wacht verzegeld. Probeer het later opnieuw.',
      en: 'This could not be added just now. The row waits, sealed. Try again later.',
    },
    MISSING: { nl: 'Hier moet iets staan.', en: 'Something has to stand here.' },
    UNKNOWN_ENUM: {
      nl: 'Dit woord kennen we hier niet. In het voorbeeldbestand staat welke woorden kunnen.',
      en: 'We do not know this word here. The template says which words there can be.',
    },
    NUMBER_UNREADABLE: { nl: 'Dit is geen getal.', en: 'This is no number.' },
    DATE_AMBIGUOUS: {
      nl: 'Deze datum kan op twee manieren gelezen worden. Schrijf 31-03-2026 of 2026-03-31.',
      en: 'This date can be read in two ways. Write 2026-03-31 or 31-03-2026.',
    },
    LANGUAGE_TAG: {
      nl: 'Dit is geen taal, zoals nl of en.',
      en: 'This is no language, such as en or nl.',
    },
    CREDIT_IMPLAUSIBLE: {
      nl: 'Zoveel studielast kan dit niet hebben.',
      en: 'This cannot have so much study load.',
    },
    CREDENTIAL_TYPE_UNSUPPORTED: {
      nl: 'Een certificaat of microcredential geef je uit als badge; dat kan niet met deze tabel.',
      en: 'A certificate or microcredential is issued as a badge; this table cannot do that.',
    },
    ANOTHERS_NAME: {
      nl: 'Hier staat een andere school dan die dit stuurt. Je levert alleen in je eigen naam.',
      en: 'Another school stands here than the one that sends this. You deliver in your own name only.',
    },
    CSV_COLUMN_MISSING: {
      nl: 'De kolom met de titel ontbreekt. Begin met het voorbeeldbestand.',
      en: 'The column with the title is not there. Begin with the template.',
    },
    CSV_COLUMNS_UNKNOWN: {
      nl: 'De kolommen van dit bestand kennen we niet. Begin met het voorbeeldbestand.',
      en: 'We do not know the columns of this file. Begin with the template.',
    },
    EMPTY: { nl: 'In dit bestand staat geen resultaat.', en: 'This file holds no result.' },
  }),
);

/** What is wrong with a row, or with a file as a whole. */
export function rowSentence(code: string, language: 'nl' | 'en'): string {
  const ofRow = ofRows.get(code);
  if (ofRow !== undefined) return ofRow[language];
  return Object.hasOwn(sentences, code)
    ? reasonSentence(code, language)
    : sentenceOf(code)[language];
}
