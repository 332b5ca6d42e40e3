import { z } from 'zod';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  type RecordKey,
  recordKey,
} from '../base/index.js';
import type { Database, Em } from './database.js';

/** A place in one of an institution's lists. */
export interface CopyPlace {
  readonly institution: InstitutionId;
  /** Of the list, from 1. */
  readonly number: number;
  readonly place: number;
}
export interface CopyOf {
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly version: number;
}
/** Signs a list with these places taken back. */
export type SignList = (
  list: Omit<CopyPlace, 'place'>,
  revoked: readonly number[],
) => Promise<string>;
/** A free place of so many, or none. */
export type ChoosePlace = (isTaken: (place: number) => boolean) => number | undefined;

const Places = z.array(z.object({ place: z.number() }));
const Copies = z.array(
  z.object({
    institution: z.string().transform(institutionId),
    number: z.number(),
    place: z.number(),
    record: z.string().transform(recordKey),
    version: z.number(),
  }),
);

/** Locked until the transaction ends: of two that change a list the second signs what both changed. */
export const lockLists = (tx: Em, institution: InstitutionId) =>
  tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `wallet list ${institution}`,
  ]);

async function placesIn(
  em: Em,
  { institution, number }: Omit<CopyPlace, 'place'>,
  which: 'all' | 'revoked',
): Promise<readonly number[]> {
  const rows = await em.execute(
    `select place from wallet_copy where institution = ? and number = ?
       ${which === 'revoked' ? 'and revoked_at is not null' : ''}`,
    [institution, number],
  );
  return Places.parse(rows).map(({ place }) => place);
}

export async function publishList(
  tx: Em,
  list: Omit<CopyPlace, 'place'>,
  sign: SignList,
): Promise<void> {
  const signed = await sign(list, await placesIn(tx, list, 'revoked'));
  await tx.execute(
    `insert into wallet_list (institution, number, signed, signed_at) values (?, ?, ?, clock_timestamp())
     on conflict (institution, number) do update set signed = excluded.signed, signed_at = excluded.signed_at`,
    [list.institution, list.number, signed],
    'run',
  );
}

export async function newestList(em: Em, institution: InstitutionId): Promise<number> {
  const rows = await em.execute<{ number: number | null }[]>(
    'select max(number) as number from wallet_list where institution = ?',
    [institution],
  );
  return rows[0]?.number ?? 0;
}

/** Which copies are in wallets, and which of them hold no more. */
export const walletCopiesIn = (db: Database) => ({
  /** A free place in the newest list; in a new one where that has no more. */
  allot: (
    institution: InstitutionId,
    { learner, record, version }: CopyOf,
    choose: ChoosePlace,
    sign: SignList,
  ): Promise<CopyPlace> =>
    db.inTransaction(async (tx) => {
      await lockLists(tx, institution);
      let number = Math.max(1, await newestList(tx, institution));
      const taken = new Set(await placesIn(tx, { institution, number }, 'all'));
      let place = choose((one) => taken.has(one));
      if (place === undefined) {
        number += 1;
        place = choose(() => false) ?? 0;
      }
      if (number > (await newestList(tx, institution)))
        await publishList(tx, { institution, number }, sign);
      await tx.execute(
        `insert into wallet_copy (institution, number, place, learner_id, record_key, version)
         values (?, ?, ?, ?, ?, ?)`,
        [institution, number, place, learner, record, version],
        'run',
      );
      return { institution, number, place };
    }),

  /** Copies of this learner's records that hold. */
  async standingCopies(
    learner: LearnerId,
  ): Promise<readonly (CopyPlace & Omit<CopyOf, 'learner'>)[]> {
    const rows = await db.em().execute(
      `select institution, number, place, record_key as record, version from wallet_copy
       where learner_id = ? and revoked_at is null`,
      [learner],
    );
    return Copies.parse(rows);
  },

  /** Takes copies back: once this is over, the lists that are given out say so. */
  async revokeCopies(copies: readonly CopyPlace[], sign: SignList): Promise<void> {
    const schools = Map.groupBy(copies, ({ institution }) => institution);
    for (const [institution, mine] of schools) {
      await db.inTransaction(async (tx) => {
        await lockLists(tx, institution);
        for (const { number, place } of mine) {
          await tx.execute(
            `update wallet_copy set revoked_at = clock_timestamp()
             where institution = ? and number = ? and place = ? and revoked_at is null`,
            [institution, number, place],
            'run',
          );
        }
        for (const number of new Set(mine.map((one) => one.number))) {
          await publishList(tx, { institution, number }, sign);
        }
      });
    }
  },
});
