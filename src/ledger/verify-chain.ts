import { sha256Hex } from '../base/index.js';

/** One row of a learner's log: a link of the chain. */
export interface ChainRow {
  readonly seq: number;
  /** Null, with the salt, once erased: the commitment stays. */
  readonly bytes: string | null;
  readonly salt: string | null;
  readonly commitment: string;
  readonly hash: string;
}
/** Where a chain ends, as somebody vouches for it. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first row. */
export const chainStart: ChainHead = { seq: 0, hash: '' };

/** MISSING: a row is not there. OUT_OF_ORDER: at another place, or twice. TOO_LONG: rows that the head does not know of. */
export const chainFaults = ['MISSING', 'CHANGED', 'OUT_OF_ORDER', 'CUT_SHORT', 'TOO_LONG'] as const;
export type ChainFault = (typeof chainFaults)[number];

export type Verified =
  | { readonly whole: true; readonly lines: number; readonly erased: number }
  | { readonly whole: false; readonly at: number; readonly because: ChainFault };

const isErased = ({ bytes, salt }: ChainRow): boolean => bytes === null && salt === null;

export const commitmentOf = (salt: string, bytes: string): string => sha256Hex(`${salt}.${bytes}`);
export const hashOf = (before: string, seq: number, commitment: string): string =>
  sha256Hex(`${before}.${seq}.${commitment}`);

/** What the row says is what was committed to, and the row follows from the one before it. */
const follows = (row: ChainRow, before: ChainHead): boolean => {
  const { seq, bytes, salt, commitment, hash } = row;
  const said =
    isErased(row) ||
    // A dot in the salt would leave open where it ends and the bytes begin.
    (bytes !== null &&
      salt !== null &&
      !salt.includes('.') &&
      commitmentOf(salt, bytes) === commitment);
  return said && hashOf(before.hash, seq, commitment) === hash;
};

const broken = (at: number, because: ChainFault): Verified => ({ whole: false, at, because });

/** The row that was to come here is somewhere else, or nowhere. */
function misplaced(rows: readonly ChainRow[], n: number, expected: number): Verified {
  const isLater = rows.some(({ seq }, place) => place > n && seq === expected);
  const came = rows[n]?.seq ?? 0;
  return broken(expected, isLater || came < expected ? 'OUT_OF_ORDER' : 'MISSING');
}

function endOf(last: ChainHead, head: ChainHead): Verified | undefined {
  if (last.seq < head.seq) return broken(last.seq + 1, 'CUT_SHORT');
  if (last.seq > head.seq) return broken(head.seq + 1, 'TOO_LONG');
  return last.hash === head.hash ? undefined : broken(head.seq, 'CHANGED');
}

/**
 * Follows a log from row to row. Needs the rows alone, so that anybody can do it with a file in hand.
 * @param head where the chain ends, by somebody's word: without it, rows cut off at the end are not missed.
 * @param from what the first row follows on; absent: the rows are the log from its beginning.
 */
export function verifyChain(
  rows: readonly ChainRow[],
  head?: ChainHead,
  from: ChainHead = chainStart,
): Verified {
  let last = from;
  for (const [n, row] of rows.entries()) {
    if (row.seq !== last.seq + 1) return misplaced(rows, n, last.seq + 1);
    if (!follows(row, last)) return broken(row.seq, 'CHANGED');
    last = row;
  }
  const wrong = head && endOf(last, head);
  return wrong ?? { whole: true, lines: rows.length, erased: rows.filter(isErased).length };
}
