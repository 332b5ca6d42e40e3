import { grantId, type LearnerId } from '../base/index.js';
import { statesBefore } from '../consent/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { stateAfter } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { NewWork, Outbox } from './outbox.js';
import { GrantVersion, Learner } from './tables.js';

type Direction = 'PAUSED' | 'RESUMED' | 'RESTORED';
/** RESTORED is a pause too, though not at the learner's word: our own records were older than their pod. */
const stepOf = { PAUSED: 'PAUSED', RESTORED: 'PAUSED', RESUMED: 'RESUMED' } as const;
const workFor = { PAUSED: 'CLOSE_VIEW', RESTORED: 'CLOSE_VIEW', RESUMED: 'OPEN_VIEW' } as const;

/** All of a learner's grants that are not over, in one step: one change of policy, one line in the log. */
export async function turn(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { actor, event }: { actor: LogActor; event: Direction },
): Promise<readonly string[]> {
  const stops = event !== 'RESUMED';
  if (learner.paused === stops && event !== 'RESTORED') return [];
  const step = stepOf[event];
  const pausedAt = stops ? learner.now : null;
  await tx.nativeUpdate(Learner, { id: learner.id }, { pausedAt });
  const found = await tx.find(GrantVersion, {
    learnerId: learner.id,
    state: { $in: [...statesBefore(step)] },
    validUntil: { $gt: learner.now },
  });
  const works: NewWork[] = [];
  for (const { grantId: id, version, state } of found) {
    const change = { state: stateAfter(state, step), pod: 'PENDING' };
    await tx.nativeUpdate(GrantVersion, { grantId: id, version }, change);
    works.push({ lane: 'POLICY', kind: workFor[event], payload: { grantId: id } });
  }
  const grants = found.map(({ grantId: id, version }) => ({ id: grantId(id), version }));
  await appendLog(tx, learner, { kind: 'POLICY', event, actor, grants });
  await saveLearner(tx, learner, true);
  return outbox.add(tx, learner.id, works);
}

/** Stopping everything for a while, and going on. */
export const pausesIn = (db: Database, outbox: Outbox) => ({
  /**
   * Nobody sees anything from when this returns, also in answers under way.
   * @returns what the pod is owed.
   */
  pauseAll: (learner: LearnerId, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => turn(tx, outbox, row, { actor, event: 'PAUSED' })),

  /** What was paused is prepared anew: each grant counts once the pod has its view again. */
  resumeAll: (learner: LearnerId, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => turn(tx, outbox, row, { actor, event: 'RESUMED' })),

  async isPaused(learner: LearnerId): Promise<boolean> {
    const found = await db.em().findOne(Learner, { id: learner }, { fields: ['pausedAt'] });
    return (found?.pausedAt ?? null) !== null;
  },
});
