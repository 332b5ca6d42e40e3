import { z } from 'zod';
import type { InstitutionId, LearnerId } from '../base/index.js';
import type { Database, Em } from './database.js';
import { ownDoors } from './outbox.js';

/** A delivery that came to us by its institution's own door, or with our own signature. */
export interface TakenDelivery {
  readonly id: string;
  readonly receivedAt: string;
  /** A keyed hash of its content: nobody can try guesses against it. */
  readonly mark: string;
}

/** With the transaction that takes them: whoever has a delivery from us finds it here. */
export async function noteTaken(
  tx: Em,
  learner: LearnerId,
  deliveries: readonly TakenDelivery[],
): Promise<void> {
  for (const { id, receivedAt, mark } of deliveries) {
    await tx.execute(
      `insert into taken_delivery (learner_id, delivery_id, received_at, mark)
         values (?, ?, ?, ?) on conflict do nothing`,
      [learner, id, receivedAt, mark],
      'run',
    );
  }
}

const Rows = z.array(
  z.object({
    id: z.string(),
    received_at: z.string(),
    mark: z.string(),
  }),
);

export const takenIn = (db: Database) => ({
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

  /** By the id of the delivery. */
  async taken(learner: LearnerId): Promise<ReadonlyMap<string, TakenDelivery>> {
    const rows = await db
      .em()
      .execute(
        'select delivery_id as id, received_at, mark from taken_delivery where learner_id = ?',
        [learner],
      );
    return new Map(
      Rows.parse(rows).map(({ id, received_at: receivedAt, mark }) => [
        id,
        { id, receivedAt, mark },
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
