import type { Sentence } from './sentence.js';
import { transcriptSentences } from './sentences-of-transcripts.js';
import { credentialSentences } from './vc/sentences.js';

/** Of messages of schools, which a folder of files can hold as well. */
const messageSentences: Readonly<Record<string, Sentence>> = {
  TEMPLATE_PLACEHOLDER: {
    nl: 'Dit is een sjabloon: er staan plekken in die nog ingevuld moeten worden.',
    en: 'This is a template: it has places that are still to be filled in.',
  },
  KEY_SPELLING: {
    nl: 'De naam van een veld is anders gespeld dan de standaard heeft.',
    en: 'The name of a field is spelled otherwise than the standard has it.',
  },
  OOAPI_LEGACY_SHAPE: {
    nl: 'Dit is OOAPI versie 4 of ouder. We lezen versie 5 en 6.',
    en: 'This is OOAPI version 4 or older. We read versions 5 and 6.',
  },
  LOOKUP_MISSING: {
    nl: 'Hier staat alleen een nummer; waar het bij hoort, staat er niet bij.',
    en: 'Only an id stands here; what it is of does not.',
  },
  TITLE_MISSING: { nl: 'Er staat geen naam bij.', en: 'No name stands with it.' },
  COMMENT_PLACEHOLDER: {
    nl: 'Er staat een opmerking die niemand schreef.',
    en: 'There is a comment that nobody wrote.',
  },
  ROLE_NOT_STUDENT: {
    nl: 'Dit gaat niet over iemand als student.',
    en: 'This is not about somebody as a student.',
  },
  ASSOCIATION_ID_EQUALS_ORG_ASSOCIATION_ID: {
    nl: 'Twee nummers die verschillend horen te zijn, zijn gelijk.',
    en: 'Two ids that should differ are the same.',
  },
  UNREADABLE: {
    nl: 'Een deel hiervan kan niet gelezen worden.',
    en: 'A part of this cannot be read.',
  },
};

const sentences: Readonly<Record<string, Sentence>> = {
  ...messageSentences,
  ...transcriptSentences,
  ...credentialSentences,
  TOO_LARGE: {
    nl: 'Dit is te groot om te lezen.',
    en: 'This is too large to read.',
  },
  TOO_DEEP: {
    nl: 'Dit zit te diep in elkaar om te lezen.',
    en: 'This is nested too deep to read.',
  },
  ADDRESS_NOT_TAKEN: {
    nl: 'Dit adres openen we niet. We openen alleen openbare adressen die met https:// beginnen en niet doorsturen.',
    en: 'We do not open this address. We open only public addresses that begin with https:// and do not send us on.',
  },
  ADDRESS_NO_ANSWER: {
    nl: 'Op dit adres staat nu niets wat we kunnen lezen. Kijk het na, of voeg het toe als bestand.',
    en: 'Nothing that we can read stands at this address now. Check it, or add it as a file.',
  },
  EMPTY: { nl: 'Dit bestand is leeg.', en: 'This file is empty.' },
  ENCODING_UNSUPPORTED: {
    nl: 'Dit bestand is geen tekst in UTF-8. Bewaar het als UTF-8 en probeer het opnieuw.',
    en: 'This file is no text in UTF-8. Save it as UTF-8 and try again.',
  },
  ARCHIVE_NOT_READ: {
    nl: 'Dit is een ingepakt bestand. Pak het uit en voeg de bestanden één voor één toe.',
    en: 'This is a packed file. Unpack it and add its files one by one.',
  },
  PDF_NOT_READ: {
    nl: 'Dit is een PDF. Zit het digitale bewijs erbij als bijlage, sla die dan op en voeg die toe. Vraag anders je school erom, of voer het in als eigen woord.',
    en: 'This is a PDF. If the digital credential is attached to it, save that and add it. Otherwise ask your school for it, or enter it in your own words.',
  },
  IMAGE_NOT_READ: {
    nl: 'Dit is een afbeelding. Download het bewijs als bestand in plaats van als plaatje.',
    en: 'This is an image. Download the credential as a file instead of as a picture.',
  },
  RECIPIENT_DIFFERS: {
    nl: 'Dit is aan een ander adres gegeven dan het adres in je kluis. Bewaar je het, dan staat dat erbij.',
    en: 'This was given to another address than the one in your kluis. If you keep it, that is said with it.',
  },
  NOT_LEGIBLE: {
    nl: 'Hier staat niets wat je als tekst kunt lezen, of veel te veel.',
    en: 'Nothing stands here that can be read as text, or far too much.',
  },
  TOO_MANY: {
    nl: 'In dit bestand staat meer dan in één keer kan. De rest is niet gelezen.',
    en: 'This file holds more than goes in one go. The rest was not read.',
  },
  JSON_NOT_WELL_FORMED: {
    nl: 'Dit lijkt op JSON, maar het is beschadigd of afgebroken.',
    en: 'This looks like JSON, but it is damaged or cut off.',
  },
  FORMAT_UNKNOWN: {
    nl: 'Dit herkennen we niet. We lezen Open Badges, CLR, ELMO, European Learning Model en CSV.',
    en: 'We do not recognise this. We read Open Badges, CLR, ELMO, European Learning Model and CSV.',
  },
};

const unknown: Sentence = {
  nl: 'Hier klopt iets niet in dit bestand.',
  en: 'Something in this file is not right.',
};

/** All codes that have a sentence, in the order of the letters. */
export const documentCodes: readonly string[] = Object.keys(sentences).toSorted();

export const isKnownCode = (code: string): boolean => Object.hasOwn(sentences, code);

/** @returns the sentence for a code of a reading; a general one for a code that has none. */
export const sentenceOf = (code: string): Sentence =>
  (isKnownCode(code) ? sentences[code] : undefined) ?? unknown;
