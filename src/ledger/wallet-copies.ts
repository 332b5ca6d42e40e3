import { z } from 'zod';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  type RecordKey,
} from '../base/index.js';
import type { Database, Em } from './database.js';
import type { Outbox } from './outbox.js';

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
  /** What its institution had said last, as we keep it: when that changes, the copy holds no more. */
  readonly hash: string;
}
/** Signs a list with these places taken back. */
export type SignList = (
  list: Omit<CopyPlace, 'place'>,
  revoked: readonly number[],
) => Promise<string>;
/** A free place of so many, or none. */
export type ChoosePlace = (isTaken: (place: number) => boolean) => number | undefined;

const Places = z.array(z.object({ place: z.number() }));
const Lists = z.array(
  z.object({ institution: z.string().transform(institutionId), number: z.number() }),
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

/** Lists that have to be signed anew, by whoever holds the keys. @returns the work. */
const toSign = (
  tx: Em,
  outbox: Outbox,
  learner: LearnerId,
  rows: unknown,
): Promise<readonly string[]> => {
  const lists = new Map(Lists.parse(rows).map((one) => [`${one.institution} ${one.number}`, one]));
  const works = [...lists.values()].map(
    (payload) => ({ lane: 'POLICY', kind: 'SIGN_WALLET_LIST', payload }) as const,
  );
  return outbox.add(tx, learner, works);
};

/**
 * Copies whose institution says something else of the record by now hold no more, from the transaction in which that is heard: no
 * pod is asked. As part of a change of this learner. @returns the work that says so to everybody.
 */
export async function endOutdatedCopies(
  tx: Em,
  outbox: Outbox,
  learner: LearnerId,
  said: ReadonlyMap<RecordKey, string>,
): Promise<readonly string[]> {
  const rows = await tx.execute(
    `update wallet_copy c set revoked_at = clock_timestamp() from jsonb_each_text(?::jsonb) said
     where c.learner_id = ? and c.revoked_at is null and c.record_key = said.key
       and c.content_hash <> said.value returning c.institution, c.number`,
    [JSON.stringify(Object.fromEntries(said)), learner],
  );
  return toSign(tx, outbox, learner, rows);
}

/** Which copies are in wallets, and which of them hold no more. */
export const walletCopiesIn = (db: Database) => ({
  /** A free place in the newest list; in a new one where that has no more. */
  allot: (
    institution: InstitutionId,
    { learner, record, version, hash }: CopyOf,
    choose: ChoosePlace,
    sign: SignList,
  ): Promise<CopyPlace> =>
    db.inTransaction(async (tx) => {
      // Of a new word and a copy the second one sees the first.
      await tx.execute('select from learner where id = ? for share', [learner]);
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
        `insert into wallet_copy (institution, number, place, learner_id, record_key, version, content_hash)
         values (?, ?, ?, ?, ?, ?, ?)`,
        [institution, number, place, learner, record, version, hash],
        'run',
      );
      return { institution, number, place };
    }),

  /** Takes one back that is handed to nobody: once this is over, the list that is given out says so. */
  revokeCopy: ({ institution, number, place }: CopyPlace, sign: SignList): Promise<void> =>
    db.inTransaction(async (tx) => {
      await lockLists(tx, institution);
      await tx.execute(
        `update wallet_copy set revoked_at = clock_timestamp()
         where institution = ? and number = ? and place = ? and revoked_at is null`,
        [institution, number, place],
        'run',
      );
      await publishList(tx, { institution, number }, sign);
    }),
});
