import { type LearnerId, type RecordKey, recordKey } from '../base/index.js';
import { type OwnEntryKind, ownEntryKinds } from '../records/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { type Acceptance, accept } from './deliveries.js';
import type { OwnAct } from './log.js';
import { withdrawnMark } from './news.js';
import type { Outbox } from './outbox.js';
import { owedFor } from './owed.js';
import { OwnChangeRow, OwnEntryRow } from './own-tables.js';
import { KnownRecord } from './tables.js';

/** What a learner wants done with something of their own. */
export interface OwnChange extends Omit<Acceptance, 'own'> {
  readonly act: OwnAct;
  readonly entry: OwnEntryRef;
  /** Hash of the key it is asked with; absent for what is the same however often it is asked. */
  readonly keyHash?: string;
  /** What it was made of, by the hash that was known then; where another is known by now, nothing is done. */
  readonly base?: string;
}
export interface OwnEntryRef {
  readonly record: RecordKey;
  readonly kind: OwnEntryKind;
  readonly sourceId: string;
}
export type OwnChangeMade =
  | {
      readonly kind: 'made';
      readonly record: RecordKey;
      /** What the pod is owed for this record, also by what was asked before. */
      readonly work: readonly string[];
    }
  | { readonly kind: 'not there' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'too many' };

/** Of what a learner has one at a time. */
export interface OnlyEntry {
  /** How many were made so far. */
  readonly made: number;
  readonly now?: {
    readonly ref: OwnEntryRef;
    /** By which it is known. */
    readonly hash: string;
    readonly owed: readonly string[];
  };
}

/** Most changes of one learner that are kept apart: each is a document in their pod. */
export const mostChanges = 5000;

const doneBefore = (tx: Em, { id }: LockedLearner, keyHash: string) =>
  tx.findOne(OwnChangeRow, { learnerId: id, keyHash });

/** Whether there is something to do it to: what was taken back, is over. */
async function canBeDone(tx: Em, { id }: LockedLearner, { act, entry }: OwnChange) {
  const known = await tx.findOne(KnownRecord, { learnerId: id, recordKey: entry.record });
  if (act === 'ADDED') return known === null;
  return known !== null && known.contentHash !== withdrawnMark;
}

/** Whether somebody else changed it meanwhile, or made it. */
async function hasMoved(tx: Em, { id }: LockedLearner, { act, entry, base }: OwnChange) {
  if (base === undefined) return false;
  const known = await tx.findOne(KnownRecord, { learnerId: id, recordKey: entry.record });
  return act === 'ADDED' ? known !== null : known?.contentHash !== base;
}

const isFull = async (tx: Em, { id }: LockedLearner): Promise<boolean> =>
  (await tx.count(OwnChangeRow, { learnerId: id })) >= mostChanges;

async function note(tx: Em, { id, now }: LockedLearner, { act, entry, keyHash }: OwnChange) {
  const { record, kind, sourceId } = entry;
  if (act === 'ADDED') {
    await tx.insert(OwnEntryRow, { learnerId: id, recordKey: record, kind, sourceId });
  }
  if (keyHash === undefined) return;
  await tx.insert(OwnChangeRow, { learnerId: id, keyHash, recordKey: record, at: now });
}

async function change(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  asked: OwnChange,
): Promise<OwnChangeMade> {
  const { act, entry, keyHash, base: _base, ...acceptance } = asked;
  const before = keyHash === undefined ? null : await doneBefore(tx, learner, keyHash);
  const record = before === null ? entry.record : recordKey(before.recordKey);
  const made = async (): Promise<OwnChangeMade> => {
    return { kind: 'made', record, work: await owedFor(tx, learner.id, record) };
  };
  if (before !== null) return made();
  if (await hasMoved(tx, learner, asked)) return { kind: 'moved' };
  // Twice the same: it is there already, or it is gone already.
  if (!(await canBeDone(tx, learner, asked))) {
    return act === 'CHANGED' ? { kind: 'not there' } : made();
  }
  // Taking back is always possible, however much was changed.
  if (act !== 'REMOVED' && (await isFull(tx, learner))) return { kind: 'too many' };
  await accept(tx, outbox, learner, { ...acceptance, own: act });
  await note(tx, learner, asked);
  return made();
}

const kindOf = (text: string): OwnEntryKind | undefined =>
  ownEntryKinds.find((kind) => kind === text);

/** What learners enter themselves, on its way to their pods. */
export const ownEntriesIn = (db: Database, outbox: Outbox) => ({
  /** @returns undefined for what this learner did not enter. */
  async find(learner: LearnerId, record: RecordKey): Promise<OwnEntryRef | undefined> {
    const row = await db.em().findOne(OwnEntryRow, { learnerId: learner, recordKey: record });
    const kind = row === null ? undefined : kindOf(row.kind);
    return row === null || kind === undefined
      ? undefined
      : { record, kind, sourceId: row.sourceId };
  },

  /**
   * Of one kind of which a learner has one at a time: what was made of it so far, and which is there now.
   * @returns `owed` work that still has to bring it to the pod.
   */
  async only(learner: LearnerId, kind: OwnEntryKind): Promise<OnlyEntry> {
    const em = db.em();
    const rows = await em.find(OwnEntryRow, { learnerId: learner, kind });
    const keys = rows.map((row) => row.recordKey);
    const known = await em.find(KnownRecord, { learnerId: learner, recordKey: { $in: keys } });
    const standing = known.find(({ contentHash }) => contentHash !== withdrawnMark);
    const row = rows.find((one) => one.recordKey === standing?.recordKey);
    if (standing === undefined || row === undefined) return { made: rows.length };
    const record = recordKey(row.recordKey);
    const ref = { record, kind, sourceId: row.sourceId };
    const owed = await owedFor(em, learner, record);
    return { made: rows.length, now: { ref, hash: standing.contentHash, owed } };
  },

  /**
   * A learner adds, changes or takes back something of their own. It stands in their log with the work that brings it to
   * the pod. Asked twice it is done once.
   * @returns undefined when there is no such learner.
   */
  change: (learner: LearnerId, asked: OwnChange) =>
    withLearner(db, learner, (tx, row) => change(tx, outbox, row, asked)),

  /** Entries that stand in a pod we had nothing to do with so far. */
  async remember(learner: LearnerId, found: readonly OwnEntryRef[]): Promise<void> {
    if (found.length === 0) return;
    const rows = found.map(({ record, kind, sourceId }) => ({
      learnerId: learner,
      recordKey: record,
      kind,
      sourceId,
    }));
    await db.em().upsertMany(OwnEntryRow, rows, { onConflictAction: 'ignore' });
  },
});
