import type { GrantId, LearnerId } from '../base/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import { endGrant } from './change-grants.js';
import type { Database, Em } from './database.js';
import { canDo, speaking, storedGrant } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { turn } from './pause.js';

/** What the pod knows and the database does not, or not any more. */
export interface Forgotten {
  readonly actor: LogActor;
  /** The highest epoch that was ever signed. */
  readonly epoch: number;
  /** Grants that the pod's log says were ended or narrowed: to let them live on would give more than was left. */
  readonly ended: readonly GrantId[];
}

async function endAll(tx: Em, outbox: Outbox, learner: LockedLearner, told: Forgotten) {
  for (const id of told.ended) {
    const found = await speaking(tx, learner.id, id);
    if (found === null || !canDo(found.state, 'REVOKED')) continue;
    const grant = { ...storedGrant(id, found), state: found.state };
    await endGrant(tx, outbox, learner, { grant, event: 'REVOKED', actor: told.actor });
  }
}

/** Policy when the database turns out to be older than a learner's pod, or not what was written. */
export const restoresIn = (db: Database, outbox: Outbox) => ({
  /**
   * What the pod says has ended is ended, and everything else paused until the learner resumes it. The epoch rises
   * above all that was ever signed, so that no answer and no cursor of before fits.
   */
  restored: (learner: LearnerId, told: Forgotten) =>
    withLearner(db, learner, async (tx, row) => {
      row.epoch = Math.max(row.epoch, told.epoch);
      await endAll(tx, outbox, row, told);
      await turn(tx, outbox, row, { actor: told.actor, event: 'RESTORED' });
    }),
});
