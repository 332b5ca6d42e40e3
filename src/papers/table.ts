import { setImmediate as nextTurn } from 'node:timers/promises';
import { artifact, type Doc, type Element, ink, lowest, sheet, textWidth } from './paper.js';

/** One cell: lines of text, the first of them in bold where it is the heading of its row. */
export interface Cell {
  readonly lines: readonly string[];
}
export interface TableRow {
  readonly cells: readonly Cell[];
  /** It holds no longer, and is a shade lighter; its text says so too. */
  readonly isSoft?: boolean;
}
export interface Table {
  readonly headings: readonly string[];
  /** Parts of the width. */
  readonly widths: readonly number[];
  readonly rows: readonly TableRow[];
}

const size = 9;
const pad = { x: 4, y: 4 };
const lineGap = 1.2;

interface Column {
  readonly x: number;
  readonly width: number;
}
function columnsOf({ widths }: Table): readonly Column[] {
  const all = widths.reduce((sum, width) => sum + width, 0);
  let x = sheet.left;
  return widths.map((part) => {
    const width = (part / all) * textWidth;
    x += width;
    return { x: x - width + pad.x, width: width - 2 * pad.x };
  });
}

const isHeading = (row: number, line: number): boolean => row < 0 || line === 0;
const fontOf = (doc: Doc, column: number, line: number) =>
  doc.font(column === 0 && line === 0 ? 'bold' : 'plain').fontSize(line === 0 ? size : size - 1);

function heightOf(doc: Doc, columns: readonly Column[], cells: readonly Cell[]): number {
  const heights = cells.map(({ lines }, column) =>
    lines.reduce((sum, text, line) => {
      const { width = 0 } = columns[column] ?? {};
      return sum + fontOf(doc, column, line).heightOfString(text || ' ', { width, lineGap });
    }, 0),
  );
  return Math.max(...heights) + 2 * pad.y;
}

function drawCell(doc: Doc, { x, width }: Column, y: number, draw: (form: object) => void): void {
  doc.x = x;
  doc.y = y + pad.y;
  draw({ width, lineGap });
}

const rule = (doc: Doc, y: number, color: string): void =>
  artifact(doc, 'Layout', () => {
    doc.moveTo(sheet.left, y).lineTo(sheet.left + textWidth, y);
    doc.lineWidth(0.6).strokeColor(color).stroke();
  });

function drawHeadings(doc: Doc, columns: readonly Column[], headings: readonly string[]): void {
  const y = doc.y;
  for (const [n, column] of columns.entries()) {
    drawCell(doc, column, y, (form) => {
      doc
        .font('bold')
        .fontSize(size - 0.5)
        .fillColor(ink.accent)
        .text(headings[n] ?? '', form);
    });
  }
}

/** The headings, as such the first time; on later pages they are there for the eye alone. */
function headingsHeight(doc: Doc, columns: readonly Column[], headings: readonly string[]): number {
  doc.font('bold').fontSize(size - 0.5);
  const heights = headings.map((text, n) =>
    doc.heightOfString(text, { width: columns[n]?.width ?? 0, lineGap }),
  );
  return Math.max(...heights) + 2 * pad.y;
}

function putHeadings(
  doc: Doc,
  table: Element,
  columns: readonly Column[],
  headings: readonly string[],
) {
  const y = doc.y;
  const row = doc.struct('TR');
  table.add(row);
  for (const [n, column] of columns.entries()) {
    const draw = () =>
      drawCell(doc, column, y, (form) => {
        doc
          .font('bold')
          .fontSize(size - 0.5)
          .fillColor(ink.accent)
          .text(headings[n] ?? '', form);
      });
    row.add(doc.struct('TH', { scope: 'Column' }, draw));
  }
  row.end();
  doc.y = y + headingsHeight(doc, columns, headings);
  rule(doc, doc.y, ink.accent);
}

function putRow(doc: Doc, table: Element, columns: readonly Column[], { cells, isSoft }: TableRow) {
  const y = doc.y;
  const height = heightOf(doc, columns, cells);
  const row = doc.struct('TR');
  table.add(row);
  for (const [n, { lines }] of cells.entries()) {
    const column = columns[n];
    if (column === undefined) continue;
    const draw = () =>
      drawCell(doc, column, y, (form) => {
        for (const [line, text] of lines.entries()) {
          const isQuiet = isSoft === true || (n === 0 && !isHeading(n, line));
          fontOf(doc, n, line)
            .fillColor(isQuiet ? ink.soft : ink.text)
            .text(text, form);
        }
      });
    const cell = n === 0 ? doc.struct('TH', { scope: 'Row' }, draw) : doc.struct('TD', {}, draw);
    row.add(cell);
  }
  row.end();
  doc.y = y + height;
  rule(doc, doc.y, ink.line);
}

/** Rows that are drawn before others have their turn: some milliseconds. */
const rowsInOneGo = 20;

/** Draws a table in the structure below `parent`; over as many pages as it takes. */
export async function putTable(doc: Doc, parent: Element, table: Table): Promise<void> {
  const columns = columnsOf(table);
  const element = doc.struct('Table');
  parent.add(element);
  putHeadings(doc, element, columns, table.headings);
  for (const [n, row] of table.rows.entries()) {
    if (n % rowsInOneGo === 0) await nextTurn();
    if (doc.y + heightOf(doc, columns, row.cells) > lowest) {
      doc.addPage();
      const y = doc.y;
      artifact(doc, 'Pagination', () => drawHeadings(doc, columns, table.headings));
      doc.y = y + headingsHeight(doc, columns, table.headings);
      rule(doc, doc.y, ink.accent);
    }
    putRow(doc, element, columns, row);
  }
  element.end();
}
