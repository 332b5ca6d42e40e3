import { z } from 'zod';
import { type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';
import { chainRows } from './log.js';
import { LogCopy } from './log-tables.js';
import type { ChainHead, ChainRow } from './verify-chain.js';

/** Where the database says that a learner stands. */
export interface LogStand extends ChainHead {
  readonly epoch: number;
  /** Waits since then to be compared with the pod. Text, since it must be exact. */
  readonly heldAt: string | undefined;
  readonly now: Date;
}
/** What we signed in a learner's pod last. */
export interface CopiedHead extends ChainHead {
  readonly epoch: number;
  /** Another one after each time that the database was found to be older than the pod. */
  readonly generation: number;
  readonly segments: number;
  readonly at: Date;
  readonly signature: string;
}

const Stand = z.object({
  epoch: z.int(),
  seq: z.int(),
  hash: z.string(),
  held_at: z.string().nullable(),
  now: z.string(),
});

const moved = `l.held_at is not null
  or case when c.learner_id is null then l.log_seq > 0 else c.seq <> l.log_seq or c.epoch <> l.epoch end
  or exists (select 1 from log_inbox i where i.learner_id = l.id)`;

async function heldIn(db: Database): Promise<readonly LearnerId[]> {
  const rows = await db
    .em()
    .execute<{ id: string }[]>(
      'select id from learner where held_at is not null order by random()',
    );
  return rows.map(({ id }) => learnerId(id));
}

async function hold(db: Database, learner: LearnerId): Promise<void> {
  const now = 'update learner set held_at = clock_timestamp() where id = ? and held_at is null';
  await db.em().execute(now, [learner], 'run');
}

/** What copying a learner's log to their pod needs to know and to remember. */
export const copiesIn = (db: Database) => ({
  /**
   * Learners whose log moved since it was copied, or who are held, in no order: each comes to their turn, however many are
   * held whose pods answer slowly.
   */
  async due(): Promise<readonly LearnerId[]> {
    const rows = await db.em().execute<{ id: string }[]>(
      `select l.id from learner l left join log_copy c on c.learner_id = l.id
       where l.opened_at is not null and (${moved}) order by random()`,
    );
    return rows.map(({ id }) => learnerId(id));
  },

  /** Of whom nothing leaves under a grant until their pod was asked. */
  held: (): Promise<readonly LearnerId[]> => heldIn(db),

  /** Runs work that no other process does for this learner meanwhile. @returns false when one is at it: nothing was done. */
  alone: (learner: LearnerId, work: () => Promise<void>): Promise<boolean> =>
    db.inTransaction(async (tx) => {
      const [lock] = await tx.execute<{ mine: boolean }[]>(
        'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as mine',
        [`log copy ${learner}`],
      );
      if (lock?.mine === true) await work();
      return lock?.mine === true;
    }),

  async stand(learner: LearnerId): Promise<LogStand | undefined> {
    const rows = await db.em().execute<unknown[]>(
      `select epoch, log_seq as seq, log_head as hash, held_at::text as held_at,
         (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now from learner where id = ?`,
      [learner],
    );
    const [row] = Stand.array().parse(rows);
    if (row === undefined) return undefined;
    const { held_at: heldAt, now, ...where } = row;
    return { ...where, heldAt: heldAt ?? undefined, now: new Date(Number(now)) };
  },

  rowsAfter: (learner: LearnerId, seq: number, upTo: number): Promise<readonly ChainRow[]> =>
    chainRows(db, learner).where('seq', '>', seq).where('seq', '<=', upTo).orderBy('seq').execute(),

  async hashAt(learner: LearnerId, seq: number): Promise<string | undefined> {
    if (seq === 0) return '';
    return (await chainRows(db, learner).where('seq', '=', seq).executeTakeFirst())?.hash;
  },

  async last(learner: LearnerId): Promise<CopiedHead | undefined> {
    const found = await db.em().findOne(LogCopy, { learnerId: learner });
    if (found === null) return undefined;
    const { learnerId: _whose, ...head } = found;
    return head;
  },

  async note(learner: LearnerId, head: CopiedHead): Promise<void> {
    await db.em().upsert(LogCopy, { learnerId: learner, ...head });
  },

  /** Nothing leaves under a grant of this learner until their pod was asked. */
  hold: (learner: LearnerId): Promise<void> => hold(db, learner),

  /** The pod was asked. Not when somebody wants it asked anew meanwhile. */
  async letGo(learner: LearnerId, { heldAt }: LogStand): Promise<void> {
    if (heldAt === undefined) return;
    await db
      .em()
      .execute(
        'update learner set held_at = null where id = ? and held_at = ?::timestamptz',
        [learner, heldAt],
        'run',
      );
  },
});
