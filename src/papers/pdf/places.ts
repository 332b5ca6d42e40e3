import type { Lexer } from './lexer.js';
import {
  Damaged,
  Encrypted,
  PdfDict,
  PdfList,
  type PdfStream,
  TooMuch,
  type Work,
} from './value.js';

/** Where a numbered thing stands: in the file, or as one of several that were packed together. */
export type Place =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'among'; readonly container: number; readonly index: number }
  | { readonly kind: 'free' };

/** Numbered things in one file. */
const mostThings = 500_000;
/** A file was added to so often: each time with a table of what is new. */
const mostTables = 1000;
const mostTableBytes = 16_000_000;

/** What finding places asks of a file. */
export interface PlacesIn {
  readonly bytes: Buffer;
  readonly work: Work;
  lexerAt(at: number): Lexer;
  streamAt(at: number): PdfStream;
  content(stream: PdfStream, most: number): Buffer;
}

const numbersIn = (value: unknown): readonly number[] | undefined =>
  value instanceof PdfList
    ? value.items.map((item) => (typeof item === 'number' ? item : Number.NaN))
    : undefined;

/** What is said first holds: newest tables are read first. */
class Places {
  readonly found = new Map<number, Place>();
  put(id: number, place: Place): void {
    if (this.found.has(id)) return;
    if (this.found.size >= mostThings) throw new TooMuch();
    this.found.set(id, place);
  }
}

/** Lines of text: `0000000017 00000 n`. */
function readTable(lexer: Lexer, places: Places): PdfDict {
  while (!lexer.takes('trailer')) {
    const first = lexer.whole();
    const count = lexer.whole();
    for (let n = 0; n < count; n += 1) {
      lexer.work.values();
      const at = lexer.whole();
      lexer.whole();
      const kind = lexer.word();
      if (kind !== 'n' && kind !== 'f') throw new Damaged();
      places.put(first + n, kind === 'n' ? { kind: 'at', at } : { kind: 'free' });
    }
  }
  const trailer = lexer.value();
  if (!(trailer instanceof PdfDict)) throw new Damaged();
  return trailer;
}

const whole = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

function placeOf(kind: number, a: number, b: number): Place {
  if (kind === 1) return { kind: 'at', at: a };
  return kind === 2 ? { kind: 'among', container: a, index: b } : { kind: 'free' };
}

/** Of how many bytes each of the three numbers of a row is. */
type Widths = readonly [number, number, number];
function widthsIn({ entries }: PdfDict): Widths {
  const [kind = -1, a = -1, b = -1] = numbersIn(entries.get('W')) ?? [];
  const isSound = [kind, a, b].every((one) => Number.isInteger(one) && one >= 0 && one <= 8);
  if (!isSound || kind + a + b < 1) throw new Damaged();
  return [kind, a, b];
}
function placeIn(row: Buffer, [kind, a]: Widths): Place {
  const [first, second, third] = [
    row.subarray(0, kind),
    row.subarray(kind, kind + a),
    row.subarray(kind + a),
  ];
  return placeOf(kind === 0 ? 1 : whole(first), whole(second), whole(third));
}

/** From which number on, and how many: pair after pair. */
const rangesIn = ({ entries }: PdfDict, rows: number): readonly number[] =>
  numbersIn(entries.get('Index')) ?? [0, rows];

function readPackedTable(file: PlacesIn, at: number, places: Places): PdfDict {
  const stream = file.streamAt(at);
  const widths = widthsIn(stream.dict);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const rows = file.content(stream, mostTableBytes);
  const ranges = rangesIn(stream.dict, Math.floor(rows.length / width));
  let from = 0;
  for (let n = 0; n + 1 < ranges.length; n += 2) {
    const [first = 0, count = 0] = ranges.slice(n, n + 2);
    for (let row = 0; row < count && from + width <= rows.length; row += 1, from += width) {
      file.work.values();
      places.put(first + row, placeIn(rows.subarray(from, from + width), widths));
    }
  }
  return stream.dict;
}

/** One table; where it is text, the packed one that stands beside it as well. */
function readOne(file: PlacesIn, at: number, places: Places): PdfDict {
  const lexer = file.lexerAt(at);
  if (!lexer.takes('xref')) return readPackedTable(file, at, places);
  const trailer = readTable(lexer, places);
  const beside = trailer.entries.get('XRefStm');
  if (typeof beside === 'number') readPackedTable(file, beside, places);
  return trailer;
}

/**
 * Where all numbered things of a file stand, as its tables say, and what the newest table says of the whole.
 * @throws Damaged; Encrypted; TooMuch
 */
export function placesIn(file: PlacesIn): { places: ReadonlyMap<number, Place>; trailer: PdfDict } {
  const last = file.bytes.lastIndexOf('startxref');
  if (last < 0) throw new Damaged();
  const places = new Places();
  const seen = new Set<number>();
  let trailer: PdfDict | undefined;
  let at: unknown = file.lexerAt(last + 'startxref'.length).whole();
  while (typeof at === 'number') {
    if (seen.has(at) || seen.size >= mostTables) throw new Damaged();
    seen.add(at);
    const said = readOne(file, at, places);
    if (said.entries.has('Encrypt')) throw new Encrypted();
    trailer ??= said;
    at = said.entries.get('Prev');
  }
  if (trailer === undefined) throw new Damaged();
  return { places: places.found, trailer };
}
