import type { Finding, FindingCode } from '../credentials/index.js';
import { meanings } from './finding-meanings.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

/** What was found out about a credential, for whoever looks at it: the learner, or somebody it was shown to. */
const sentences: Readonly<Record<FindingCode, Sentence>> = {
  TOO_LARGE: {
    nl: 'Dit bewijs is te groot om na te kijken.',
    en: 'This credential is too large to check.',
  },
  TOO_DEEP: {
    nl: 'Dit bewijs zit te diep in elkaar om na te kijken.',
    en: 'This credential is nested too deep to check.',
  },
  TOO_COMPLEX: {
    nl: 'Nakijken van dit bewijs duurde te lang. We zijn ermee gestopt.',
    en: 'Checking this credential took too long. We stopped.',
  },
  NO_CREDENTIAL: {
    nl: 'Hier zit geen digitaal bewijs in.',
    en: 'There is no digital credential in this.',
  },
  PRESENTATION: {
    nl: 'Dit is een pakketje voor één ontvanger, geen los bewijs.',
    en: 'This is a package made for one receiver, not a credential by itself.',
  },
  FORM_UNSUPPORTED: {
    nl: 'Deze soort bewijs kunnen we nog niet nakijken.',
    en: 'We cannot check this kind of credential yet.',
  },
  SEAL_NOT_CHECKED: {
    nl: 'Er staat een Europees zegel of een ondertekening op die we nog niet kunnen nakijken.',
    en: 'It bears a European seal or a signature that we cannot check yet.',
  },
  NOT_WELL_FORMED: {
    nl: 'Dit bewijs is beschadigd of niet goed gemaakt.',
    en: 'This credential is damaged or not made well.',
  },
  CLAIMS_DIFFER: {
    nl: 'Dit bewijs spreekt zichzelf tegen.',
    en: 'This credential contradicts itself.',
  },
  SPELLED_OTHERWISE: {
    nl: 'Dit bewijs is anders opgeschreven dan bewijzen horen te zijn.',
    en: 'This credential is written in another way than credentials should be.',
  },
  CONTEXT_NOT_PINNED: {
    nl: 'Dit bewijs gebruikt woorden waarvan wij de betekenis niet kennen.',
    en: 'This credential uses words whose meaning we do not know.',
  },
  TERM_UNDEFINED: {
    nl: 'In dit bewijs staat iets dat niet mee ondertekend kan zijn.',
    en: 'Something stands in this credential that cannot have been signed along.',
  },
  SCHEMA: {
    nl: 'In dit bewijs ontbreekt iets, of er staat iets op de verkeerde plek.',
    en: 'Something is missing in this credential, or stands in the wrong place.',
  },
  KEY_UNRESOLVED: {
    nl: 'De sleutel van wie dit gaf is nu niet op te vragen.',
    en: 'The key of whoever gave this cannot be had now.',
  },
  KEY_GONE: {
    nl: 'Wie dit gaf, maakt de gebruikte sleutel niet meer bekend.',
    en: 'Whoever gave this no longer publishes the key that was used.',
  },
  KEY_UNSUPPORTED: {
    nl: 'Deze soort sleutel kennen we niet.',
    en: 'We do not know this kind of key.',
  },
  KEY_MALFORMED: {
    nl: 'De sleutel bij dit bewijs klopt niet.',
    en: 'The key of this credential is not right.',
  },
  KEY_CARRIED_ALONG: {
    nl: 'De sleutel zit in het bewijs zelf. Daaraan zie je niet wie het gaf.',
    en: 'The key stands in the credential itself. It does not tell who gave it.',
  },
  KEY_PUBLISHED_FOR_TESTS: {
    nl: 'Ondertekend met een oefensleutel die iedereen kan gebruiken.',
    en: 'Signed with a practice key that anybody can use.',
  },
  DID_METHOD_UNSUPPORTED: {
    nl: 'Wie dit gaf, noemt zich op een manier die we niet kunnen opzoeken.',
    en: 'Whoever gave this names itself in a way that we cannot look up.',
  },
  NO_PROOF: { nl: 'Niemand heeft dit ondertekend.', en: 'Nobody signed this.' },
  PROOF_UNSUPPORTED: {
    nl: 'Deze soort ondertekening kunnen we niet nakijken.',
    en: 'We cannot check this kind of signature.',
  },
  PROOF_PURPOSE: {
    nl: 'De ondertekening is voor iets anders bedoeld dan voor het geven van een bewijs.',
    en: 'The signature is meant for something else than giving a credential.',
  },
  SIGNATURE: {
    nl: 'De ondertekening klopt niet bij wat er staat.',
    en: 'The signature does not fit what stands here.',
  },
  ALGORITHM_UNSUPPORTED: {
    nl: 'Zo’n ondertekening nemen we niet aan: ze is onbekend of niet veilig.',
    en: 'We do not accept such a signature: it is unknown or not safe.',
  },
  DISCLOSURE: {
    nl: 'Een deel dat getoond wordt, hoort niet bij wat ondertekend is.',
    en: 'A part that is shown does not belong to what was signed.',
  },
  KEY_BINDING: {
    nl: 'Niet bewezen is dat wie dit toont, het ook kreeg.',
    en: 'It is not proven that whoever shows this is who got it.',
  },
  ISSUER_IS_NOT_SIGNER: {
    nl: 'Wie ondertekende, is een ander dan wie hier als gever staat.',
    en: 'Who signed is another than who stands here as having given it.',
  },
  ISSUER_UNKNOWN: {
    nl: 'Er staat niet in wie dit gaf.',
    en: 'It does not say who gave it.',
  },
  EXPIRED: { nl: 'Dit bewijs is verlopen.', en: 'This credential has expired.' },
  NOT_YET_VALID: { nl: 'Dit bewijs geldt nog niet.', en: 'This credential does not hold yet.' },
  PERIOD_UNREADABLE: {
    nl: 'Tot wanneer dit geldt, is niet te lezen.',
    en: 'It cannot be read until when this holds.',
  },
  REVOKED: {
    nl: 'Wie dit bewijs gaf, heeft het ingetrokken.',
    en: 'Whoever gave this credential has taken it back.',
  },
  SUSPENDED: {
    nl: 'Wie dit bewijs gaf, heeft het tijdelijk stopgezet.',
    en: 'Whoever gave this credential has put it on hold.',
  },
  STATUS_TYPE_UNSUPPORTED: {
    nl: 'Of dit is ingetrokken, staat op een soort lijst die we niet kennen.',
    en: 'Whether this was taken back stands on a kind of list that we do not know.',
  },
  STATUS_UNREADABLE: {
    nl: 'Of dit is ingetrokken, is niet te lezen.',
    en: 'Whether this was taken back cannot be read.',
  },
  STATUS_UNAVAILABLE: {
    nl: 'De lijst van ingetrokken bewijzen is nu niet op te vragen.',
    en: 'The list of what was taken back cannot be had now.',
  },
  STATUS_LIST_UNSIGNED: {
    nl: 'De lijst van ingetrokken bewijzen is niet goed ondertekend.',
    en: 'The list of what was taken back is not signed well.',
  },
  STATUS_LIST_OF_ANOTHER: {
    nl: 'De lijst van ingetrokken bewijzen is van een ander dan wie dit gaf.',
    en: 'The list of what was taken back is not of whoever gave this.',
  },
  STATUS_LIST_EXPIRED: {
    nl: 'De lijst van ingetrokken bewijzen is verouderd.',
    en: 'The list of what was taken back is out of date.',
  },
  STATUS_LIST_TOO_LARGE: {
    nl: 'De lijst van ingetrokken bewijzen is te groot om te lezen.',
    en: 'The list of what was taken back is too large to read.',
  },
  STATUS_PURPOSE_DIFFERS: {
    nl: 'De lijst die dit bewijs noemt, gaat over iets anders.',
    en: 'The list that this credential names is about something else.',
  },
  STATUS_OUT_OF_RANGE: {
    nl: 'Dit bewijs staat niet op de lijst die het noemt.',
    en: 'This credential is not on the list that it names.',
  },
  SUBJECT_DIFFERS: {
    nl: 'Dit bewijs is aan iemand anders gegeven.',
    en: 'This credential was given to somebody else.',
  },
  NOT_LOOKED_INTO: {
    nl: 'Dit bewijs is nog niet nagekeken.',
    en: 'This credential has not been checked yet.',
  },
  FACTS_DIFFER: {
    nl: 'Wat hier te lezen is, is niet wat er ondertekend is.',
    en: 'What can be read here is not what was signed.',
  },
};

export const findingSentence = ({ code }: Finding, language: 'nl' | 'en'): string =>
  sentences[code][language];

/** What it means for whoever reads it, and what they can do. */
export const findingMeaning = ({ code }: Finding, language: 'nl' | 'en'): string =>
  meanings[code][language];
