import { type LearnerId, type WebId, webId } from '../base/index.js';
import { appendLog, saveLearner, withLearner } from './chain.js';
import type { Database } from './database.js';
import type { LogActor } from './log.js';
import { MutedGrantee } from './tables.js';

export interface Mute {
  readonly grantee: WebId;
  readonly muted: boolean;
  readonly actor: LogActor;
}

/** Of whom a learner wants to hear no requests. The grantee cannot tell, and what they may read stays as it is. */
export const mutesIn = (db: Database) => ({
  async mute(learner: LearnerId, { grantee, muted, actor }: Mute): Promise<void> {
    await withLearner(db, learner, async (tx, row) => {
      const pair = { learnerId: row.id, grantee };
      const before = await tx.findOne(MutedGrantee, pair);
      if ((before !== null) === muted) return;
      if (muted) await tx.insert(MutedGrantee, { ...pair, mutedAt: row.now });
      else await tx.nativeDelete(MutedGrantee, pair);
      const event = muted ? 'MUTED' : 'UNMUTED';
      await appendLog(tx, row, { kind: 'POLICY', event, actor, grantee, grants: [] });
      await saveLearner(tx, row, false);
    });
  },

  /** Latest first. */
  async muted(learner: LearnerId): Promise<readonly WebId[]> {
    const rows = db.em().getKysely().selectFrom('muted_grantee').select('grantee');
    const mine = rows.where('learner_id', '=', learner).orderBy('muted_at', 'desc');
    return (await mine.execute()).map(({ grantee }) => webId(grantee));
  },
});
