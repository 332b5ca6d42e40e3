import { randomUUID } from 'node:crypto';
import { type GrantId, grantId, type LearnerId, type RecordKey } from '../base/index.js';
import { type Grantee, type GrantTerms, granteeKey, needsCosigning } from '../consent/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRow } from './grant-row.js';
import {
  canDo,
  knownKeys,
  owedOpening,
  policyChange,
  type StoredGrant,
  speaking,
  stateAfter,
  storedGrant,
} from './grant-steps.js';
import { hasGuardian, isGuardian } from './guardians.js';
import type { GrantRef, LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';
import { owedTo } from './owed.js';
import { stillOpen } from './request-clock.js';
import { AccessRequest, GrantVersion } from './tables.js';

async function insertGrant(
  tx: Em,
  learner: LockedLearner,
  { id = grantId(randomUUID()), grantee: to, terms, recordsAtGrant: keys }: Yes,
  state: 'PROPOSED' | 'PREPARING',
) {
  const { purpose, validFrom, validUntil, includeFuture, maxSessions } = terms;
  const { clients, scope, claims, facets: granted, personFacets: person } = terms;
  const grantee = granteeKey(to);
  const grant = { id, version: 1, purpose, grantee };
  await tx.insert(GrantVersion, {
    grantId: grant.id,
    version: grant.version,
    learnerId: learner.id,
    grantee,
    purpose,
    state,
    pod: 'PENDING',
    terms: { clients, scope, claims, facets: granted, personFacets: person },
    validFrom,
    validUntil,
    includeFuture,
    maxSessions: maxSessions ?? null,
    used: 0,
    // Whoever may only write is told of no record.
    recordsAtGrant: to.kind === 'institution' ? [] : (keys ?? (await knownKeys(tx, learner))),
    createdAt: learner.now,
    activatedAt: null,
    endedAt: null,
  });
  return grant;
}

/** A learner's yes. */
export interface Yes {
  /** Absent: a new one. */
  readonly id?: GrantId;
  readonly grantee: Grantee;
  readonly terms: GrantTerms;
  readonly actor: LogActor;
  /** The request it answers; it must be open and the learner's own. */
  readonly answers?: string;
  /** Said by a guardian, in the learner's place. */
  readonly byGuardian?: boolean;
  /** Of which records it is, without those that come later; absent: of all there are by now. */
  readonly recordsAtGrant?: readonly RecordKey[];
  /** Nothing is given anew where that grantee has something for this purpose until then already, or is about to. */
  readonly unlessGiven?: Date;
}
/**
 * A learner who paused everything says yes to nothing new until they resume. A young learner's yes is `proposed` until
 * their guardian says yes too; whoever has no guardian here cannot say it yet.
 */
export type GrantMade =
  | {
      readonly kind: 'made' | 'proposed';
      readonly id: GrantId;
      readonly work: readonly string[];
    }
  | { readonly kind: 'paused' | 'not open' | 'no guardian' | 'not a guardian' };

/** @returns false when that request is not open any more. */
async function closeRequest(tx: Em, learner: LockedLearner, id: string): Promise<boolean> {
  const open = stillOpen(learner, id);
  const change = { state: 'GRANTED', answeredAt: learner.now };
  return (await tx.nativeUpdate(AccessRequest, open, change)) === 1;
}

/** Whether this yes is whole, waits for a guardian's, or cannot be said. */
async function wholeness(tx: Em, learner: LockedLearner, { terms, actor, byGuardian }: Yes) {
  if (byGuardian === true) {
    return (await isGuardian(tx, learner, actor.webId)) ? 'made' : 'not a guardian';
  }
  if (!needsCosigning(terms.purpose, learner.alone, learner.now)) return 'made';
  return (await hasGuardian(tx, learner)) ? 'proposed' : 'no guardian';
}

/** Of two yeses at once the second finds the first. */
async function givenBefore(
  tx: Em,
  learner: LockedLearner,
  { grantee, terms, unlessGiven }: Yes,
): Promise<GrantMade | undefined> {
  if (unlessGiven === undefined) return undefined;
  const found = await tx.findOne(GrantVersion, {
    learnerId: learner.id,
    grantee: granteeKey(grantee),
    purpose: terms.purpose,
    state: { $in: ['PROPOSED', 'PREPARING', 'ACTIVE'] },
    validUntil: { $gt: learner.now, $gte: unlessGiven },
  });
  if (found === null) return undefined;
  const id = grantId(found.grantId);
  const kind = found.state === 'PROPOSED' ? 'proposed' : 'made';
  return { kind, id, work: await owedTo(tx, learner.id, id) };
}

export async function sayYes(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  yes: Yes,
): Promise<GrantMade> {
  if (learner.paused) return { kind: 'paused' };
  return (await givenBefore(tx, learner, yes)) ?? give(tx, outbox, learner, yes);
}

async function give(tx: Em, outbox: Outbox, learner: LockedLearner, yes: Yes): Promise<GrantMade> {
  const { actor, answers } = yes;
  const kind = await wholeness(tx, learner, yes);
  if (kind !== 'made' && kind !== 'proposed') return { kind };
  if (answers !== undefined && !(await closeRequest(tx, learner, answers))) {
    return { kind: 'not open' };
  }
  const waits = kind === 'proposed';
  const grant = await insertGrant(tx, learner, yes, waits ? 'PROPOSED' : 'PREPARING');
  await policyChange(tx, learner, { event: waits ? 'PROPOSED' : 'GRANTED', actor, grant });
  return { kind, id: grant.id, work: waits ? [] : await owedOpening(tx, outbox, learner, grant) };
}

async function activate(
  tx: Em,
  learner: LockedLearner,
  { id, version, actor }: GrantRef & { readonly actor: LogActor },
): Promise<boolean> {
  const found = await tx.findOne(GrantVersion, { grantId: id, version, learnerId: learner.id });
  if (found === null || !canDo(found.state, 'ACTIVATED')) return false;
  await tx.nativeUpdate(
    GrantVersion,
    { grantId: id, version },
    {
      state: stateAfter(found.state, 'ACTIVATED'),
      pod: 'CONFIRMED',
      activatedAt: found.activatedAt ?? learner.now,
    },
  );
  await policyChange(tx, learner, { event: 'ACTIVATED', actor, grant: storedGrant(id, found) });
  return true;
}

export type Ending = 'REVOKED' | 'EXPIRED' | 'EXHAUSTED';

/** Ends a grant and owes the pod the closing of its view. */
export async function endGrant(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  end: {
    readonly grant: StoredGrant & { readonly state: string };
    readonly event: Ending;
    /** What the log says, where that is more than the event. */
    readonly said?: PolicyEvent;
    readonly actor: LogActor;
  },
): Promise<readonly string[]> {
  const { grant, event, said = event, actor } = end;
  const { id: grantIdOf, version } = grant;
  const change = { state: stateAfter(grant.state, event), pod: 'PENDING', endedAt: learner.now };
  await tx.nativeUpdate(GrantVersion, { grantId: grantIdOf, version }, change);
  await policyChange(tx, learner, { event: said, actor, grant });
  const payload = { grantId: grantIdOf };
  return outbox.add(tx, learner.id, [{ lane: 'POLICY', kind: 'CLOSE_VIEW', payload }]);
}

async function revoke(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { id, actor }: { id: GrantId; actor: LogActor },
) {
  const found = await speaking(tx, learner.id, id);
  if (found === null) return undefined;
  if (!canDo(found.state, 'REVOKED')) return { id };
  const grant = { ...storedGrant(id, found), state: found.state };
  return { id, work: await endGrant(tx, outbox, learner, { grant, event: 'REVOKED', actor }) };
}

/** Changes what a learner allows. Each change raises the policy epoch and stands in the log with it. */
export const grantChangesIn = (db: Database, outbox: Outbox) => ({
  /**
   * The learner says yes. Not yet effective: the grant counts once the pod has its view too.
   * @returns undefined when there is no such learner.
   */
  grant: (learner: LearnerId, yes: Yes) =>
    withLearner(db, learner, (tx, row) => sayYes(tx, outbox, row, yes)),

  /**
   * The pod has the view of this version: from here the grant is effective. Nothing when it ended meanwhile, or was
   * narrowed: then the pod has the view of another version, and has to be told first.
   * @returns whether it is.
   */
  activate: (learner: LearnerId, grant: GrantRef, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => activate(tx, row, { ...grant, actor })),

  /**
   * The learner says no more. Effective when this returns: the epoch moved, so answers under way are void too.
   * @returns undefined when it is not this learner's grant; no `work` when it had ended already.
   */
  revoke: (learner: LearnerId, id: GrantId, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => revoke(tx, outbox, row, { id, actor })),

  /** The pod has done what this version says, unless it says something else by now. */
  async confirm({ id, version, state }: Pick<GrantRow, 'id' | 'version' | 'state'>): Promise<void> {
    const still = { grantId: id, version, state, pod: 'PENDING' };
    await db.em().nativeUpdate(GrantVersion, still, { pod: 'CONFIRMED' });
  },

  /** The pod lets nobody in under a grant that we cannot read any more. */
  async confirmShut(id: GrantId): Promise<void> {
    const over = { grantId: id, state: { $nin: ['PREPARING', 'ACTIVE', 'SUPERSEDED'] } };
    await db.em().nativeUpdate(GrantVersion, over, { pod: 'CONFIRMED' });
  },
});
