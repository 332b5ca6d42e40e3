import { constants, inflateSync } from 'node:zlib';
import { Damaged, type Work } from './value.js';

/** What comes out of what was packed is more than is read of one thing. */
export class TooLarge extends Error {
  /** @param begins its first bytes; none where they are not known. */
  constructor(readonly begins: Buffer) {
    super();
  }
}

export interface Packing {
  /** Names of the format: `FlateDecode`, or nothing. */
  readonly filters: readonly string[];
  /** Of a table of numbers: each row is told by the one above it. */
  readonly rows: {
    readonly predictor: number;
    readonly columns: number;
    readonly isPlain: boolean;
  };
}

/** Packed bytes; what comes out of them is a thousand times as much at most. */
const mostOfABeginning = 1000;
function beginningOf(packed: Buffer): Buffer {
  const { Z_SYNC_FLUSH: finishFlush } = constants;
  return inflateSync(packed.subarray(0, mostOfABeginning), { finishFlush });
}

function inflated(packed: Buffer, most: number, predictor: number): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: most });
  } catch (error) {
    if (!(error instanceof RangeError)) throw new Damaged();
    throw new TooLarge(predictor === 1 ? beginningOf(packed) : Buffer.alloc(0));
  }
}

/** As PNG has it: the nearest of left, above, and both. */
function nearest(left: number, above: number, before: number): number {
  const guess = left + above - before;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - above);
  const c = Math.abs(guess - before);
  if (a <= b && a <= c) return left;
  return b <= c ? above : before;
}

const guesses: readonly ((left: number, above: number, before: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => Math.floor((left + above) / 2),
  nearest,
];

/** A row by the one above it, which is empty for the first. */
function rowOf(told: Buffer, above: Buffer): Buffer {
  const guess = guesses[told[0] ?? -1];
  if (guess === undefined) throw new Damaged();
  const row = Buffer.alloc(told.length - 1);
  for (const [n, byte] of told.subarray(1).entries()) {
    // Before the first column, and above the first row, there is nothing.
    row[n] = (byte + guess(row[n - 1] ?? 0, above[n] ?? 0, above[n - 1] ?? 0)) % 256;
  }
  return row;
}

/** Rows of one byte per column, each after the number of the way it was told in. */
function fromRows(told: Buffer, columns: number, work: Work): Buffer {
  if (columns < 1 || told.length % (columns + 1) !== 0) throw new Damaged();
  const rows: Buffer[] = [];
  let above: Buffer = Buffer.alloc(0);
  for (let at = 0; at < told.length; at += columns + 1) {
    work.values();
    above = rowOf(told.subarray(at, at + columns + 1), above);
    rows.push(above);
  }
  return Buffer.concat(rows);
}

/**
 * The bytes as they were before they were put into the file.
 * @param most of them; more are not even looked for.
 * @throws TooLarge; Damaged, also for a way of packing that attachments and tables do not come in.
 */
export function unfiltered(
  packed: Buffer,
  { filters, rows }: Packing,
  most: number,
  work: Work,
): Buffer {
  work.bytes(packed.length);
  const [filter, ...others] = filters;
  if (others.length > 0) throw new Damaged();
  if (filter === undefined) {
    if (packed.length > most) throw new TooLarge(packed.subarray(0, mostOfABeginning));
    return packed;
  }
  if (filter !== 'FlateDecode' && filter !== 'Fl') throw new Damaged();
  const found = inflated(packed, most, rows.predictor);
  work.bytes(found.length);
  if (rows.predictor === 1) return found;
  if (rows.predictor < 10 || rows.predictor > 15 || !rows.isPlain) throw new Damaged();
  return fromRows(found, rows.columns, work);
}
