import { present } from '../../base/index.js';
import type { GradingScale, Level } from '../../records/index.js';
import { readCalendarDate } from '../../records/index.js';
import { isLanguageTag } from '../language.js';
import type { ColumnName } from './columns.js';
import {
  levelWords,
  passWords,
  plainWord,
  scaleWords,
  stateWords,
  typeWords,
  unitWords,
  yesNoWords,
} from './words.js';

/** What is wrong with, or odd about, one cell. */
export interface CellNote {
  readonly column: ColumnName;
  readonly code: string;
}
export type Cells = ReadonlyMap<ColumnName, string>;

const mostCharacters = 1000;
const number = /^-?\d{1,9}(?:[.,]\d{1,6})?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
/** As Dutch people write a day. With strokes it could be an American one, so that is refused. */
const dutchDate = /^(\d{1,2})-(\d{1,2})-(\d{4})$/;
/** What a program for tables would work out. Kept as text, and said, so that nobody opens it unawares. */
const formula = /^[=+@\-\t\r]/;

const fromDutch = (cell: string): string => {
  const [, day = '', month = '', year = ''] = dutchDate.exec(cell) ?? [];
  return day === '' ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** Reads one row cell by cell, and remembers what was wrong and what was odd. */
class RowReader {
  readonly errors: CellNote[] = [];
  readonly notes: CellNote[] = [];

  constructor(readonly cells: Cells) {}

  #wrong(column: ColumnName, code: string): undefined {
    this.errors.push({ column, code });
    return undefined;
  }

  text(column: ColumnName): string | undefined {
    const cell = this.cells.get(column);
    if (cell === undefined || cell === '') return undefined;
    if (cell.length > mostCharacters) return this.#wrong(column, 'TOO_LARGE');
    if (formula.test(cell)) this.notes.push({ column, code: 'FORMULA_LIKE_TEXT' });
    return cell;
  }

  required(column: ColumnName): string | undefined {
    const isThere = (this.cells.get(column) ?? '') !== '';
    return isThere ? this.text(column) : this.#wrong(column, 'MISSING');
  }

  /** A word of a table of ours. */
  word<Value>(column: ColumnName, known: ReadonlyMap<string, Value>): Value | undefined {
    const cell = this.cells.get(column) ?? '';
    if (cell === '') return undefined;
    return known.get(plainWord(cell)) ?? this.#wrong(column, 'UNKNOWN_ENUM');
  }

  number(column: ColumnName): number | undefined {
    const cell = this.cells.get(column) ?? '';
    if (cell === '') return undefined;
    if (!number.test(cell)) return this.#wrong(column, 'NUMBER_UNREADABLE');
    const value = Number(cell.replace(',', '.'));
    return value < 0 ? this.#wrong(column, 'CREDIT_IMPLAUSIBLE') : value;
  }

  attempt(column: ColumnName): number | undefined {
    const cell = this.cells.get(column) ?? '';
    if (cell === '') return undefined;
    const value = /^\d{1,3}$/.test(cell) ? Number(cell) : 0;
    return value >= 1 ? value : this.#wrong(column, 'NUMBER_UNREADABLE');
  }

  date(column: ColumnName): string | undefined {
    const cell = this.cells.get(column) ?? '';
    if (cell === '') return undefined;
    const text = fromDutch(cell);
    if (/^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}$/.test(cell)) return this.#wrong(column, 'DATE_AMBIGUOUS');
    const { date } = isoDate.test(text) ? readCalendarDate(text) : {};
    return date ?? this.#wrong(column, 'DATE_UNREADABLE');
  }

  language(column: ColumnName): string {
    const cell = this.cells.get(column) ?? '';
    if (cell === '' || isLanguageTag(cell)) return cell === '' ? 'und' : cell;
    this.#wrong(column, 'LANGUAGE_TAG');
    return 'und';
  }
}

/** A scale of ours by its name; any other text is what the scale is. */
function scaleOf(reader: RowReader): GradingScale {
  const raw = reader.text('scale');
  if (raw === undefined) return { kind: 'UNKNOWN' };
  const kind = scaleWords.get(plainWord(raw));
  return kind === undefined ? { kind: 'TEXTUAL', raw } : { kind };
}

/** A number of a framework that somebody states is not derived; one by the kind of education is. */
function levelOf(reader: RowReader): Level | undefined {
  const raw = reader.text('level');
  if (raw === undefined) return undefined;
  const stated = /^(?:nlqf|eqf)?[\s-]*(4\+|[1-8])$/i.exec(raw)?.[1];
  const usual = levelWords.get(plainWord(raw));
  const nlqf = stated ?? usual;
  if (nlqf === undefined) reader.notes.push({ column: 'level', code: 'UNKNOWN_ENUM' });
  const eqf = nlqf === undefined ? undefined : Number.parseInt(nlqf, 10);
  return present({ raw, eqf, nlqf, derived: stated === undefined && usual !== undefined });
}

const read = (reader: RowReader) => ({
  learner: reader.text('learner'),
  title: reader.required('title'),
  type: reader.word('type', typeWords),
  courseCode: reader.text('courseCode'),
  credits: reader.number('credits'),
  unit: reader.word('unit', unitWords),
  state: reader.word('state', stateWords),
  pass: reader.word('pass', passWords),
  score: reader.text('score'),
  scale: scaleOf(reader),
  date: reader.date('date'),
  attempt: reader.attempt('attempt'),
  final: reader.word('final', yesNoWords),
  level: levelOf(reader),
  language: reader.language('language'),
  institution: reader.text('institution'),
  sourceId: reader.text('sourceId'),
});

/** One row as its columns say it; nothing is filled in that was left empty. */
export type ResultRow = Omit<ReturnType<typeof read>, 'title'> & { readonly title: string };
export type ReadRow =
  | { readonly values: ResultRow; readonly notes: readonly CellNote[] }
  | { readonly errors: readonly CellNote[] };

/** A row is read as a whole or not at all; whatever is wrong with it is said, column by column. */
export function readRow(cells: Cells): ReadRow {
  const reader = new RowReader(cells);
  const { title, ...values } = read(reader);
  if (reader.errors.length > 0 || title === undefined) return { errors: reader.errors };
  return { values: { title, ...values }, notes: reader.notes };
}
