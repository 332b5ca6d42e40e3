import type {
  AssertedBy,
  AssessmentFacet,
  LeftOutReason,
  RecordStatus,
  RecordType,
  StudyLoadUnit,
} from '../records/index.js';
import type { Standing } from './record-files.js';

export type Language = 'nl' | 'en';

interface Words {
  /** For the order of names. */
  readonly locale: string;
  readonly title: string;
  readonly of: (name: string) => string;
  readonly bornOn: (day: string) => string;
  readonly madeOn: (day: string) => string;
  readonly page: (number: number, of: number) => string;
  readonly totals: string;
  readonly totalsNote: string;
  readonly noTotals: string;
  readonly columnsOfTotals: readonly [string, string, string];
  readonly columns: readonly [string, string, string, string, string];
  readonly nothing: string;
  readonly totalsHere: (lines: string) => string;
  readonly moreThan: (count: string) => string;
  readonly proofs: string;
  readonly proofsHere: (count: number) => string;
  readonly proofsChecked: string;
  readonly proofsLeft: (count: number, megabytes: number) => string;
  readonly proofNumber: (number: string) => string;
  /** @param standing where what it says holds no longer. */
  readonly proofOf: (title: string, standing?: string) => string;
  readonly originals: string;
  /** @param isMore beside the proofs. */
  readonly originalsHere: (count: string, isMore: boolean) => string;
  readonly originalsElsewhere: string;
  readonly noOriginals: string;
  readonly howToRead: string;
  readonly howToReadText: string;
  readonly provisional: string;
  readonly attempt: (number: string) => string;
  readonly unknownSchool: string;
  readonly types: Readonly<Record<RecordType, string>>;
  readonly asserted: Readonly<Record<AssertedBy, string>>;
  readonly statuses: Readonly<Record<Exclude<RecordStatus, 'CURRENT'>, string>>;
  /** Of what was signed, and is not to be relied on. */
  readonly standings: Readonly<Record<Standing, string>>;
  readonly passes: Readonly<Record<AssessmentFacet['pass'], string>>;
  readonly units: Readonly<Partial<Record<StudyLoadUnit, string>>>;
  /** Why a load does not count, where its line does not say so already. */
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, string>>>;
}

const nl: Words = {
  locale: 'nl-NL',
  title: 'Overzicht van resultaten',
  of: (name) => `Van ${name}`,
  bornOn: (day) => `Geboren op ${day}`,
  madeOn: (day) => `Gemaakt op ${day} met Leerkluis`,
  page: (number, of) => `Pagina ${number} van ${of}`,
  totals: 'Studielast bij elkaar',
  totalsNote:
    'Elke eenheid staat apart: EC en SBU worden nooit bij elkaar opgeteld. Wat is vervangen, ingetrokken of tijdelijk stopgezet, telt niet mee.',
  noTotals: 'Er is nog geen studielast om op te tellen.',
  columnsOfTotals: ['Eenheid', 'Volgens instellingen', 'Zelf opgegeven'],
  columns: ['Wat', 'Datum', 'Beoordeling', 'Studielast', 'Wie zegt dit'],
  nothing: 'Er staat nog niets in de kluis.',
  totalsHere: (lines) => `Telt hier mee: ${lines}.`,
  moreThan: (count) =>
    `Hier staan de nieuwste ${count} regels. De rest staat in records.json in het archief.`,
  proofs: 'De bewijzen',
  proofsHere: (count) =>
    `Bij dit document ${count === 1 ? 'zit 1 bewijs' : `zitten ${count} bewijzen`}, precies zoals de uitgever ${count === 1 ? 'het' : 'ze'} ondertekende. Je vindt ${count === 1 ? 'het' : 'ze'} bij de bijlagen van je pdf-lezer. De naam begint met het nummer dat bij de regel staat.`,
  proofsChecked:
    'Iedereen kan nagaan of een bewijs echt is, ook zonder ons: met “leerkluis verify” en de naam van dit bestand, of met een ander programma dat zulke bewijzen nakijkt. Deze bladzijden zelf zijn niet ondertekend: wat telt, is wat er in het bewijs staat.',
  proofsLeft: (count, megabytes) =>
    `${count === 1 ? '1 bewijs past' : `${count} bewijzen passen`} er niet bij, want bij dit document gaat hoogstens ${megabytes} MB aan bewijzen. ${count === 1 ? 'Het staat' : 'Ze staan'} in het archief, in de map originals.`,
  proofNumber: (number) => `Bewijs ${number}`,
  proofOf: (title, standing) =>
    `Bewijs van: ${title}${standing === undefined ? '' : ` (${standing.toLowerCase()})`}`,
  originals: 'De originelen',
  originalsHere: (count, isMore) =>
    `Wat de instellingen ${isMore ? 'verder ' : ''}stuurden, zit precies zo bij dit document (aantal bestanden: ${count}). Je vindt het bij de bijlagen van je pdf-lezer.`,
  originalsElsewhere:
    'De originelen zijn te groot om hierbij te doen. Ze staan in het archief, in de map originals.',
  noOriginals: 'Er zijn geen originelen van instellingen.',
  howToRead: 'Zo lees je dit',
  howToReadText:
    'Bij elke regel staat wie het zegt. “Instelling” betekent: zo kwam het van de school zelf. “Zelf opgegeven” betekent: het is het woord van de lerende. Een vervangen regel is verbeterd; de nieuwere staat erboven. Een ingetrokken regel geldt niet meer. Ondertekende bewijzen zijn nagekeken toen dit werd gemaakt; wat toen niet geldig was, is zo gemerkt.',
  provisional: 'voorlopig',
  attempt: (number) => `poging ${number}`,
  unknownSchool: 'Zonder naam',
  types: {
    RESULT: 'Resultaat',
    DIPLOMA: 'Diploma',
    MICROCREDENTIAL: 'Microcredential',
    ENROLMENT: 'Inschrijving',
    SKILL: 'Vaardigheid',
    WORK_EXPERIENCE: 'Werkervaring',
    CERTIFICATE: 'Certificaat',
    ROUTE: 'Eigen leerroute',
  },
  asserted: {
    INSTITUTION: 'Instelling',
    ISSUER_SIGNED: 'Uitgever, ondertekend',
    EMPLOYER: 'Werkgever',
    SELF: 'Zelf opgegeven',
    IMPORT: 'Zelf opgegeven, uit een bestand',
  },
  statuses: { SUPERSEDED: 'Vervangen door een nieuwere versie', WITHDRAWN: 'Ingetrokken' },
  standings: {
    REVOKED: 'Niet geldig: ingetrokken door wie het gaf',
    SUSPENDED: 'Nu niet geldig: tijdelijk stopgezet door wie het gaf',
    EXPIRED: 'Niet meer geldig: verlopen',
    NOT_YET: 'Nog niet geldig',
    INVALID: 'Niet geldig: de ondertekening klopt niet',
  },
  passes: { PASSED: 'gehaald', FAILED: 'niet gehaald', UNKNOWN: '' },
  units: { HOUR: 'uur', CONTACT_HOUR: 'contacturen', ISSUER_CREDITS: 'punten' },
  leftOut: {
    NOT_PASSED: 'telt niet mee',
    PROVISIONAL: 'nog niet definitief',
    UNIT_UNKNOWN: 'eenheid onbekend',
    IMPLAUSIBLE: 'kan niet kloppen',
    RETAKE: 'telt bij een andere poging',
    PART_OF_COUNTED: 'telt al mee in het geheel',
    SAME_ACHIEVEMENT: 'telt al mee: hetzelfde als een ander resultaat',
    REVOKED: 'ingetrokken',
    SUSPENDED: 'tijdelijk stopgezet',
  },
};

const en: Words = {
  locale: 'en-GB',
  title: 'Overview of results',
  of: (name) => `Of ${name}`,
  bornOn: (day) => `Born on ${day}`,
  madeOn: (day) => `Made on ${day} with Leerkluis`,
  page: (number, of) => `Page ${number} of ${of}`,
  totals: 'Study load in total',
  totalsNote:
    'Each unit stands by itself: EC and SBU are never added up. What was replaced, withdrawn or put on hold does not count.',
  noTotals: 'There is no study load to count yet.',
  columnsOfTotals: ['Unit', 'According to institutions', 'Self-declared'],
  columns: ['What', 'Date', 'Assessment', 'Study load', 'Who says so'],
  nothing: 'There is nothing in the kluis yet.',
  totalsHere: (lines) => `Counts here: ${lines}.`,
  moreThan: (count) =>
    `These are the newest ${count} lines. The rest stands in records.json in the archive.`,
  proofs: 'The proofs',
  proofsHere: (count) =>
    `With this document ${count === 1 ? 'comes 1 proof' : `come ${count} proofs`}, exactly as the issuer signed ${count === 1 ? 'it' : 'them'}. You find ${count === 1 ? 'it' : 'them'} under attachments in your PDF reader. The name begins with the number that stands with the line.`,
  proofsChecked:
    'Anybody can check whether a proof is real, without us too: with “leerkluis verify” and the name of this file, or with another program that checks such proofs. These pages themselves are not signed: what counts is what stands in the proof.',
  proofsLeft: (count, megabytes) =>
    `${count === 1 ? '1 proof does' : `${count} proofs do`} not fit, since at most ${megabytes} MB of proofs goes with this document. ${count === 1 ? 'It stands' : 'They stand'} in the archive, in the folder originals.`,
  proofNumber: (number) => `Proof ${number}`,
  proofOf: (title, standing) =>
    `Proof of: ${title}${standing === undefined ? '' : ` (${standing.toLowerCase()})`}`,
  originals: 'The originals',
  originalsHere: (count, isMore) =>
    `What ${isMore ? 'else ' : ''}the institutions sent comes with this document, exactly as it was (number of files: ${count}). You find it under attachments in your PDF reader.`,
  originalsElsewhere:
    'The originals are too large to go with this. They stand in the archive, in the folder originals.',
  noOriginals: 'There are no originals of institutions.',
  howToRead: 'How to read this',
  howToReadText:
    'Each line says whose word it is. “Institution” means: it came like this from the school itself. “Self-declared” means: it is the learner’s own word. A replaced line was corrected; the newer one stands above it. A withdrawn line no longer holds. Signed credentials were checked when this was made; what was not valid then is marked so.',
  provisional: 'provisional',
  attempt: (number) => `attempt ${number}`,
  unknownSchool: 'Without a name',
  types: {
    RESULT: 'Result',
    DIPLOMA: 'Diploma',
    MICROCREDENTIAL: 'Microcredential',
    ENROLMENT: 'Enrolment',
    SKILL: 'Skill',
    WORK_EXPERIENCE: 'Work experience',
    CERTIFICATE: 'Certificate',
    ROUTE: 'Own route',
  },
  asserted: {
    INSTITUTION: 'Institution',
    ISSUER_SIGNED: 'Issuer, signed',
    EMPLOYER: 'Employer',
    SELF: 'Self-declared',
    IMPORT: 'Self-declared, from a file',
  },
  statuses: { SUPERSEDED: 'Replaced by a newer version', WITHDRAWN: 'Withdrawn' },
  standings: {
    REVOKED: 'Not valid: taken back by whoever gave it',
    SUSPENDED: 'Not valid now: on hold by whoever gave it',
    EXPIRED: 'No longer valid: expired',
    NOT_YET: 'Not valid yet',
    INVALID: 'Not valid: the signature is not right',
  },
  passes: { PASSED: 'passed', FAILED: 'not passed', UNKNOWN: '' },
  units: { HOUR: 'hours', CONTACT_HOUR: 'contact hours', ISSUER_CREDITS: 'credits' },
  leftOut: {
    NOT_PASSED: 'does not count',
    PROVISIONAL: 'not final yet',
    UNIT_UNKNOWN: 'unit unknown',
    IMPLAUSIBLE: 'cannot be right',
    RETAKE: 'counts with another attempt',
    PART_OF_COUNTED: 'counts in the whole already',
    SAME_ACHIEVEMENT: 'counts already: the same as another result',
    REVOKED: 'taken back',
    SUSPENDED: 'on hold',
  },
};

/** What the overview says in words. */
export const words: Readonly<Record<Language, Words>> = { nl, en };
