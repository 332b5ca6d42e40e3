import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { StatusPlace } from './award-row.js';
import type { Database, Em } from './database.js';

export const listPurposes = ['revocation', 'suspension'] as const;
export type ListPurpose = (typeof listPurposes)[number];

/** One list of one institution. */
export interface ListRef {
  readonly institution: InstitutionId;
  readonly purpose: ListPurpose;
  readonly n: number;
}
/** As everybody may read it. */
export interface SignedList {
  /** JSON text. */
  readonly signed: string;
  /** Rises with each change. */
  readonly version: number;
}

const Places = z.array(z.object({ n: z.int(), taken: z.instanceof(Uint8Array), used: z.int() }));
const Lists = z.array(
  z.object({ bits: z.instanceof(Uint8Array), version: z.int(), signed_version: z.int() }),
);
const Bits = z.array(z.object({ bits: z.instanceof(Uint8Array) }));
const Signed = z.array(
  z
    .object({ signed: z.string(), signed_version: z.int() })
    .transform(({ signed, signed_version: version }): SignedList => ({ signed, version })),
);

const isSet = (bits: Uint8Array, place: number): boolean =>
  ((bits[Math.floor(place / 8)] ?? 0) & (128 >> (place % 8))) !== 0;

/** Entries of a list, and how many of them are given away before the next list begins. */
export interface ListSize {
  readonly entries: number;
  readonly full: number;
}

async function openPlaces(tx: Em, institution: InstitutionId, { entries, full }: ListSize) {
  // Two at once begin one list.
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `places of ${institution}`,
  ]);
  const rows = await tx.execute(
    'select n, taken, used from status_place where institution = ? order by n desc limit 1',
    [institution],
  );
  const [last] = Places.parse(rows);
  if (last !== undefined && last.used < full) return last;
  const n = (last?.n ?? 0) + 1;
  const empty = new Uint8Array(entries / 8);
  await tx.execute(
    'insert into status_place (institution, n, taken) values (?, ?, ?)',
    [institution, n, Buffer.from(empty)],
    'run',
  );
  for (const purpose of listPurposes) {
    await tx.execute(
      'insert into status_list (institution, purpose, n, bits) values (?, ?, ?, ?)',
      [institution, purpose, n, Buffer.from(empty)],
      'run',
    );
  }
  return { n, taken: empty, used: 0 };
}

/** By which of a list's places are taken. @returns undefined where all are. */
export type ChoosePlace = (isTaken: (place: number) => boolean) => number | undefined;

/** W3C counts from the left-most bit. */
function setBit(bits: Uint8Array, place: number, isOn: boolean): void {
  const byte = Math.floor(place / 8);
  const mask = 128 >> (place % 8);
  bits[byte] = isOn ? (bits[byte] ?? 0) | mask : (bits[byte] ?? 0) & ~mask;
}

/** As many of one list as are wanted, or as it still has to give. */
async function placesOfOneList(
  tx: Em,
  institution: InstitutionId,
  { count, size, choose }: { count: number; size: ListSize; choose: ChoosePlace },
): Promise<readonly StatusPlace[]> {
  const { n, taken: before, used } = await openPlaces(tx, institution, size);
  const taken = Uint8Array.from(before);
  const places = Array.from({ length: Math.min(count, size.full - used) }, () => {
    const place = choose((at) => isSet(taken, at));
    if (place === undefined) throw new RangeError('a list is full before it counts as full');
    setBit(taken, place, true);
    return { list: n, place };
  });
  await tx.execute(
    'update status_place set used = used + ?, taken = ? where institution = ? and n = ?',
    [places.length, Buffer.from(taken), institution, n],
    'run',
  );
  return places;
}

/** Gives places away, as part of a change: such as nobody has. */
export async function takePlaces(
  tx: Em,
  institution: InstitutionId,
  { count, size, choose }: { count: number; size: ListSize; choose: ChoosePlace },
): Promise<readonly StatusPlace[]> {
  const places: StatusPlace[] = [];
  while (places.length < count) {
    const left = count - places.length;
    places.push(...(await placesOfOneList(tx, institution, { count: left, size, choose })));
  }
  return places;
}

/** One of them. */
export async function takePlace(
  tx: Em,
  institution: InstitutionId,
  size: ListSize,
  choose: ChoosePlace,
): Promise<StatusPlace> {
  const [place] = await takePlaces(tx, institution, { count: 1, size, choose });
  if (place === undefined) throw new RangeError('a list gave no place');
  return place;
}

/** Places of one list, as part of a change. The list counts once it is signed anew. */
export async function markPlaces(
  tx: Em,
  { institution, purpose, n }: ListRef,
  places: readonly number[],
  isOn: boolean,
): Promise<void> {
  const at = [institution, purpose, n];
  const where = 'where institution = ? and purpose = ? and n = ?';
  const rows = await tx.execute(`select bits from status_list ${where} for update`, at);
  const [found] = Bits.parse(rows);
  if (found === undefined) throw new TypeError('a place is in no list');
  const bits = Uint8Array.from(found.bits);
  for (const place of places) setBit(bits, place, isOn);
  await tx.execute(
    `update status_list set version = version + 1, bits = ? ${where}`,
    [Buffer.from(bits), ...at],
    'run',
  );
}

/** Lists that say whether what an institution signed still holds. */
export const statusListsIn = (db: Database) => ({
  /**
   * Signs what is not signed as it stands; one signs at a time, so that no older state comes out later.
   * @returns whether there was anything to sign.
   */
  sign: (
    { institution, purpose, n }: ListRef,
    by: (bits: Uint8Array) => Promise<string>,
  ): Promise<boolean> =>
    db.inTransaction(async (tx) => {
      const where = 'where institution = ? and purpose = ? and n = ?';
      const at = [institution, purpose, n];
      const rows = await tx.execute(
        `select bits, version, signed_version from status_list ${where} for update`,
        at,
      );
      const [found] = Lists.parse(rows);
      if (found === undefined || found.version === found.signed_version) return false;
      const signed = await by(found.bits);
      await tx.execute(
        `update status_list set signed = ?, signed_version = version ${where}`,
        [signed, ...at],
        'run',
      );
      return true;
    }),

  /** @returns undefined for a list that is not there, or not signed yet. */
  async signedList({ institution, purpose, n }: ListRef): Promise<SignedList | undefined> {
    const rows = await db.em().execute(
      `select signed, signed_version from status_list
       where institution = ? and purpose = ? and n = ? and signed is not null`,
      [institution, purpose, n],
    );
    return Signed.parse(rows)[0];
  },
});
