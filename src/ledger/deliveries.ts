import type { LearnerId, RecordKey } from '../base/index.js';
import type { SourceDelivery } from '../records/index.js';
import { appendLog, saveLearner, withLearner } from './chain.js';
import type { Database } from './database.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { KnownRecord } from './tables.js';

export interface Acceptance {
  readonly actor: LogActor;
  readonly institution: string;
  readonly deliveries: readonly SourceDelivery[];
  /** What each record now says, as a hash. */
  readonly hashes: ReadonlyMap<RecordKey, string>;
}

/** Deliveries on their way to the pod. */
export const deliveriesIn = (db: Database, outbox: Outbox) => ({
  /** What sources last said, as hashes: a delivery that repeats them brings nothing new. */
  async known(learner: LearnerId): Promise<ReadonlyMap<string, string>> {
    const rows = db
      .em()
      .getKysely()
      .selectFrom('known_record')
      .select(['record_key', 'content_hash']);
    const found = await rows.where('learner_id', '=', learner).execute();
    return new Map(found.map((row) => [row.record_key, row.content_hash]));
  },

  /** From here a delivery is ours to bring to the pod, whatever happens to this process. */
  accept: (learner: LearnerId, { actor, institution, deliveries, hashes }: Acceptance) =>
    withLearner(db, learner, async (tx, row) => {
      const known = [...hashes].map(([recordKey, contentHash]) => ({
        learnerId: learner,
        recordKey,
        contentHash,
      }));
      await tx.upsertMany(KnownRecord, known);
      const records = [...hashes.keys()].map((key) => ({ key }));
      await appendLog(tx, row, { kind: 'WRITE', actor, institution, records });
      await saveLearner(tx, row, false);
      return outbox.add(tx, learner, 'DELIVERY', 'DELIVER', { institution, deliveries });
    }),
});
