import type { Sentence } from './sentence.js';
import { transcriptSentences } from './sentences-of-transcripts.js';
import { credentialSentences } from './vc/sentences.js';

const sentences: Readonly<Record<string, Sentence>> = {
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
    nl: 'Dit is een PDF. Vraag je school om het digitale bewijs zelf, of voer het in als eigen woord.',
    en: 'This is a PDF. Ask your school for the digital credential itself, or enter it in your own words.',
  },
  IMAGE_NOT_READ: {
    nl: 'Dit is een afbeelding. Download het bewijs als bestand in plaats van als plaatje.',
    en: 'This is an image. Download the credential as a file instead of as a picture.',
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

export const isKnownCode = (code: string): boolean => Object.hasOwn(sentences, code);

/** @returns the sentence for a code of a reading; a general one for a code that has none. */
export const sentenceOf = (code: string): Sentence =>
  (isKnownCode(code) ? sentences[code] : undefined) ?? unknown;
