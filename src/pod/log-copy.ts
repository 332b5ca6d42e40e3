import { z } from 'zod';
import { canonicalJson, Fault } from '../base/index.js';
import { Budget, buildersReading } from './budget.js';
import { findDocument, putDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { readShape } from './shapes.js';
import type { BuildTools } from './stored.js';

type Fetch = typeof fetch;

/** One row of the log, exactly as it stands in the chain. */
const Row = z.object({
  seq: z.int(),
  bytes: z.string().nullable(),
  salt: z.string().nullable(),
  commitment: z.string(),
  hash: z.string(),
});
export type LogRow = Readonly<z.infer<typeof Row>>;
const Segment = z.object({ rows: z.array(Row) });
const Head = z.object({
  seq: z.int(),
  hash: z.string(),
  epoch: z.int(),
  at: z.iso.datetime(),
  signature: z.string(),
});
/** Where the copies end. The signature is over all of it; who believes it checks that. */
export type StoredLogHead = Readonly<z.infer<typeof Head>>;

/** Closed when it has this many rows, or so many bytes that a reader could not take more. */
const fullAt = { rows: 500, bytes: 400_000 } as const;

/** @returns 'unreadable' for a document that is not ours; 'absent' where there is none. */
export async function readLogHead(
  fetch: Fetch,
  storage: string,
  generation: number,
): Promise<StoredLogHead | 'absent' | 'unreadable'> {
  const found = await findDocument(fetch, layoutOf(storage).log(generation).head);
  if (found === 'absent') return found;
  return readShape(Head, found.body) ?? 'unreadable';
}

export async function writeLogHead(
  { fetch }: BuildTools,
  storage: string,
  generation: number,
  head: StoredLogHead,
): Promise<void> {
  const content = { body: canonicalJson(head), mediaType: 'application/json' };
  await putDocument(fetch, layoutOf(storage).log(generation).head, content);
}

interface OpenSegment {
  readonly rows: readonly LogRow[];
  readonly etag: string | undefined;
}
interface FoundSegment extends OpenSegment {
  readonly body: string;
}

async function segmentAt(fetch: Fetch, url: string): Promise<FoundSegment | 'absent'> {
  const found = await findDocument(fetch, url);
  if (found === 'absent') return found;
  return { ...found, rows: readShape(Segment, found.body)?.rows ?? [] };
}

/** As many segments as hold some million rows. */
const mostSegments = 2000;
const endless = () => new Fault('PodUnreachable', 'the copies of the log do not end');

/** All rows of one generation that are there, in the order they stand. */
export async function readLogRows(
  fetch: Fetch,
  storage: string,
  generation: number,
): Promise<readonly LogRow[]> {
  const at = layoutOf(storage).log(generation);
  const rows: LogRow[] = [];
  const budget = new Budget(buildersReading);
  for (let n = 1; n <= mostSegments; n += 1) {
    const found = await segmentAt(fetch, at.segment(n));
    if (found === 'absent') return rows;
    budget.take(found.body);
    rows.push(...found.rows);
  }
  throw endless();
}

/** Whether anything was ever copied in this generation. */
export const hasLogRows = async (
  fetch: Fetch,
  storage: string,
  generation: number,
): Promise<boolean> =>
  (await segmentAt(fetch, layoutOf(storage).log(generation).segment(1))) !== 'absent';

async function writeSegment(fetch: Fetch, url: string, { rows, etag }: OpenSegment): Promise<void> {
  const content = { body: canonicalJson({ rows }), mediaType: 'application/json' };
  const precondition =
    etag === undefined ? { 'if-none-match': '*' as const } : { 'if-match': etag };
  if (await putDocument(fetch, url, content, precondition)) return;
  throw new Fault('Conflict', 'somebody else wrote a copy of the log meanwhile');
}

const sizeOf = (row: LogRow): number => Buffer.byteLength(canonicalJson(row));

/** Cuts rows into segments; the first goes on where an open one ended. */
function cut(before: readonly LogRow[], rows: readonly LogRow[]): readonly (readonly LogRow[])[] {
  const segments: LogRow[][] = [];
  let segment = [...before];
  let bytes = before.reduce((sum, row) => sum + sizeOf(row), 0);
  for (const row of rows) {
    const size = sizeOf(row);
    const isFull = segment.length >= fullAt.rows || bytes + size > fullAt.bytes;
    if (isFull && segment.length > 0) {
      segments.push(segment);
      segment = [];
      bytes = 0;
    }
    segment.push(row);
    bytes += size;
  }
  return [...segments, segment];
}

/** Where the copies of one generation end. */
export interface LogPlace {
  readonly generation: number;
  readonly segments: number;
  readonly seq: number;
}

/** What an open segment holds up to the head. Rows after it were written by somebody who then stopped: they are written once more. */
const keptIn = (found: OpenSegment | 'absent', seq: number): readonly LogRow[] =>
  found === 'absent' ? [] : found.rows.filter((row) => row.seq <= seq);

async function writeOver(
  fetch: Fetch,
  url: string,
  found: OpenSegment | 'absent',
  rows: readonly LogRow[],
): Promise<void> {
  const etag = found === 'absent' ? undefined : found.etag;
  await writeSegment(fetch, url, { rows, etag });
}

/**
 * Adds rows to the copies. What stands there of before is never taken from the database again: it is the pod's own.
 * @returns how many segments there are now; 'torn' when the last of them is not what was written.
 */
export async function addToLog(
  { fetch }: BuildTools,
  storage: string,
  { generation, segments, seq }: LogPlace,
  rows: readonly LogRow[],
): Promise<number | 'torn'> {
  if (rows.length === 0) return segments;
  const at = layoutOf(storage).log(generation);
  let n = Math.max(segments, 1);
  const open = await segmentAt(fetch, at.segment(n));
  const kept = keptIn(open, seq);
  if (seq > 0 && kept.at(-1)?.seq !== seq) return 'torn';
  const [first = [], ...others] = cut(kept, rows);
  // It may be full already: then it stays as it is.
  if (first.length > kept.length) await writeOver(fetch, at.segment(n), open, first);
  for (const part of others) {
    n += 1;
    await writeOver(fetch, at.segment(n), await segmentAt(fetch, at.segment(n)), part);
  }
  return n;
}

const isFrom = (bytes: string, before: Date): boolean => {
  const said = z.object({ at: z.iso.datetime() }).safeParse(JSON.parse(bytes));
  return said.success && new Date(said.data.at) < before;
};

/** Empties what the copies of one generation say of before a moment. @returns false when there is no such generation. */
export async function eraseInLog(
  { fetch }: BuildTools,
  storage: string,
  generation: number,
  before: Date,
): Promise<boolean> {
  const at = layoutOf(storage).log(generation);
  for (let n = 1; n <= mostSegments; n += 1) {
    const found = await segmentAt(fetch, at.segment(n));
    if (found === 'absent') return n > 1;
    const rows = found.rows.map((row) =>
      row.bytes !== null && isFrom(row.bytes, before) ? { ...row, bytes: null, salt: null } : row,
    );
    const isChanged = rows.some(({ bytes }, place) => bytes !== found.rows[place]?.bytes);
    if (isChanged) await writeSegment(fetch, at.segment(n), { ...found, rows });
  }
  throw endless();
}
