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
/** Places that were taken back, and places that do not hold for now. */
export interface Marked {
  readonly revoked: readonly number[];
  readonly suspended: readonly number[];
}
/** Signs a list with these places in it. */
export type SignList = (list: Omit<CopyPlace, 'place'>, marked: Marked) => Promise<string>;
/** A free place of so many, or none. */
export type ChoosePlace = (isTaken: (place: number) => boolean) => number | undefined;

const Places = z.array(z.object({ place: z.number(), isRevoked: z.boolean() }));
/** Lists, as rows name them. */
export const Lists = z.array(
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
  which: 'all' | 'marked',
) {
  const rows = await em.execute(
    `select place, revoked_at is not null as "isRevoked" from wallet_copy
     where institution = ? and number = ?
       ${which === 'marked' ? 'and (revoked_at is not null or suspended_at is not null)' : ''}`,
    [institution, number],
  );
  return Places.parse(rows);
}

async function markedIn(em: Em, list: Omit<CopyPlace, 'place'>): Promise<Marked> {
  const places = await placesIn(em, list, 'marked');
  const of = (wanted: boolean) =>
    places.flatMap(({ place, isRevoked }) => (isRevoked === wanted ? [place] : []));
  return { revoked: of(true), suspended: of(false) };
}

export async function publishList(
  tx: Em,
  list: Omit<CopyPlace, 'place'>,
  sign: SignList,
): Promise<void> {
  const signed = await sign(list, await markedIn(tx, list));
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

/** Copies of an award hold while it does. As part of a change of this learner. @returns the work that says so to everybody. */
export async function suspendCopies(
  tx: Em,
  outbox: Outbox,
  learner: LearnerId,
  { record, isOn }: { readonly record: RecordKey; readonly isOn: boolean },
): Promise<readonly string[]> {
  const rows = await tx.execute(
    `update wallet_copy set suspended_at = case when ? then clock_timestamp() end
     where learner_id = ? and record_key = ? and revoked_at is null returning institution, number`,
    [isOn, learner, record],
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
      const places = await placesIn(tx, { institution, number }, 'all');
      const taken = new Set(places.map((one) => one.place));
      let place = choose((one) => taken.has(one));
      if (place === undefined) {
        number += 1;
        place = choose(() => false) ?? 0;
      }
      const rows = await tx.execute<{ suspended: boolean }[]>(
        `insert into wallet_copy
           (institution, number, place, learner_id, record_key, version, content_hash, suspended_at)
         values (?, ?, ?, ?, ?, ?, ?, (select clock_timestamp() from award
           where learner_id = ? and record_key = ? and state = 'SUSPENDED' limit 1))
         returning suspended_at is not null as suspended`,
        [institution, number, place, learner, record, version, hash, learner, record],
      );
      // What does not hold for now says so from its first moment on.
      const isNew = number > (await newestList(tx, institution));
      if (isNew || rows[0]?.suspended === true)
        await publishList(tx, { institution, number }, sign);
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
