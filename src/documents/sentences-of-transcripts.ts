import type { Sentence } from './sentence.js';

/** What transcripts, European credentials and tables are refused for, or are said to lack. */
export const transcriptSentences: Readonly<Record<string, Sentence>> = {
  MORE_THAN_ONE_SUBJECT: {
    nl: 'Dit gaat over meer dan één persoon. Voeg alleen toe wat over jou gaat.',
    en: 'This is about more than one person. Add only what is about you.',
  },
  SUBJECT_MISSING: {
    nl: 'Hier staat niet bij over wie het gaat.',
    en: 'This does not say whom it is about.',
  },
  SUBJECT_IS_NOT_A_LEARNER: {
    nl: 'Dit gaat over een organisatie of opleiding, niet over iemand die leert.',
    en: 'This is about an organisation or a programme, not about somebody who learns.',
  },
  NOTHING_LEARNED: {
    nl: 'We kennen dit soort bestand, maar er staat niets in dat iemand heeft geleerd.',
    en: 'We know this kind of file, but nothing in it was learned by anybody.',
  },
  CREDENTIAL_TYPE_UNSUPPORTED: {
    nl: 'Dit soort bewijs lezen we niet.',
    en: 'We do not read this kind of credential.',
  },
  CREDENTIAL_NOT_READ: {
    nl: 'Hier staat een Europees bewijs in dat we in deze vorm niet lezen. Vraag om de JSON-LD.',
    en: 'This holds a European credential that we do not read in this form. Ask for the JSON-LD.',
  },
  CLAIM_TYPE_UNKNOWN: {
    nl: 'Hier staat een onderdeel in dat we niet kennen. De rest is gelezen.',
    en: 'This has a part that we do not know. The rest was read.',
  },
  ELM_VERSION_UNSUPPORTED: {
    nl: 'Dit is een Europees bewijs van voor versie 3. Vraag om een nieuwe uitgave ervan. Gevonden:',
    en: 'This is a European credential from before version 3. Ask for a new edition of it. Found:',
  },
  ELMO_NAMESPACE_UNSUPPORTED: {
    nl: 'Dit is een oude vorm van ELMO, die we niet lezen. Haal je resultaten opnieuw op. Gevonden:',
    en: 'This is an old form of ELMO, which we do not read. Fetch your results again. Found:',
  },
  XML_NOT_ELMO: {
    nl: 'Dit is XML, maar geen ELMO. Vraag om je resultaten als ELMO (EMREX). Gevonden:',
    en: 'This is XML, but no ELMO. Ask for your results as ELMO (EMREX). Found:',
  },
  XML_NOT_WELL_FORMED: {
    nl: 'Dit lijkt op XML, maar het is beschadigd of afgebroken.',
    en: 'This looks like XML, but it is damaged or cut off.',
  },
  XML_ENTITIES_REFUSED: {
    nl: 'Dit bestand legt eigen afkortingen vast (een DOCTYPE). Die lezen we niet, omdat daar misbruik van te maken is.',
    en: 'This file declares abbreviations of its own (a DOCTYPE). We do not read those, since they can be abused.',
  },
  WEB_PAGE_NOT_READ: {
    nl: 'Dit is een webpagina. Download het bewijs zelf als bestand.',
    en: 'This is a web page. Download the credential itself as a file.',
  },
  RDF_NOT_WELL_FORMED: {
    nl: 'Dit lijkt op Turtle, maar het is beschadigd of afgebroken.',
    en: 'This looks like Turtle, but it is damaged or cut off.',
  },
  CSV_NOT_WELL_FORMED: {
    nl: 'Dit lijkt op een tabel, maar een aanhalingsteken staat verkeerd of ontbreekt.',
    en: 'This looks like a table, but a quote stands wrong or is missing.',
  },
  CSV_COLUMNS_UNKNOWN: {
    nl: 'Dit is een tabel, maar we kennen de kolommen niet. Gebruik ons voorbeeld.',
    en: 'This is a table, but we do not know its columns. Use our example.',
  },
  CSV_COLUMN_MISSING: {
    nl: 'In deze tabel ontbreekt een kolom zonder welke het niet gaat.',
    en: 'This table lacks a column that we cannot do without.',
  },
  ENCODING_DIFFERS: {
    nl: 'Het bestand zegt zelf in een andere codering te staan dan UTF-8. Kijk of alle letters kloppen.',
    en: 'The file says that its encoding is not UTF-8. See whether all letters are right.',
  },
  TYPE: {
    nl: 'Hier staat iets van een andere soort dan de bedoeling is.',
    en: 'Something else stands here than is meant to.',
  },
  MISSING: {
    nl: 'Hier ontbreekt iets dat erbij hoort.',
    en: 'Something that belongs here is missing.',
  },
  UNKNOWN_ENUM: {
    nl: 'Hier staat een woord dat we niet kennen.',
    en: 'A word stands here that we do not know.',
  },
  UNKNOWN_TERM: {
    nl: 'Hier staat een veldnaam die de standaard niet kent, met een teken uit een ander alfabet.',
    en: 'A name of a field stands here that the standard does not know, with a character of another alphabet.',
  },
  LANGUAGE_TAG: {
    nl: 'De taal van deze tekst is niet goed aangegeven.',
    en: 'The language of this text is not stated well.',
  },
  LOOKUP_MISSING: {
    nl: 'Hier wordt verwezen naar iets dat niet in het bestand staat.',
    en: 'This refers to something that is not in the file.',
  },
  TITLE_MISSING: {
    nl: 'Er staat geen titel bij.',
    en: 'It has no title.',
  },
  STATUS_ASSUMED: {
    nl: 'Er staat niet bij of dit behaald is. Volgens de standaard geldt het dan als behaald.',
    en: 'It does not say whether this was passed. By the standard it then counts as passed.',
  },
  LEVEL_WITHOUT_VALUE: {
    nl: 'Er is een niveau genoemd zonder te zeggen welk.',
    en: 'A level is named without saying which.',
  },
  CREDIT_ON_ANCESTOR_AND_DESCENDANT: {
    nl: 'Punten staan bij het geheel en nog eens bij een deel ervan. Alleen die van het geheel tellen.',
    en: 'Credits stand with the whole and again with a part of it. Only those of the whole count.',
  },
  CREDIT_IMPLAUSIBLE: {
    nl: 'Dit aantal punten kan niet kloppen. Het telt niet mee.',
    en: 'This number of credits cannot be right. It is not counted.',
  },
  ATTACHMENT_NOT_DECODABLE: {
    nl: 'Een bijlage is beschadigd of afgebroken.',
    en: 'An attachment is damaged or cut off.',
  },
  MOJIBAKE_SUSPECTED: {
    nl: 'Letters in deze tekst lijken onderweg verminkt.',
    en: 'Letters in this text seem to have been garbled on the way.',
  },
  DATETIME_USED_FOR_DATE: {
    nl: 'Hier staat een tijdstip waar een dag bedoeld is. We hebben de dag genomen.',
    en: 'A moment stands here where a day is meant. We took the day.',
  },
  DATE_UNREADABLE: {
    nl: 'Deze datum is niet te lezen. Schrijf hem als 2026-03-31 of 31-03-2026.',
    en: 'This date cannot be read. Write it as 2026-03-31 or 31-03-2026.',
  },
  DATE_AMBIGUOUS: {
    nl: 'Van deze datum is niet zeker wat dag en maand zijn. Schrijf hem als 2026-03-31 of 31-03-2026.',
    en: 'It is not certain which is the day and which the month. Write it as 2026-03-31 or 31-03-2026.',
  },
  NUMBER_UNREADABLE: {
    nl: 'Hier hoort een getal te staan, zoals 5 of 7,5.',
    en: 'A number belongs here, such as 5 or 7.5.',
  },
  SCORE_OUTSIDE_SCALE: {
    nl: 'Dit cijfer past niet op zijn schaal.',
    en: 'This score does not fit its scale.',
  },
  FORMULA_LIKE_TEXT: {
    nl: 'Deze tekst begint als een formule. We bewaren hem als tekst.',
    en: 'This text begins as a formula. We keep it as text.',
  },
  IMPLAUSIBLE_DURATION: {
    nl: 'Deze duur kan niet kloppen.',
    en: 'This duration cannot be right.',
  },
  DOCUMENT_LOCAL_IDS: {
    nl: 'De nummers in dit bestand gelden alleen in dit bestand.',
    en: 'The ids in this file mean something in this file only.',
  },
};
