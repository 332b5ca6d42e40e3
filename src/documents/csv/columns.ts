/** A column of the table in which results are sent or brought: its names, what to put there, and an example. */
interface Column {
  readonly nl: string;
  readonly en: string;
  /** Other names that people give it, in either language. */
  readonly also?: readonly string[];
  readonly explained: { readonly nl: string; readonly en: string };
  readonly example: { readonly nl: string; readonly en: string };
}

const both = (text: string) => ({ nl: text, en: text });

export const columns = {
  learner: {
    nl: 'deelnemer',
    en: 'learner',
    also: ['student', 'studentnummer', 'student number', 'eduid', 'eppn', 'leerling', 'recipient'],
    explained: {
      nl: 'Alleen voor scholen: eduID, eppn of studentnummer. Leeg als het over jezelf gaat.',
      en: 'For schools only: eduID, eppn or student number. Empty where it is about yourself.',
    },
    example: both('s1234567'),
  },
  title: {
    nl: 'titel',
    en: 'title',
    also: ['naam', 'name', 'vak', 'course', 'cursus', 'opleiding'],
    explained: {
      nl: 'Naam van het vak, de cursus of de opleiding. Verplicht.',
      en: 'Name of the course or programme. Required.',
    },
    example: { nl: 'Inleiding statistiek', en: 'Introduction to statistics' },
  },
  type: {
    nl: 'soort',
    en: 'type',
    also: ['kind'],
    explained: {
      nl: 'vak, toets, onderdeel, opleiding of diploma. Leeg: vak.',
      en: 'course, test, component, programme or diploma. Empty: course.',
    },
    example: { nl: 'vak', en: 'course' },
  },
  courseCode: {
    nl: 'vakcode',
    en: 'course code',
    also: ['cursuscode', 'code'],
    explained: {
      nl: 'Code van de school. Rijen van een school met dezelfde code zijn pogingen voor hetzelfde vak.',
      en: 'The school’s code. Rows of one school with the same code are attempts at the same course.',
    },
    example: both('STAT-101'),
  },
  credits: {
    nl: 'studielast',
    en: 'credits',
    also: ['studiepunten', 'study load', 'load', 'punten'],
    explained: { nl: 'Getal, zoals 5 of 7,5.', en: 'A number, such as 5 or 7.5.' },
    example: { nl: '7,5', en: '7.5' },
  },
  unit: {
    nl: 'eenheid',
    en: 'unit',
    explained: {
      nl: 'EC, SBU, uur, contactuur of SP. Leeg: eigen punten van de school.',
      en: 'EC, SBU, hour, contact hour or SP. Empty: the school’s own credits.',
    },
    example: both('EC'),
  },
  state: {
    nl: 'status',
    en: 'status',
    also: ['state'],
    explained: {
      nl: 'afgerond, bezig, uitgesteld of in wachtrij. Leeg: afgerond.',
      en: 'completed, in progress, postponed or queued. Empty: completed.',
    },
    example: { nl: 'afgerond', en: 'completed' },
  },
  pass: {
    nl: 'geslaagd',
    en: 'passed',
    also: ['pass', 'behaald', 'resultaat', 'result'],
    explained: {
      nl: 'ja, nee of onbekend. Wordt nooit uit het cijfer afgeleid.',
      en: 'yes, no or unknown. Never worked out from the grade.',
    },
    example: { nl: 'ja', en: 'yes' },
  },
  score: {
    nl: 'cijfer',
    en: 'score',
    also: ['grade', 'beoordeling'],
    explained: { nl: 'Zoals het op de lijst staat.', en: 'As it stands on the transcript.' },
    example: { nl: '8,1', en: '8.1' },
  },
  scale: {
    nl: 'schaal',
    en: 'scale',
    also: ['grading scale'],
    explained: {
      nl: '1-10, 0-10, 0-100, o/v/g, voldaan of een omschrijving.',
      en: '1-10, 0-10, 0-100, pass or fail, or a description.',
    },
    example: both('1-10'),
  },
  date: {
    nl: 'datum',
    en: 'date',
    also: ['result date', 'resultaatdatum'],
    explained: {
      nl: 'Dag van het resultaat: 2026-03-31 of 31-03-2026.',
      en: 'Day of the result: 2026-03-31 or 31-03-2026.',
    },
    example: { nl: '31-03-2026', en: '2026-03-31' },
  },
  attempt: {
    nl: 'poging',
    en: 'attempt',
    explained: { nl: '1, 2, 3 …', en: '1, 2, 3 …' },
    example: both('1'),
  },
  final: {
    nl: 'definitief',
    en: 'final',
    explained: {
      nl: 'ja of nee: vastgesteld door de examencommissie.',
      en: 'yes or no: set by the exam committee.',
    },
    example: { nl: 'ja', en: 'yes' },
  },
  level: {
    nl: 'niveau',
    en: 'level',
    also: ['nlqf', 'eqf'],
    explained: {
      nl: 'mbo 1 tot mbo 4, Ad, bachelor, master, of een getal van NLQF of EQF.',
      en: 'mbo 1 to mbo 4, associate degree, bachelor, master, or a number of NLQF or EQF.',
    },
    example: both('bachelor'),
  },
  language: {
    nl: 'taal',
    en: 'language',
    explained: { nl: 'Taal van de titel: nl, en, …', en: 'Language of the title: nl, en, …' },
    example: { nl: 'nl', en: 'en' },
  },
  institution: {
    nl: 'school',
    en: 'institution',
    also: ['instelling'],
    explained: {
      nl: 'Naam van de school. Een school die dit stuurt laat het leeg, of vult de eigen naam in.',
      en: 'Name of the school. A school that sends this leaves it empty, or puts its own name.',
    },
    example: both(''),
  },
  sourceId: {
    nl: 'bronnummer',
    en: 'source id',
    also: ['bron', 'id'],
    explained: {
      nl: 'Nummer van dit resultaat in het systeem van de school.',
      en: 'Number of this result in the school’s own system.',
    },
    example: both('r-2026-0412'),
  },
} as const satisfies Readonly<Record<string, Column>>;
export type ColumnName = keyof typeof columns;

const entries: readonly (readonly [string, Column])[] = Object.entries(columns);
export const isColumn = (name: string): name is ColumnName => Object.hasOwn(columns, name);

const plain = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const byHeader = new Map(
  entries.flatMap(([name, { nl, en, also = [] }]) =>
    [nl, en, name, ...also].map((header): [string, string] => [plain(header), name]),
  ),
);

/** Which column a header stands for, in either language and however it is written; undefined for none of ours. */
export function columnOf(header: string): ColumnName | undefined {
  const name = byHeader.get(plain(header));
  return name !== undefined && isColumn(name) ? name : undefined;
}

/** What a column is called in the template. */
export const columnTitle = (name: ColumnName, language: 'nl' | 'en'): string =>
  columns[name][language];

export interface CsvTemplate {
  readonly columns: readonly {
    readonly name: string;
    readonly explanation: string;
    readonly example: string;
  }[];
  /** A file to fill in: the header and one row as an example, as programs for tables of that language open it. */
  readonly text: string;
}

/** The table to fill in, for people. */
export function csvTemplate(language: 'nl' | 'en'): CsvTemplate {
  const described = entries.map(([, column]) => ({
    name: column[language],
    explanation: column.explained[language],
    example: column.example[language],
  }));
  const delimiter = language === 'nl' ? ';' : ',';
  const rows = [described.map(({ name }) => name), described.map(({ example }) => example)];
  const lines = rows.map((cells) => `${cells.join(delimiter)}\r\n`);
  return { columns: described, text: `\uFEFF${lines.join('')}` };
}
