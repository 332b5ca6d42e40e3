import { type DocumentReading, type Opened, recognised, refuse } from '../reading.js';
import { type OtherTable, type ResultsTable, readResultsTable } from './results-table.js';
import { draftOfRow } from './row-record.js';

const standard = 'csv';
const mostAside = 500;

/** Tables that others give out, by columns that only they have. */
const others: readonly {
  readonly standard: 'csv' | 'edubadges';
  readonly headers: readonly RegExp[];
}[] = [
  { standard: 'csv', headers: [/^conceptUri$/i, /label|title|skillType|iscoGroup|broader/i] },
  { standard: 'csv', headers: [/^conceptType$/i, /^preferredLabel/i] },
  { standard: 'edubadges', headers: [/^recipient\b/i, /\b(?:eppn|e?-?mail)/i] },
];

/** Rows of about the same form under short names: not a letter with commas in it. */
function isTable({ headers, rows }: OtherTable): boolean {
  if (headers.length < 2 || rows.length === 0) return false;
  if (headers.some((header) => header.length > 80) || headers.every((header) => header === '')) {
    return false;
  }
  const some = rows.slice(0, 20);
  const alike = some.filter(({ cells }) => cells.length > 1 && cells.length <= headers.length + 1);
  return alike.length * 2 > some.length;
}

function ofOther(table: OtherTable): DocumentReading | undefined {
  const found = others.find((other) =>
    other.headers.every((header) => table.headers.some((name) => header.test(name))),
  );
  if (found !== undefined) return recognised(found.standard);
  if (table.known > 1 && isTable(table)) return refuse('CSV_COLUMN_MISSING', 'title', { standard });
  return isTable(table) ? refuse('CSV_COLUMNS_UNKNOWN', '', { standard }) : undefined;
}

function ofResults(table: ResultsTable, opened: Opened): DocumentReading {
  const learners = new Set(table.rows.flatMap(({ values }) => values.learner ?? []));
  // A clerk's list of a class is nobody's own document.
  if (learners.size > 1) return refuse('MORE_THAN_ONE_SUBJECT', 'learner', { standard });
  if (table.rows.length === 0 && table.errors.length === 0) {
    return refuse('NOTHING_LEARNED', '', { standard });
  }
  return {
    kind: 'IMPORTED',
    standard,
    records: table.rows.map(({ row, values, notes }) => draftOfRow(opened, row, values, notes)),
    proof: 'NONE',
    quarantined: table.errors
      .slice(0, mostAside)
      .map(({ row, column, code }) => ({ path: `/${row}/${column}`, code })),
    issues: [],
    losses: table.unread.map((place) => `column ${place}`),
  };
}

/** A table of results of our own form; others by their headers. @returns undefined for what is no table at all. */
export function readCsv(opened: Opened): DocumentReading | undefined {
  const table = readResultsTable(opened.text);
  if ('code' in table)
    return looksLikeTable(opened.text) ? refuse(table.code, '', { standard }) : undefined;
  return table.kind === 'OTHER' ? ofOther(table) : ofResults(table, opened);
}

/** By its first line, for what could not be read as one. */
const looksLikeTable = (text: string): boolean =>
  /^[^\n]{0,200}[;,\t|]/.test(text.replace(/^[\uFEFF\s]+/, '').slice(0, 400));
