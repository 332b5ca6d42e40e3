import type { LearnerId } from '../base/index.js';
import type { Database } from './database.js';
import type { DueWork, Lane } from './outbox.js';

const lock = 'select pg_advisory_xact_lock(hashtextextended(?, 0))';

/**
 * Takes the oldest item of a lane and does it; a view that has to shut goes before all else, since a grant that cannot be
 * opened must not keep another one open.
 * @returns whether there was one.
 */
const doOne = (
  db: Database,
  learner: LearnerId,
  lane: Lane,
  handle: (work: DueWork) => Promise<void>,
): Promise<boolean> =>
  db.inTransaction(async (tx) => {
    await tx.execute(lock, [`${lane} ${learner}`]);
    const rows = await tx.execute<{ id: string; kind: string; payload: string }[]>(
      `select id, kind, payload from outbox_item
       where learner_id = ? and lane = ? and state = 'WAITING'
       order by kind = 'CLOSE_VIEW' desc, seq limit 1`,
      [learner, lane],
    );
    const head = rows[0];
    if (head === undefined) return false;
    await handle({ ...head, learner });
    await tx.execute(
      "update outbox_item set state = 'DONE', done_at = clock_timestamp(), payload = null where id = ?",
      [head.id],
      'run',
    );
    return true;
  });

/** Doing work so that no two do the same work at once, in this process or another. */
export const workingIn = (db: Database) => ({
  /**
   * Does all that is due for one learner in one lane, oldest first. Others wait for their turn and find it done.
   * A handler that throws leaves its item and all behind it waiting.
   */
  async drain(learner: LearnerId, lane: Lane, handle: (work: DueWork) => Promise<void>) {
    while (await doOne(db, learner, lane, handle));
  },

  /** Runs work that must not cross with other work of that name. */
  alone: (name: string, work: () => Promise<void>): Promise<void> =>
    db.inTransaction(async (tx) => {
      await tx.execute(lock, [name]);
      await work();
    }),
});
