import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstitutionId, LearnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';

/** What an institution asks back of what it delivered itself. */
export interface ReadBackAsked {
  readonly institution: InstitutionId;
  /** Its own id of the association. */
  readonly sourceId: string;
}

/** Only a worker reads pods as the builder: whoever answers an institution asks one, and takes the answer away at once. */
export const readBackIn = (db: Database, outbox: Outbox) => ({
  /**
   * Asked after all that is on its way to this pod.
   * @returns undefined when no answer came in time. The text is null where there is no such association.
   */
  async readBack(
    learner: LearnerId,
    asked: ReadBackAsked,
    waitMs: number,
  ): Promise<{ readonly text: string | null } | undefined> {
    const reply = randomUUID();
    const work = await withLearner(db, learner, (tx, row) =>
      outbox.add(tx, row.id, [
        { lane: 'DELIVERY', kind: 'READ_BACK', payload: { ...asked, reply } },
      ]),
    );
    if (work === undefined) return undefined;
    const until = Date.now() + waitMs;
    while (Date.now() < until) {
      const [found] = await db
        .em()
        .execute<{ body: string | null }[]>('delete from read_back where id = ? returning body', [
          reply,
        ]);
      if (found !== undefined) return { text: found.body };
      await sleep(15);
    }
    return undefined;
  },

  /** What was read back, or never waited for, and the work that it was: over for so many minutes, it is of no use to anybody. */
  async forgetReadBack(minutes: number): Promise<void> {
    await db
      .em()
      .execute(
        "delete from read_back where made_at < clock_timestamp() - ? * interval '1 minute'",
        [minutes],
        'run',
      );
    await db.em().execute(
      `delete from outbox_item where kind = 'READ_BACK' and state = 'DONE'
           and done_at < clock_timestamp() - ? * interval '1 minute'`,
      [minutes],
      'run',
    );
  },

  /** What a worker found. Nobody may be waiting any more: what is older than a minute goes. */
  async answerReadBack(reply: string, body: string | null): Promise<void> {
    await db
      .em()
      .execute(
        'insert into read_back (id, body) values (?, ?) on conflict (id) do nothing',
        [reply, body],
        'run',
      );
    await db
      .em()
      .execute(
        "delete from read_back where made_at < clock_timestamp() - interval '1 minute'",
        [],
        'run',
      );
  },
});
