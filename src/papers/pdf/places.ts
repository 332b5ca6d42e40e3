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
  | { readonly kind: 'at'; readonly at: number; readonly generation: number }
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

export const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** @returns undefined for what is not said. */
function wholeIn({ entries }: PdfDict, name: string): number | undefined {
  const value = entries.get(name) ?? undefined;
  if (value !== undefined && !isWhole(value)) throw new Damaged();
  return value;
}
/** @returns undefined for what is not said. */
function wholesIn({ entries }: PdfDict, name: string): readonly number[] | undefined {
  const value = entries.get(name) ?? undefined;
  if (value === undefined) return undefined;
  if (!(value instanceof PdfList)) throw new Damaged();
  return value.items.map((item) => {
    if (!isWhole(item)) throw new Damaged();
    return item;
  });
}

const isSame = (one: Place, other: Place): boolean => {
  if (one.kind === 'at' && other.kind === 'at') return one.at === other.at;
  if (one.kind === 'among' && other.kind === 'among') {
    return one.container === other.container && one.index === other.index;
  }
  return one.kind === other.kind;
};

type Rows = ReadonlyMap<number, Place>;

/** What one table says. Where it says two things of one number, readers do not agree on which is meant. */
class Table {
  readonly rows = new Map<number, Place>();
  add(id: number, place: Place): void {
    const said = this.rows.get(id);
    if (said !== undefined && !isSame(said, place)) throw new Damaged();
    // There is no such thing, and some readers do not read on from here.
    if (id === 0 && place.kind !== 'free') throw new Damaged();
    if (this.rows.size >= mostThings) throw new TooMuch();
    this.rows.set(id, place);
  }
}

/** What is said first holds: newest tables are read first. */
class Places {
  readonly found = new Map<number, Place>();
  take(rows: Iterable<readonly [number, Place]>): void {
    for (const [id, place] of rows) {
      if (this.found.has(id)) continue;
      if (this.found.size >= mostThings) throw new TooMuch();
      this.found.set(id, place);
    }
  }
}

interface Read {
  readonly rows: Rows;
  /** What the table says of itself, and of the whole. */
  readonly said: PdfDict;
}

/** `0000000017 00000 n` */
function textRow(lexer: Lexer): Place {
  lexer.work.values();
  const at = lexer.whole();
  const generation = lexer.whole();
  const kind = lexer.word();
  if (kind !== 'n' && kind !== 'f') throw new Damaged();
  return kind === 'n' ? { kind: 'at', at, generation } : { kind: 'free' };
}
function readText(lexer: Lexer): Read {
  const table = new Table();
  while (!lexer.takes('trailer')) {
    const first = lexer.whole();
    const count = lexer.whole();
    for (let n = 0; n < count; n += 1) {
      const place = textRow(lexer);
      // Some take this for the row of number 0, and count on from there.
      if (first === 1 && n === 0 && place.kind === 'free') throw new Damaged();
      table.add(first + n, place);
    }
  }
  const said = lexer.value();
  if (!(said instanceof PdfDict)) throw new Damaged();
  return { rows: table.rows, said };
}

function whole(bytes: Buffer): number {
  const found = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (!isWhole(found)) throw new Damaged();
  return found;
}

function placeOf(kind: number, a: number, b: number): Place {
  if (kind === 0) return { kind: 'free' };
  if (kind === 1) return { kind: 'at', at: a, generation: b };
  // Of others the format says that they are nothing, and some readers say that the table is broken.
  if (kind !== 2) throw new Damaged();
  return { kind: 'among', container: a, index: b };
}

/** Of how many bytes each of the three numbers of a row is. */
type Widths = readonly [number, number, number];
function widthsIn(said: PdfDict): Widths {
  const [kind, a, b, ...others] = wholesIn(said, 'W') ?? [];
  if (kind === undefined || a === undefined || b === undefined) throw new Damaged();
  const isSound = [kind, a, b].every((one) => one <= 8) && kind + a + b > 0;
  if (!isSound || others.length > 0) throw new Damaged();
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

type Range = readonly [first: number, count: number];
/** From which number on, and how many. A table that says nothing of it is of all. */
function rangesIn(said: PdfDict): readonly Range[] {
  const size = wholeIn(said, 'Size');
  if (size === undefined) throw new Damaged();
  const ranges: Range[] = [];
  const all = wholesIn(said, 'Index') ?? [0, size];
  for (let n = 0; n < all.length; n += 2) {
    const [first, count] = all.slice(n, n + 2);
    if (first === undefined || count === undefined) throw new Damaged();
    ranges.push([first, count]);
  }
  return ranges;
}

function readPacked(file: PlacesIn, at: number): Read {
  const stream = file.streamAt(at);
  const said = stream.dict;
  const widths = widthsIn(said);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const told = file.content(stream, mostTableBytes);
  const ranges = rangesIn(said);
  const count = ranges.reduce((sum, [, one]) => sum + one, 0);
  // Rows of other numbers than they say would stand in the place of those that others read.
  if (told.length !== count * width) throw new Damaged();
  const table = new Table();
  let from = 0;
  for (const [first, of] of ranges) {
    for (let row = 0; row < of; row += 1, from += width) {
      file.work.values();
      table.add(first + row, placeIn(told.subarray(from, from + width), widths));
    }
  }
  return { rows: table.rows, said };
}

/** For new readers alone: what the text says is free, may be in the packed table beside it. Its own things are the same for all. */
function isAtOdds(text: Rows, beside: Rows): boolean {
  return [...beside].some(([id, place]) => {
    const said = text.get(id);
    if (said === undefined || said.kind === 'free' || place.kind === 'free') return false;
    return !isSame(said, place);
  });
}

/** What tables lead to, and in what order they were read. */
class Trail {
  readonly read = new Set<number>();
  /** What only some readers go to. */
  readonly perhaps = new Set<number>();

  goes(at: number): void {
    if (this.read.has(at) || this.read.size >= mostTables) throw new Damaged();
    this.read.add(at);
  }
  get isWhole(): boolean {
    return [...this.perhaps].every((at) => this.read.has(at));
  }
}

/** A table of text: its own things, those of the packed one that stands beside it, and then what it says is free. */
function readBoth(file: PlacesIn, { rows, said }: Read, places: Places, trail: Trail): void {
  const own = [...rows];
  places.take(own.filter(([, { kind }]) => kind !== 'free'));
  const at = wholeIn(said, 'XRefStm');
  if (at !== undefined) {
    trail.goes(at);
    const beside = readPacked(file, at);
    if (isAtOdds(rows, beside.rows)) throw new Damaged();
    places.take(beside.rows);
    const previous = wholeIn(beside.said, 'Prev');
    if (previous !== undefined) trail.perhaps.add(previous);
  }
  places.take(own.filter(([, { kind }]) => kind === 'free'));
}

function readOne(file: PlacesIn, at: number, places: Places, trail: Trail): PdfDict {
  trail.goes(at);
  const lexer = file.lexerAt(at);
  if (lexer.takes('xref')) {
    const read = readText(lexer);
    readBoth(file, read, places, trail);
    return read.said;
  }
  const { rows, said } = readPacked(file, at);
  places.take(rows);
  return said;
}

/** Bytes at the end of a file, in which readers look for its newest table. */
const mostOfAnEnd = 1024;
const ending = /^startxref[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+%%EOF/;
function newestTable(bytes: Buffer): number {
  const end = bytes.toString('latin1', Math.max(0, bytes.length - mostOfAnEnd));
  const [, said] = ending.exec(end.slice(end.lastIndexOf('startxref'))) ?? [];
  if (said === undefined) throw new Damaged();
  return Number(said);
}

/** A file for slow lines says in its first thing that the newest table follows: some readers begin there, and some at the end. */
function isNewestForAll(file: PlacesIn, newest: number): boolean {
  const lexer = file.lexerAt(0);
  if (![/^\d+$/, /^\d+$/, /^obj$/].every((word) => word.test(lexer.word()))) return true;
  const first = lexer.value();
  if (!(first instanceof PdfDict) || !first.entries.has('Linearized')) return true;
  // It was added to since: nobody believes it any more.
  if (first.entries.get('L') !== file.bytes.length) return true;
  const follows = file.lexerAt(file.bytes.indexOf('endobj') + 'endobj'.length);
  follows.skip();
  return follows.at === newest;
}

/**
 * Where all numbered things of a file stand, as its tables say, and what the newest table says of the whole.
 * @throws Damaged; Encrypted; TooMuch
 */
export function placesIn(file: PlacesIn): { places: ReadonlyMap<number, Place>; trailer: PdfDict } {
  const places = new Places();
  const trail = new Trail();
  const newest = newestTable(file.bytes);
  if (!isNewestForAll(file, newest)) throw new Damaged();
  let trailer: PdfDict | undefined;
  let at: number | undefined = newest;
  while (at !== undefined) {
    const said = readOne(file, at, places, trail);
    if (said.entries.has('Encrypt')) throw new Encrypted();
    trailer ??= said;
    at = wholeIn(said, 'Prev');
  }
  if (trailer === undefined || !trail.isWhole) throw new Damaged();
  return { places: places.found, trailer };
}
