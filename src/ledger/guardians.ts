import { randomUUID } from 'node:crypto';
import type { GrantId, LearnerId, WebId } from '../base/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import {
  canDo,
  owedOpening,
  policyChange,
  speaking,
  stateAfter,
  storedGrant,
} from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { Delegation, GrantVersion } from './tables.js';

const standing = ({ id, now }: LockedLearner) => ({
  learnerId: id,
  endedAt: null,
  until: { $gt: now },
});

/** By the clock as well: on the sixteenth birthday a guardian's word is over, whoever forgot to say so. */
export const isGuardian = async (tx: Em, learner: LockedLearner, guardian: WebId) =>
  (await tx.count(Delegation, { ...standing(learner), guardian })) > 0;

export const hasGuardian = async (tx: Em, learner: LockedLearner) =>
  (await tx.count(Delegation, standing(learner))) > 0;

async function name(tx: Em, learner: LockedLearner, guardian: WebId, actor: LogActor) {
  const { alone } = learner;
  if (alone === undefined || alone <= learner.now) return false;
  if (await isGuardian(tx, learner, guardian)) return true;
  await tx.insert(Delegation, {
    id: randomUUID(),
    learnerId: learner.id,
    guardian,
    until: alone,
    createdAt: learner.now,
    endedAt: null,
  });
  const facts = { kind: 'POLICY', event: 'GUARDIAN_NAMED', actor, grantee: guardian, grants: [] };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, true);
  return true;
}

async function end(tx: Em, learner: LockedLearner, guardian: WebId, actor: LogActor) {
  const change = { endedAt: learner.now };
  const ended = await tx.nativeUpdate(Delegation, { ...standing(learner), guardian }, change);
  if (ended === 0) return false;
  const facts = { kind: 'POLICY', event: 'GUARDIAN_ENDED', actor, grantee: guardian, grants: [] };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, true);
  return true;
}

interface Cosigning {
  readonly id: GrantId;
  readonly actor: LogActor;
  readonly agrees: boolean;
}

/** @returns undefined when it is nothing this guardian has a say in. */
async function cosign(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { id, actor, agrees }: Cosigning,
): Promise<readonly string[] | undefined> {
  const event = agrees ? 'COSIGNED' : 'COSIGN_DECLINED';
  const found = await speaking(tx, learner.id, id);
  if (found === null || !canDo(found.state, event) || learner.paused) return undefined;
  if (found.validUntil <= learner.now) return undefined;
  // A guardian decides, and does not read.
  if (found.grantee === actor.webId) return undefined;
  if (!(await isGuardian(tx, learner, actor.webId))) return undefined;
  const { version } = found;
  await tx.nativeUpdate(
    GrantVersion,
    { grantId: id, version },
    {
      state: stateAfter(found.state, event),
      ...(!agrees && { endedAt: learner.now, pod: 'CONFIRMED' }),
    },
  );
  const grant = storedGrant(id, found);
  await policyChange(tx, learner, { event, actor, grant });
  return agrees ? owedOpening(tx, outbox, learner, grant) : [];
}

/** A guardian and the learners they act for. */
export const guardiansIn = (db: Database, outbox: Outbox) => ({
  /**
   * From here a guardian can make and co-sign grants for this learner, until the learner says yes alone. Proof that
   * they are the guardian is the caller's.
   * @returns false when the learner says yes alone already.
   */
  name: async (learner: LearnerId, guardian: WebId, actor: LogActor): Promise<boolean> =>
    (await withLearner(db, learner, (tx, row) => name(tx, row, guardian, actor))) ?? false,

  end: async (learner: LearnerId, guardian: WebId, actor: LogActor): Promise<boolean> =>
    (await withLearner(db, learner, (tx, row) => end(tx, row, guardian, actor))) ?? false,

  cosign: (learner: LearnerId, cosigning: Cosigning) =>
    withLearner(db, learner, (tx, row) => cosign(tx, outbox, row, cosigning)),

  /** Who has a say with a learner at this moment, longest first. */
  async of(learner: LearnerId): Promise<readonly WebId[]> {
    const rows = await db.em().execute<{ guardian: WebId }[]>(
      `select guardian from delegation where learner_id = ? and ended_at is null
         and clock_timestamp() < until order by created_at`,
      [learner],
    );
    return rows.map((row) => row.guardian);
  },

  /** The learners somebody is guardian of at this moment. */
  async wardsOf(guardian: WebId): Promise<readonly LearnerId[]> {
    const rows = await db.em().execute<{ learner_id: LearnerId }[]>(
      `select learner_id from delegation where guardian = ? and ended_at is null
         and clock_timestamp() < until order by created_at`,
      [guardian],
    );
    return rows.map((row) => row.learner_id);
  },
});
