import type { InstitutionId, LearnerId, RecordKey } from '../base/index.js';
import type { SourceDelivery } from '../records/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor } from './log.js';
import { unheard, withdrawnMark } from './news.js';
import type { NewWork, Outbox } from './outbox.js';
import { noteTaken } from './taken.js';

/** One delivery that a learner brings back, as it was: with the moment it came in, and its name. */
export interface BroughtDelivery {
  readonly delivery: SourceDelivery;
  readonly mark: string;
  /** What each record of it says, as a hash. */
  readonly hashes: ReadonlyMap<RecordKey, string>;
  /** Its source was asked for it, and did not send it. */
  readonly isPulled: boolean;
}
export interface Bringing {
  readonly actor: LogActor;
  /** In the order in which they came in at first. */
  readonly deliveries: readonly BroughtDelivery[];
}

/**
 * What a source said last is known by what we heard of it ourselves. Where an archive says something else, neither is
 * taken for the last word: whatever the source says next is news.
 */
async function remember(
  tx: Em,
  learner: LearnerId,
  institution: InstitutionId,
  said: ReadonlyMap<RecordKey, { readonly hash: string; readonly isPulled: boolean }>,
): Promise<void> {
  for (const [key, { hash, isPulled }] of said) {
    await tx.execute(
      `insert into known_record (learner_id, record_key, institution, content_hash, is_pulled)
       values (?, ?, ?, ?, ?) on conflict (learner_id, record_key) do update
         set content_hash = ?, said_by = null, is_own_door = false
         where known_record.content_hash <> excluded.content_hash`,
      [learner, key, institution, hash, isPulled, unheard],
      'run',
    );
  }
}

async function bring(tx: Em, outbox: Outbox, learner: LockedLearner, all: Bringing) {
  const { actor, deliveries } = all;
  if (deliveries.length === 0) return [];
  await noteTaken(
    tx,
    learner.id,
    deliveries.map(({ delivery: { id, receivedAt }, mark }) => ({ id, receivedAt, mark })),
  );
  const schools = Map.groupBy(deliveries, ({ delivery }) => delivery.institution);
  for (const [institution, mine] of schools) {
    const said = new Map<RecordKey, { readonly hash: string; readonly isPulled: boolean }>();
    for (const { hashes, isPulled } of mine) {
      for (const [key, hash] of hashes) {
        const before = said.get(key);
        const isHeard = before?.isPulled === true && before.hash !== withdrawnMark;
        said.set(key, { hash, isPulled: isPulled || isHeard });
      }
    }
    await remember(tx, learner.id, institution, said);
    const records = [...said.keys()].map((key) => ({ key }));
    await appendLog(tx, learner, { kind: 'WRITE', actor, institution, records, brought: true });
  }
  await saveLearner(tx, learner, false);
  const works = deliveries.map(({ delivery, hashes }): NewWork => {
    const payload = { institution: delivery.institution, deliveries: [delivery], brought: true };
    return { lane: 'DELIVERY', kind: 'DELIVER', payload, recordKeys: [...hashes.keys()] };
  });
  return outbox.add(tx, learner.id, works);
}

/** Deliveries on their way back to a pod. */
export const bringingIn = (db: Database, outbox: Outbox) => ({
  /** All of them or none. @returns what the pod is owed for it. */
  bring: async (learner: LearnerId, all: Bringing): Promise<readonly string[]> =>
    (await withLearner(db, learner, (tx, row) => bring(tx, outbox, row, all))) ?? [],
});
