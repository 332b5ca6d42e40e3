import { grantId, type LearnerId, learnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import { endGrant } from './change-grants.js';
import type { Database } from './database.js';
import { canDo, speaking, storedGrant } from './grant-steps.js';
import type { GrantRef, LogActor } from './log.js';
import type { Outbox } from './outbox.js';

export interface ToCheck extends GrantRef {
  readonly learner: LearnerId;
}

/** Whether the pods still say what we say. */
export const keptTrueIn = (db: Database, outbox: Outbox) => ({
  /**
   * Grants in force that nobody compared with the pod of late, the longest ago first. Each is handed to one asker.
   * @param olderThan seconds.
   */
  async toCheck(most: number, olderThan: number): Promise<readonly ToCheck[]> {
    const rows = await db.em().execute<{ learner_id: string; grant_id: string; version: number }[]>(
      `with due as (
         select g.learner_id, g.grant_id, g.version from grant_version g
           left join grant_check c on c.grant_id = g.grant_id
         where g.state = 'ACTIVE' and g.pod = 'CONFIRMED'
           and (c.checked_at is null or c.checked_at < clock_timestamp() - ?::int * interval '1 second')
         order by c.checked_at nulls first limit ?),
       taken as (
         insert into grant_check as c (grant_id, checked_at) select grant_id, clock_timestamp() from due
         on conflict (grant_id) do update set checked_at = clock_timestamp()
           where c.checked_at < clock_timestamp() - ?::int * interval '1 second'
         returning grant_id)
       select due.* from due join taken on taken.grant_id = due.grant_id`,
      [olderThan, most, olderThan],
    );
    return rows.map((row) => ({
      learner: learnerId(row.learner_id),
      id: grantId(row.grant_id),
      version: row.version,
    }));
  },

  /** These were handed out and not compared after all: they come first the next time. */
  async checkFirst(grants: readonly GrantRef[]): Promise<void> {
    if (grants.length === 0) return;
    await db.em().execute(
      `delete from grant_check
         where grant_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
      [JSON.stringify(grants.map(({ id }) => id))],
      'run',
    );
  },

  /** As these, but whose turn had begun: they are due again, after whoever is so by now. */
  async checkSoon(grants: readonly GrantRef[], olderThan: number): Promise<void> {
    if (grants.length === 0) return;
    await db.em().execute(
      `update grant_check set checked_at = clock_timestamp() - ?::int * interval '1 second'
         where grant_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
      [olderThan, JSON.stringify(grants.map(({ id }) => id))],
      'run',
    );
  },

  /** The pod does not say it any more: somebody took it away there, and that is the learner's no as well. */
  takenAway: (learner: LearnerId, { id, version }: GrantRef, actor: LogActor) =>
    withLearner(db, learner, async (tx, row) => {
      const found = await speaking(tx, learner, id);
      if (found?.version !== version || !canDo(found.state, 'REVOKED')) return [];
      const grant = { ...storedGrant(id, found), state: found.state };
      const said = 'TAKEN_AWAY_IN_POD';
      return endGrant(tx, outbox, row, { grant, event: 'REVOKED', said, actor });
    }),
});
