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

/** Gives a place away, as part of a change: one that nobody has. */
export async function takePlace(
  tx: Em,
  institution: InstitutionId,
  size: ListSize,
  choose: (isTaken: (place: number) => boolean) => number | undefined,
): Promise<StatusPlace> {
  const { n, taken } = await openPlaces(tx, institution, size);
  const place = choose((at) => isSet(taken, at));
  if (place === undefined) throw new RangeError('a list is full before it counts as full');
  const byte = Math.floor(place / 8);
  await tx.execute(
    `update status_place set used = used + 1, taken = set_byte(taken, ?, get_byte(taken, ?) | ?)
     where institution = ? and n = ?`,
    [byte, byte, 128 >> (place % 8), institution, n],
    'run',
  );
  return { list: n, place };
}

/** As part of a change. The list counts once it is signed anew. W3C counts from the left-most bit. */
export async function markPlace(
  tx: Em,
  { institution, purpose }: Omit<ListRef, 'n'>,
  { list, place }: StatusPlace,
  isOn: boolean,
): Promise<void> {
  const byte = Math.floor(place / 8);
  const mask = 128 >> (place % 8);
  const how = isOn ? `| ${mask}` : `& ${255 - mask}`;
  await tx.execute(
    `update status_list set version = version + 1, bits = set_byte(bits, ?, get_byte(bits, ?) ${how})
     where institution = ? and purpose = ? and n = ?`,
    [byte, byte, institution, purpose, list],
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
