import { z } from 'zod';
import type { InstitutionId, LearnerId, RecordKey } from '../base/index.js';
import type { Database, Em } from './database.js';
import { ownDoors } from './outbox.js';

/** A delivery that came to us by its institution's own door, or with our own signature. */
export interface TakenDelivery {
  readonly id: string;
  readonly receivedAt: string;
  /** A keyed hash of its content: nobody can try guesses against it. */
  readonly mark: string;
  /** All that it says is its institution's word, as that came in by a door of its own; of a change, with what it was put on. */
  readonly isOwnWord: boolean;
}
/** One that is taken, and of a change what it has to be put on to say what its institution meant. */
export interface NewlyTaken extends TakenDelivery {
  readonly base?: string;
}

/** With the transaction that takes them: whoever has a delivery from us finds it here. */
export async function noteTaken(
  tx: Em,
  learner: LearnerId,
  deliveries: readonly NewlyTaken[],
): Promise<void> {
  for (const { id, receivedAt, mark, isOwnWord, base = null } of deliveries) {
    await tx.execute(
      `insert into taken_delivery (learner_id, delivery_id, received_at, mark, is_own_word, base)
         values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
      [learner, id, receivedAt, mark, isOwnWord, base],
      'run',
    );
  }
}

/** Which delivery was the last to say something of any of these; what only took back said nothing that one can go on from. */
export async function lastToSay(
  tx: Em,
  learner: LearnerId,
  keys: readonly RecordKey[],
): Promise<string | undefined> {
  const rows = await tx.execute<{ delivery: string }[]>(
    `select delivery_id as delivery from outbox_item where learner_id = ? and kind = 'DELIVER'
       and delivery_id is not null
       and record_keys && array(select jsonb_array_elements_text(?::jsonb))
     order by seq desc limit 1`,
    [learner, JSON.stringify(keys)],
  );
  return rows[0]?.delivery;
}

const Rows = z.array(
  z.object({
    id: z.string(),
    received_at: z.string(),
    mark: z.string(),
    is_own_word: z.boolean(),
  }),
);

const OwnWord = z.array(z.object({ isOwnWord: z.boolean() }));

/** What only the pod knew when a delivery came, or was put beside it since. */
const wholeIn = (db: Database) => ({
  /**
   * A change was put on what the pod gave. It is its institution's word only where that is the very delivery that was its last
   * word, and its own: what a learner keeps there is theirs to write.
   * @returns whether it is.
   */
  async putOn(learner: LearnerId, id: string, base: string | undefined): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `update taken_delivery t set is_own_word = (coalesce(t.base = ?, false)
           and exists (select from taken_delivery b
             where b.learner_id = t.learner_id and b.delivery_id = t.base and b.is_own_word))
       where t.learner_id = ? and t.delivery_id = ? returning t.is_own_word as "isOwnWord"`,
      [base ?? null, learner, id],
    );
    return OwnWord.parse(rows)[0]?.isOwnWord === true;
  },

  /** With what is put beside them on their way to the pod: they are known by both from here on. */
  async markWhole(
    learner: LearnerId,
    marks: readonly Pick<TakenDelivery, 'id' | 'mark'>[],
  ): Promise<void> {
    if (marks.length === 0) return;
    await db.em().execute(
      `update taken_delivery t set mark = m.mark
         from jsonb_to_recordset(?::jsonb) as m(id text, mark text)
       where t.learner_id = ? and t.delivery_id = m.id`,
      [JSON.stringify(marks.map(({ id, mark }) => ({ id, mark }))), learner],
      'run',
    );
  },
});

export const takenIn = (db: Database) => ({
  ...wholeIn(db),

  /** By the id of the delivery. */
  async taken(learner: LearnerId): Promise<ReadonlyMap<string, TakenDelivery>> {
    const rows = await db
      .em()
      .execute(
        'select delivery_id as id, received_at, mark, is_own_word from taken_delivery where learner_id = ?',
        [learner],
      );
    return new Map(
      Rows.parse(rows).map(({ id, received_at: receivedAt, mark, is_own_word: isOwnWord }) => [
        id,
        { id, receivedAt, mark, isOwnWord },
      ]),
    );
  },

  /** Records of this learner of which it said something itself after a moment, by whichever of its doors. */
  async saidSince(
    institution: InstitutionId,
    learner: LearnerId,
    since: string,
  ): Promise<ReadonlySet<string>> {
    const found = await db.em().execute<{ key: string }[]>(
      `select distinct r.key from outbox_item i cross join unnest(i.record_keys) as r(key)
       where i.learner_id = ? and i.institution = ? and i.created_at > ?::timestamptz
         and i.channel in (select value from jsonb_array_elements_text(?::jsonb))`,
      [learner, institution, since, JSON.stringify(ownDoors)],
    );
    return new Set(found.map(({ key }) => key));
  },
});
