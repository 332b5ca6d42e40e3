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
      `update grant_version set checked_at = clock_timestamp() where (grant_id, version) in (
         select grant_id, version from grant_version where state = 'ACTIVE' and pod = 'CONFIRMED'
           and (checked_at is null or checked_at < clock_timestamp() - ? * interval '1 second')
         order by checked_at nulls first limit ? for update skip locked)
       returning learner_id, grant_id, version`,
      [olderThan, most],
    );
    return rows.map((row) => ({
      learner: learnerId(row.learner_id),
      id: grantId(row.grant_id),
      version: row.version,
    }));
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
