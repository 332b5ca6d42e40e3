import type { LearnerId } from '../base/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';

const dayMs = 86_400_000;

export interface Erasure {
  /** Lines from before this moment. */
  readonly before: Date;
  /** How long every line is kept: who looked cannot be made to disappear sooner. */
  readonly keepDays: number;
  readonly actor: LogActor;
}
export type Erased =
  | { readonly kind: 'too young' }
  | {
      readonly kind: 'erased';
      readonly lines: number;
      /** Absent where there was nothing to erase. */
      readonly range?: { readonly from: number; readonly to: number };
      /** What the pod is owed: its copies say the same. */
      readonly work: readonly string[];
    };

async function erase(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { before, keepDays, actor }: Erasure,
): Promise<Erased> {
  if (learner.now.getTime() - before.getTime() < keepDays * dayMs) return { kind: 'too young' };
  const rows = await tx.execute<{ seq: number }[]>(
    `update log_entry set bytes = null, salt = null
     where learner_id = ? and bytes is not null and (bytes::jsonb ->> 'at')::timestamptz < ?::timestamptz
     returning seq`,
    [learner.id, before.toISOString()],
  );
  const places = rows.map(({ seq }) => seq).toSorted((a, b) => a - b);
  const [from, to] = [places[0], places.at(-1)];
  if (from === undefined || to === undefined) return { kind: 'erased', lines: 0, work: [] };
  const range = { from, to };
  await tx.execute(
    'delete from alert where learner_id = ? and at < ?::timestamptz',
    [learner.id, before.toISOString()],
    'run',
  );
  const facts = { kind: 'POLICY', event: 'LOG_ERASED', actor, grants: [], lines: range };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, false);
  const payload = { before: before.toISOString() };
  const work = await outbox.add(tx, learner.id, [{ lane: 'POLICY', kind: 'ERASE_LOG', payload }]);
  return { kind: 'erased', lines: places.length, range, work };
}

/** What old lines said can go; that they were there stays. */
export const erasuresIn = (db: Database, outbox: Outbox) => ({
  /** Empties the learner's lines of before a moment, and says so in a line of its own. The chain stays whole. */
  erase: (learner: LearnerId, erasure: Erasure) =>
    withLearner(db, learner, (tx, row) => erase(tx, outbox, row, erasure)),
});
