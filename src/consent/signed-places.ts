import type { RecordKey } from '../base/index.js';

/** Signed bytes in one document beside a view: written as JSON text they take up to 200 kB or so. */
export const signedBytesAtOnce = 150_000;

/** A record whose signed bytes a view shows. */
export interface SignedRecord {
  readonly key: RecordKey;
  /** When it came first in these words: what comes later is placed later, so that the rest stays where it was. */
  readonly receivedAt: string;
  readonly bytes: number;
}

const inOrder = (a: SignedRecord, b: SignedRecord): number =>
  `${a.receivedAt} ${a.key}` < `${b.receivedAt} ${b.key}` ? -1 : 1;

/** In which document beside a view, from 1, the bytes of each of these stand: the same records, the same places. */
export function placesOf(records: readonly SignedRecord[]): ReadonlyMap<RecordKey, number> {
  const places = new Map<RecordKey, number>();
  let [n, room] = [0, -1];
  for (const { key, bytes } of records.toSorted(inOrder)) {
    if (n === 0 || bytes > room) [n, room] = [n + 1, signedBytesAtOnce];
    room -= bytes;
    places.set(key, n);
  }
  return places;
}
