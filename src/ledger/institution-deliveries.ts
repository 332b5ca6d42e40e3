import { randomUUID } from 'node:crypto';
import { fromKysely, type PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type InstitutionId, type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';
import { type Channel, channels } from './outbox.js';

/**
 * What became of something an institution sent. WAITING: on its way. DELIVERED: in the pod. FAILED: tried, and tried again
 * later. DEAD: given up after many tries. REFUSED: never taken.
 */
export const deliveryStates = ['WAITING', 'DELIVERED', 'FAILED', 'DEAD', 'REFUSED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface DeliveryRow {
  readonly id: string;
  readonly state: DeliveryState;
  readonly channel: Channel;
  /** Absent for what was refused: of whom it was is not kept. */
  readonly learner?: LearnerId;
  /** Records that it brought news of. */
  readonly records: number;
  readonly attempts: number;
  /** Why it failed, or was refused, as a code. */
  readonly reason?: string;
  /** JSON pointer into what was refused. */
  readonly path?: string;
  readonly at: Date;
  readonly deliveredAt?: Date;
}
export interface RefusedDelivery {
  readonly institution: InstitutionId;
  readonly channel: Channel;
  readonly code: string;
  readonly path: string;
}
export interface DeliveriesAsked {
  readonly state?: DeliveryState;
  readonly limit: number;
  /** Older than this moment. */
  readonly before?: Date;
  /** Of the very moment `before`, those that come after this one too. */
  readonly after?: string;
}

const moment = z.coerce.date();
const Rows = z.array(
  z.object({
    id: z.string(),
    state: z.enum(deliveryStates),
    channel: z.enum(channels),
    learner: z.string().transform(learnerId).nullable(),
    records: z.int(),
    attempts: z.int(),
    reason: z.string().nullable(),
    path: z.string().nullable(),
    at: moment,
    delivered_at: moment.nullable(),
  }),
);

const all = `select id, case when state = 'DONE' then 'DELIVERED' when state = 'PARKED' then 'DEAD'
    when attempts > 0 then 'FAILED' else 'WAITING' end as state,
  channel, learner_id::text as learner, cardinality(record_keys) as records, attempts, reason,
  null as path, created_at as at, done_at as delivered_at
  from outbox_item where institution = ?
  union all select id, 'REFUSED', channel, null, 0, 0, code, path, at, null from refused_delivery where institution = ?`;

/** What institutions deliver, as they may see it: their own, and nothing of anybody else's. */
export const institutionDeliveriesIn = (db: Database) => ({
  async noteRefusedDelivery({ institution, channel, code, path }: RefusedDelivery): Promise<void> {
    await db
      .em()
      .execute(
        'insert into refused_delivery (id, institution, channel, code, path) values (?, ?, ?, ?, ?)',
        [randomUUID(), institution, channel, code, path],
        'run',
      );
  },

  /** Of what was refused so long ago no clerk asks any more. */
  async forgetRefused(days: number): Promise<void> {
    await db
      .em()
      .execute(
        "delete from refused_delivery where at < clock_timestamp() - ? * interval '1 day'",
        [days],
        'run',
      );
  },

  /** Newest first, by the millisecond, which is as exact as anybody is told; of one millisecond by id. */
  async ofInstitution(
    institution: InstitutionId,
    { state, limit, before, after }: DeliveriesAsked,
  ): Promise<readonly DeliveryRow[]> {
    const found = await db.em().execute<unknown[]>(
      `select * from (select *, date_trunc('milliseconds', at) as ms from (${all}) every) d
       where (?::text is null or state = ?)
         and (?::timestamptz is null or ms < ? or (ms = ? and id > ?::uuid))
       order by ms desc, id limit ?`,
      [
        institution,
        institution,
        state ?? null,
        state ?? null,
        before ?? null,
        before ?? null,
        before ?? null,
        after ?? null,
        limit,
      ],
    );
    return Rows.parse(found).map(
      ({ learner, reason, path, delivered_at: deliveredAt, ...row }) => ({
        ...row,
        ...(learner !== null && { learner }),
        ...(reason !== null && { reason }),
        ...(path !== null && { path }),
        ...(deliveredAt !== null && { deliveredAt }),
      }),
    );
  },

  async countsOf(institution: InstitutionId): Promise<ReadonlyMap<DeliveryState, number>> {
    const found = await db
      .em()
      .execute<{ state: DeliveryState; count: number }[]>(
        `select state, count(*)::int as count from (${all}) d group by state`,
        [institution, institution],
      );
    return new Map(found.map(({ state, count }) => [state, count]));
  },
});

/** Having what did not arrive tried again. */
export const retriesIn = (db: Database, boss: PgBoss) => ({
  /**
   * Tries anew what failed or was given up, in the order it came.
   * @param id one of them; absent: all of this institution. @returns how many.
   */
  retryOf: (institution: InstitutionId, id?: string): Promise<number> =>
    db.inTransaction(async (tx) => {
      const rows = await tx.execute<{ learner_id: string; lane: string }[]>(
        `update outbox_item set state = 'WAITING', attempts = 0, due_at = clock_timestamp()
         where institution = ? and (?::uuid is null or id = ?::uuid)
           and (state = 'PARKED' or (state = 'WAITING' and attempts > 0))
         returning learner_id, lane`,
        [institution, id ?? null, id ?? null],
      );
      const wake = { db: fromKysely(tx.getKysely()) };
      for (const key of new Set(rows.map((row) => `${row.lane} ${row.learner_id}`))) {
        const [lane = '', learner] = key.split(' ');
        await boss.send(lane, { learner }, wake);
      }
      return rows.length;
    }),
});
