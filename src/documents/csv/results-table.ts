import { type ColumnName, columnOf } from './columns.js';
import { type CellNote, type Cells, type ResultRow, readRow } from './row.js';
import { type NoTable, readTable, type TableRow } from './table.js';

export interface RowError extends CellNote {
  readonly row: number;
}
export interface ResultsTable {
  readonly kind: 'RESULTS';
  readonly rows: readonly {
    readonly row: number;
    readonly values: ResultRow;
    readonly notes: readonly CellNote[];
  }[];
  readonly errors: readonly RowError[];
  /** Headers that are none of ours, by their place from 1: what somebody calls a column may itself be data. */
  readonly unread: readonly number[];
}
/** A table of something else: its headers, for whoever knows it by them. */
export interface OtherTable {
  readonly kind: 'OTHER';
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  /** Columns of ours that it has nonetheless. */
  readonly known: number;
}

/** Fewer columns that we know may be chance. */
const fewest = 3;

function cellsOf({ cells }: TableRow, columns: readonly (ColumnName | undefined)[]): Cells {
  const found = new Map<ColumnName, string>();
  for (const [place, column] of columns.entries()) {
    const cell = cells[place];
    if (column !== undefined && cell !== undefined && !found.has(column)) found.set(column, cell);
  }
  return found;
}

/**
 * The results of a table, each row by itself: what a learner brings and what a clerk sends is read alike. Whether one
 * wrong row stops all is for who asks.
 */
export function readResultsTable(text: string): ResultsTable | OtherTable | NoTable {
  const table = readTable(text);
  if ('code' in table) return table;
  const [header, ...rows] = table.rows;
  const headers = header?.cells ?? [];
  const columns = headers.map(columnOf);
  const known = new Set(columns.filter((column) => column !== undefined));
  if (!known.has('title') || known.size < fewest) {
    return { kind: 'OTHER', headers, rows, known: known.size };
  }
  const read = rows.map((each) => ({ row: each.row, ...readRow(cellsOf(each, columns)) }));
  return {
    kind: 'RESULTS',
    rows: read.flatMap((each) => ('values' in each ? [each] : [])),
    errors: read.flatMap((each) =>
      'errors' in each ? each.errors.map((error) => ({ row: each.row, ...error })) : [],
    ),
    unread: columns.flatMap((column, place) => (column === undefined ? [place + 1] : [])),
  };
}
