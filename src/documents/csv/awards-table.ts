import { type AwardColumn, awardColumnOf } from './award-columns.js';
import { type NoTable, readTable } from './table.js';

export interface AwardsTableRow {
  /** As programs for tables count. */
  readonly row: number;
  /** What is empty is not there. */
  readonly cells: ReadonlyMap<AwardColumn, string>;
}

/** Without these a table is one of something else. */
const needed = ['learner', 'name', 'awardedOn'] as const;

/** A table of awards by its headers; what a cell says is not looked into. */
export function readAwardsTable(
  text: string,
): readonly AwardsTableRow[] | NoTable | { readonly code: 'CSV_COLUMN_MISSING' } {
  const table = readTable(text);
  if ('code' in table) return table;
  const [header, ...rows] = table.rows;
  const columns = (header?.cells ?? []).map(awardColumnOf);
  if (!needed.every((name) => columns.includes(name))) return { code: 'CSV_COLUMN_MISSING' };
  return rows.map(({ row, cells }) => {
    const found = new Map<AwardColumn, string>();
    for (const [place, column] of columns.entries()) {
      const cell = cells[place] ?? '';
      if (column !== undefined && cell !== '' && !found.has(column)) found.set(column, cell);
    }
    return { row, cells: found };
  });
}
