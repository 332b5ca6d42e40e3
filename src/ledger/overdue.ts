import { grantId, type LearnerId, learnerId } from '../base/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import { endGrant } from './change-grants.js';
import type { Database, Em } from './database.js';
import { storedGrant } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { GrantVersion } from './tables.js';

/** Grants that are over by the clock or by their count, and do not say so yet. */
const overdue = `state in ('PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED')
  and (valid_until <= clock_timestamp() or used >= max_sessions)`;

async function endOverdue(tx: Em, outbox: Outbox, learner: LockedLearner, actor: LogActor) {
  const rows = await tx.execute<{ grant_id: string; version: number; lapsed: boolean }[]>(
    `select grant_id, version, valid_until <= clock_timestamp() as lapsed from grant_version
     where learner_id = ? and ${overdue} order by grant_id`,
    [learner.id],
  );
  for (const { grant_id: id, version, lapsed } of rows) {
    const found = await tx.findOneOrFail(GrantVersion, { grantId: id, version });
    const grant = { ...storedGrant(grantId(id), found), state: found.state };
    const event = lapsed ? 'EXPIRED' : 'EXHAUSTED';
    await endGrant(tx, outbox, learner, { grant, event, actor });
  }
  return rows.length;
}

/** What the clock does to grants. Reading stops by itself at the end; this closes the view and says so in the log. */
export const overdueIn = (db: Database, outbox: Outbox) => ({
  /**
   * @param onError hears of a learner for whom it failed; the others have their turn.
   * @returns how many grants were ended.
   */
  async endOverdue(actor: LogActor, onError: (error: unknown) => void): Promise<number> {
    const rows = await db
      .em()
      .execute<{ learner_id: string }[]>(
        `select distinct learner_id from grant_version where ${overdue}`,
      );
    let ended = 0;
    for (const id of rows.map((row): LearnerId => learnerId(row.learner_id))) {
      try {
        ended += (await withLearner(db, id, (tx, row) => endOverdue(tx, outbox, row, actor))) ?? 0;
      } catch (error) {
        onError(error);
      }
    }
    return ended;
  },
});
