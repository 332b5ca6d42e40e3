import type { Sentence } from '../sentence.js';

/** What badges, transcripts of badges and credentials are refused for, or are said to lack. */
export const credentialSentences: Readonly<Record<string, Sentence>> = {
  MISSING: {
    nl: 'Hier ontbreekt iets dat er hoort te staan.',
    en: 'Something is missing here that should be there.',
  },
  TYPE: {
    nl: 'Hier staat iets anders dan de standaard verwacht.',
    en: 'What stands here is not what the standard expects.',
  },
  UNKNOWN_ENUM: {
    nl: 'Hier staat een woord dat de standaard niet kent.',
    en: 'A word stands here that the standard does not know.',
  },
  CREDENTIAL_TYPE_UNSUPPORTED: {
    nl: 'Dit is een digitaal bewijs van een soort die we niet kunnen lezen.',
    en: 'This is a digital credential of a kind that we cannot read.',
  },
  SUBJECT_IS_NOT_A_LEARNER: {
    nl: 'Dit gaat niet over iemand die iets leerde, maar over een opleiding of organisatie.',
    en: 'This is not about somebody who learned something, but about a programme or an organisation.',
  },
  MORE_THAN_ONE_SUBJECT: {
    nl: 'Dit bewijs gaat over meer dan één persoon of ding. Vraag om een bewijs dat alleen over jou gaat.',
    en: 'This credential is about more than one person or thing. Ask for one that is only about you.',
  },
  SUBJECT_HAS_NO_ID: {
    nl: 'Er staat niet in van wie dit bewijs is.',
    en: 'It does not say whose credential this is.',
  },
  INNER_SUBJECT_DIFFERS: {
    nl: 'Dit deel noemt een andere persoon dan het geheel waar het in zit.',
    en: 'This part names another person than the whole it stands in.',
  },
  PRESENTATION_NOT_READ: {
    nl: 'Dit is een pakketje voor één ontvanger. Voeg de bewijzen die erin zitten los toe.',
    en: 'This is a package made for one receiver. Add the credentials in it by themselves.',
  },
  SELECTIVE_NOT_READ: {
    nl: 'Dit is een bewijs uit een wallet waarin delen verborgen kunnen zijn. Dat lezen we nog niet.',
    en: 'This is a credential from a wallet in which parts can be hidden. We do not read that yet.',
  },
  LIST_OF_DOCUMENTS: {
    nl: 'Dit zijn meer bewijzen in één bestand. Voeg ze één voor één toe.',
    en: 'These are several credentials in one file. Add them one by one.',
  },
  CREDENTIAL_REVOKED: {
    nl: 'Dit bewijs is ingetrokken door wie het gaf. Er is niets van te bewaren.',
    en: 'This credential was taken back by whoever gave it. Nothing of it can be kept.',
  },
  BADGE_CLASS_ELSEWHERE: {
    nl: 'Hier staat dat je een badge kreeg, maar niet welke: dat staat op een ander adres. Download de badge opnieuw, met de hele inhoud erin.',
    en: 'This says that you got a badge, but not which: that stands at another address. Download the badge again, with all of its content in it.',
  },
  ACHIEVEMENT_ELSEWHERE: {
    nl: 'Wat er behaald is, staat op een ander adres. Alleen de naam van het bewijs is bewaard.',
    en: 'What was achieved stands at another address. Only the name of the credential was kept.',
  },
  ACHIEVEMENT_NOT_ASSERTED: {
    nl: 'Dit staat beschreven, maar er staat niet dat het behaald is. De punten tellen niet mee.',
    en: 'This is described, but it does not say that it was achieved. Its credits do not count.',
  },
  TITLE_MISSING: {
    nl: 'Wat er behaald is heeft geen naam. De naam van het bewijs is gebruikt.',
    en: 'What was achieved has no name. The name of the credential was used.',
  },
  RESULT_DESCRIPTION_MISSING: {
    nl: 'Er staat een resultaat, maar niet op welke schaal.',
    en: 'A result stands here, but not on which scale.',
  },
  RESULTS_DIFFER: {
    nl: 'De resultaten hierin zeggen niet hetzelfde over of het gehaald is.',
    en: 'The results in this do not say the same about whether it was passed.',
  },
  SCORE_OUTSIDE_SCALE: {
    nl: 'Dit cijfer past niet op de schaal die erbij staat.',
    en: 'This grade does not fit the scale that is given with it.',
  },
  CREDIT_IMPLAUSIBLE: {
    nl: 'Dit aantal punten of uren kan niet kloppen. Het telt niet mee.',
    en: 'This number of credits or hours cannot be right. It does not count.',
  },
  CREDIT_UNUSUAL: {
    nl: 'Dit aantal punten of uren is ongewoon voor een microcredential. Het telt gewoon mee.',
    en: 'This number of credits or hours is unusual for a microcredential. It counts all the same.',
  },
  MORE_THAN_ONE_ACHIEVEMENT: {
    nl: 'Er staat meer dan één ding in dat behaald is. Alleen het eerste is gelezen.',
    en: 'It has more than one thing that was achieved. Only the first was read.',
  },
  MORE_THAN_ONE_LOAD: {
    nl: 'Er staan meer soorten punten bij. Eén daarvan is gebruikt.',
    en: 'It gives credits of more than one kind. One of them was used.',
  },
  LEVEL_WITHOUT_VALUE: {
    nl: 'Er staat een niveau bij, maar niet welk.',
    en: 'It speaks of a level, but not of which.',
  },
  LANGUAGE_TAG: {
    nl: 'De taal van een tekst is niet goed aangegeven.',
    en: 'The language of a text is not given correctly.',
  },
  DATETIME_USED_FOR_DATE: {
    nl: 'Hier staat een tijdstip waar een dag bedoeld is.',
    en: 'A moment stands here where a day is meant.',
  },
  DATE_UNREADABLE: {
    nl: 'Deze datum is niet te lezen.',
    en: 'This date cannot be read.',
  },
  END_NOT_SAID: {
    nl: 'Er staat geen einde bij, en ook niet dat het nog doorgaat.',
    en: 'It gives no end, and does not say that it goes on either.',
  },
  END_BEFORE_START: {
    nl: 'Het einde ligt voor het begin. Het einde is weggelaten.',
    en: 'It ends before it begins. The end was left out.',
  },
};
