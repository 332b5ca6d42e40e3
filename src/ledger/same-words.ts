import type { LearnerId, RecordKey } from '../base/index.js';
import { ownSource, type RecordPair } from '../records/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor, SameAct } from './log.js';
import { type HashedDelivery, received } from './news.js';
import type { Outbox } from './outbox.js';
import { mostChanges } from './own-entries.js';
import { OwnChangeRow } from './own-tables.js';
import { noteTaken } from './taken.js';

/** Work that brings something of a learner's own to the pod. */
export interface OwnOnItsWay {
  readonly id: string;
  readonly payload: string;
}

export interface SameSaid {
  readonly actor: LogActor;
  readonly act: SameAct;
  readonly records: readonly [RecordKey, RecordKey];
  readonly delivery: Required<Pick<HashedDelivery, 'delivery' | 'mark'>>;
}

async function say(tx: Em, outbox: Outbox, learner: LockedLearner, said: SameSaid) {
  const { actor, act, records, delivery } = said;
  const { id: learnerId, now: at } = learner;
  const made = await tx.count(OwnChangeRow, { learnerId });
  // Taking back is always possible, however much was said.
  if (act !== 'UNDID_SAME' && made >= mostChanges) return 'too many';
  const word = received(delivery, learner);
  const { id, receivedAt, institution } = word;
  await noteTaken(tx, learnerId, [{ id, receivedAt, mark: delivery.mark }]);
  await tx.insert(OwnChangeRow, { learnerId, keyHash: id, recordKey: records[0], at });
  const lines = records.map((key) => ({ key }));
  await appendLog(tx, learner, { kind: 'WRITE', actor, institution, records: lines, own: act });
  await saveLearner(tx, learner, false);
  const payload = { institution, deliveries: [word] };
  return outbox.add(tx, learnerId, [
    { lane: 'DELIVERY', kind: 'DELIVER', payload, recordKeys: [...records] },
  ]);
}

/** What learners say of two records of theirs, on its way to their pods. */
export const sameWordsIn = (db: Database, outbox: Outbox) => ({
  /** What of their own is on its way to the pod, or waits for somebody to mend it, about these two: the last first. */
  async onTheirWay(learner: LearnerId, records: RecordPair): Promise<readonly OwnOnItsWay[]> {
    const keys = JSON.stringify(records);
    return db.em().execute<OwnOnItsWay[]>(
      `select i.id, i.payload from outbox_item i,
         lateral (select array(select jsonb_array_elements_text(?::jsonb)) as keys) pair
       where i.learner_id = ? and i.lane = 'DELIVERY' and i.kind = 'DELIVER' and i.state <> 'DONE'
         and i.record_keys @> pair.keys and i.record_keys <@ pair.keys
         and i.payload::jsonb ->> 'institution' = ? order by i.seq desc limit 50`,
      [keys, learner, ownSource.id],
    );
  },

  /**
   * It stands in their log with the work that brings it to the pod, where it lives.
   * @returns what the pod is owed for it; undefined when there is no such learner.
   */
  say: (learner: LearnerId, said: SameSaid): Promise<readonly string[] | 'too many' | undefined> =>
    withLearner(db, learner, (tx, row) => say(tx, outbox, row, said)),
});
