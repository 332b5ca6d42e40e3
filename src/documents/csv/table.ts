import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

const mostCharacters = 2_000_000;
const mostRows = 5000;
const mostColumns = 200;
const mostInRow = 50_000;
const delimiters = [';', ',', '\t', '|'] as const;

export interface TableRow {
  /** As programs for tables count: the first is row 1, and empty rows count. */
  readonly row: number;
  /** Without white space around them. */
  readonly cells: readonly string[];
}
export interface Table {
  readonly rows: readonly TableRow[];
}
export interface NoTable {
  readonly code: 'CSV_NOT_WELL_FORMED' | 'TOO_LARGE';
}

/** The one that occurs most outside quotes in the first line. */
function delimiterOf(text: string): string {
  const line = (/[^\r\n]*/.exec(text.slice(0, mostInRow))?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = delimiters.map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

const Parsed = z.array(
  z.object({
    record: z.array(z.string()),
    info: z.object({ records: z.number(), empty_lines: z.number() }),
  }),
);

/** Rows of cells, or why not. Never a throw; a row that never ends stops it. */
export function readTable(text: string): Table | NoTable {
  if (text.length > mostCharacters) return { code: 'TOO_LARGE' };
  const body = text.replace(/^[\uFEFF\s]+/, '');
  try {
    const parsed: unknown = parse(body, {
      delimiter: delimiterOf(body),
      info: true,
      max_record_size: mostInRow,
      relax_column_count: true,
      skip_empty_lines: true,
      to: mostRows + 1,
    });
    const rows = Parsed.parse(parsed).map(({ record, info }) => ({
      row: info.records + info.empty_lines,
      cells: record.map((cell) => cell.trim()),
    }));
    const isLarge = rows.length > mostRows || rows.some(({ cells }) => cells.length > mostColumns);
    if (isLarge) return { code: 'TOO_LARGE' };
    return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
  } catch (error) {
    const isLarge = error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE';
    return { code: isLarge ? 'TOO_LARGE' : 'CSV_NOT_WELL_FORMED' };
  }
}
