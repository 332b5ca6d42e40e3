import { z } from 'zod';
import type { InstitutionId, LearnerId, RecordKey } from '../base/index.js';
import type { Database, Em } from './database.js';

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
      `insert into taken_delivery (learner_id, delivery_id, received_at, mark) values (?, ?, ?, ?)
       on conflict do nothing`,
      [learner, id, receivedAt, mark],
      'run',
    );
  }
}

const Rows = z.array(z.object({ id: z.string(), received_at: z.string(), mark: z.string() }));

export const takenIn = (db: Database) => ({
  /** A patch is kept with what it is a change of, which only the pod knew when it came: it is known by both from then on. */
  async markWhole(
    learner: LearnerId,
    { id, mark }: Pick<TakenDelivery, 'id' | 'mark'>,
  ): Promise<void> {
    await db
      .em()
      .execute(
        'update taken_delivery set mark = ? where learner_id = ? and delivery_id = ?',
        [mark, learner, id],
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

  /**
   * Whether the last news of a record came from its institution itself: fetched, sent or filed. What lay in the pod's own inbox,
   * or came back in an archive, passed through hands that are not the institution's.
   */
  async cameByOwnDoor(learner: LearnerId, record: RecordKey): Promise<boolean> {
    const rows = await db.em().execute<{ channel: string | null }[]>(
      `select channel from outbox_item where learner_id = ? and kind = 'DELIVER'
         and record_keys @> array[?::text] order by created_at desc limit 1`,
      [learner, record],
    );
    return ['PULL', 'PUSH', 'FILE'].includes(rows[0]?.channel ?? '');
  },

  /** Records of this learner of which it pushed news after a moment. */
  async pushedSince(
    institution: InstitutionId,
    learner: LearnerId,
    since: string,
  ): Promise<ReadonlySet<string>> {
    const found = await db.em().execute<{ key: string }[]>(
      `select distinct r.key from outbox_item i cross join unnest(i.record_keys) as r(key)
       where i.learner_id = ? and i.institution = ? and i.channel = 'PUSH'
         and i.created_at > ?::timestamptz`,
      [learner, institution, since],
    );
    return new Set(found.map(({ key }) => key));
  },
});
