import { z } from 'zod';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  type RecordKey,
} from '../base/index.js';
import type { StatusPlace } from './award-row.js';
import { type LockedLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { Outbox } from './outbox.js';
import { type ChoosePlace, type ListSize, markPlaces, takePlaces } from './status-lists.js';

/** One record as one delivery has it. */
export interface SignedAs {
  readonly delivery: string;
  readonly key: RecordKey;
}
export interface ToSign extends SignedAs {
  /** What it says, as the hash by which we know it. */
  readonly said: string;
}
/** Names a record of a delivery. */
export const signedName = ({ delivery, key }: SignedAs): string => `${delivery} ${key}`;

const Placed = z.array(
  z.object({ delivery_id: z.string(), record_key: z.string(), list: z.int(), place: z.int() }),
);

const askedFor = (wanted: readonly ToSign[]): string =>
  JSON.stringify(wanted.map(({ delivery, key, said }) => ({ delivery, key, said })));

async function placedBefore(
  tx: Em,
  learner: LearnerId,
  wanted: readonly ToSign[],
): Promise<ReadonlyMap<string, StatusPlace>> {
  const rows = await tx.execute(
    `select s.delivery_id, s.record_key, s.list, s.place from signed_result s
       join jsonb_to_recordset(?::jsonb) as a(delivery text, key text, said text)
         on a.delivery = s.delivery_id and a.key = s.record_key and a.said = s.said
       where s.learner_id = ?`,
    [askedFor(wanted), learner],
  );
  return new Map(
    Placed.parse(rows).map(({ delivery_id, record_key, ...at }) => [
      `${delivery_id} ${record_key}`,
      at,
    ]),
  );
}

const Due = z.array(z.object({ record_key: z.string(), delivery_id: z.string() }));

/**
 * Of which of these this delivery is the last word, known to us by its institution's own door, and nobody signed it yet. What lay
 * in the pod's own inbox, or came back in an archive, passed through hands that are not the institution's.
 */
async function stillToSign(
  tx: Em,
  learner: LearnerId,
  wanted: readonly ToSign[],
): Promise<readonly ToSign[]> {
  const rows = await tx.execute(
    `with asked as materialized (
       select * from jsonb_to_recordset(?::jsonb) as a(delivery text, key text, said text))
     select distinct a.key as record_key, a.delivery as delivery_id from asked a
       join known_record k on k.learner_id = ?::uuid and k.record_key = a.key
         and k.content_hash = a.said and k.said_by = a.delivery and k.is_own_door
     where not exists (select from signed_result s where s.learner_id = ?::uuid and s.record_key = a.key
       and (s.delivery_id = a.delivery or s.said = a.said and s.revoked_at is null))`,
    [askedFor(wanted), learner, learner],
  );
  const due = new Set(
    Due.parse(rows).map(({ delivery_id, record_key }) => `${delivery_id} ${record_key}`),
  );
  return wanted.filter((one) => due.has(signedName(one)));
}

interface Asked {
  readonly institution: InstitutionId;
  readonly wanted: readonly ToSign[];
  readonly size: ListSize;
  readonly choose: ChoosePlace;
}

async function place(
  tx: Em,
  { id: learner }: LockedLearner,
  { institution, wanted, size, choose }: Asked,
): Promise<ReadonlyMap<string, StatusPlace>> {
  const before = await placedBefore(tx, learner, wanted);
  const open = wanted.filter((one) => !before.has(signedName(one)));
  const due = open.length === 0 ? [] : await stillToSign(tx, learner, open);
  if (due.length === 0) return before;
  const places = await takePlaces(tx, institution, { count: due.length, size, choose });
  const rows = due.flatMap((one, n) => {
    const at = places[n];
    return at === undefined ? [] : [{ ...one, ...at }];
  });
  await tx.execute(
    `insert into signed_result (learner_id, delivery_id, record_key, institution, said, list, place)
     select ?::uuid, r.delivery, r.key, ?, r.said, r.list, r.place
       from jsonb_to_recordset(?::jsonb) as r(delivery text, key text, said text, list int, place int)`,
    [learner, institution, JSON.stringify(rows)],
    'run',
  );
  const now = rows.map((row) => [signedName(row), { list: row.list, place: row.place }] as const);
  return new Map([...before, ...now]);
}

const Gone = z.array(
  z.object({
    institution: z.string().transform(institutionId),
    list: z.int(),
    place: z.int(),
  }),
);

/** What says something else by now is no longer what was signed: its list says so, with the change that it is. @returns the work that publishes it. */
export async function revokeSigned(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  said: ReadonlyMap<RecordKey, string>,
): Promise<readonly string[]> {
  const rows = await tx.execute(
    `update signed_result s set revoked_at = ?::timestamptz from jsonb_each_text(?::jsonb) as now(key, said)
     where s.learner_id = ? and s.record_key = now.key and s.said <> now.said and s.revoked_at is null
     returning s.institution, s.list, s.place`,
    [learner.now.toISOString(), JSON.stringify(Object.fromEntries(said)), learner.id],
  );
  const lists = Map.groupBy(Gone.parse(rows), ({ institution, list }) => `${institution} ${list}`);
  // In one order, so that two changes at once never wait for each other.
  const inOrder = [...lists].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const works = [];
  for (const [, [first, ...more]] of inOrder) {
    if (first === undefined) continue;
    const { institution, list: n } = first;
    const at = { institution, purpose: 'revocation', n } as const;
    const places = [first, ...more].map((one) => one.place);
    await markPlaces(tx, at, places, true);
    works.push({ lane: 'POLICY', kind: 'SIGN_STATUS_LIST', payload: at } as const);
  }
  return works.length === 0 ? [] : outbox.add(tx, learner.id, works);
}

/** Results that are signed as they are written: where each stands in its institution's lists. */
export const signedResultsIn = (db: Database) => ({
  /**
   * A place for each that is to be signed: the same one, however often it is asked for.
   * @returns by `signedName`; without those that are not to be signed.
   */
  places: async (learner: LearnerId, asked: Asked): Promise<ReadonlyMap<string, StatusPlace>> =>
    asked.wanted.length === 0
      ? new Map()
      : ((await withLearner(db, learner, (tx, row) => place(tx, row, asked))) ?? new Map()),

  /** By which bytes it was signed. */
  async keepDigests(
    learner: LearnerId,
    signed: readonly (SignedAs & { readonly digest: string })[],
  ): Promise<void> {
    const rows = signed.map(({ delivery, key, digest }) => ({ delivery, key, digest }));
    await db.em().execute(
      `update signed_result s set digest = r.digest
         from jsonb_to_recordset(?::jsonb) as r(delivery text, key text, digest text)
       where s.learner_id = ? and s.delivery_id = r.delivery and s.record_key = r.key`,
      [JSON.stringify(rows), learner],
      'run',
    );
  },
});
