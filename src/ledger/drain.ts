import type { LearnerId } from '../base/index.js';
import type { Database } from './database.js';
import type { DueWork, Lane } from './outbox.js';

const lock = 'select pg_advisory_xact_lock(hashtextextended(?, 0))';

type Handle = (work: DueWork) => Promise<void>;
type Outcome = { readonly done: true } | { readonly failed: string; readonly error: unknown };

/**
 * Takes the oldest item of a lane and does it. A view that has to shut goes before all else, and one that cannot be
 * shut now keeps no other open; all other work keeps its order, whatever fails.
 * @param skip items that failed just now.
 * @returns undefined when there was none.
 */
const doOne = (
  db: Database,
  learner: LearnerId,
  lane: Lane,
  { handle, skip }: { readonly handle: Handle; readonly skip: readonly string[] },
): Promise<Outcome | undefined> =>
  db.inTransaction(async (tx) => {
    await tx.execute(lock, [`${lane} ${learner}`]);
    const rows = await tx.execute<{ id: string; kind: string; payload: string }[]>(
      `select id, kind, payload from outbox_item
       where learner_id = ? and lane = ? and state = 'WAITING'
         and id not in (select value::uuid from jsonb_array_elements_text(?::jsonb))
       order by kind = 'CLOSE_VIEW' desc, seq limit 1`,
      [learner, lane, JSON.stringify(skip)],
    );
    const head = rows[0];
    if (head === undefined) return undefined;
    try {
      await handle({ ...head, learner });
    } catch (error) {
      if (head.kind === 'CLOSE_VIEW') return { failed: head.id, error };
      throw error;
    }
    await tx.execute(
      "update outbox_item set state = 'DONE', done_at = clock_timestamp(), payload = null where id = ?",
      [head.id],
      'run',
    );
    return { done: true };
  });

/** Doing work so that no two do the same work at once, in this process or another. */
export const workingIn = (db: Database) => ({
  /**
   * Does all that is due for one learner in one lane, oldest first. Others wait for their turn and find it done.
   * A handler that throws leaves its item and all behind it waiting.
   * @throws what a handler threw, so that the queue tries again.
   */
  async drain(learner: LearnerId, lane: Lane, handle: Handle): Promise<void> {
    const failed = new Map<string, unknown>();
    for (let more = true; more; ) {
      const outcome = await doOne(db, learner, lane, { handle, skip: [...failed.keys()] });
      if (outcome !== undefined && 'failed' in outcome) failed.set(outcome.failed, outcome.error);
      more = outcome !== undefined;
    }
    for (const error of failed.values()) throw error;
  },

  /** Runs work that must not cross with other work of that name. */
  alone: (name: string, work: () => Promise<void>): Promise<void> =>
    db.inTransaction(async (tx) => {
      await tx.execute(lock, [name]);
      await work();
    }),
});
