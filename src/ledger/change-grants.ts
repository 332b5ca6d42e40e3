import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GrantId, grantId, type LearnerId, type WebId } from '../base/index.js';
import type { Grant, GrantTerms, NarrowableTerms } from '../consent/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRow } from './grant-row.js';
import type { GrantRef, LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';
import { stillOpen } from './request-clock.js';
import { AccessRequest, GrantVersion } from './tables.js';

/** As stored, whatever it says: also a grant we cannot read any more can be stopped. */
export type StoredGrant = Pick<Grant, 'id' | 'version'> & {
  readonly grantee: string;
  readonly purpose: string;
};

const Columns = z.object({ version: z.int(), grantee: z.string(), purpose: z.string() });
export const storedGrant = (id: GrantId, row: object): StoredGrant => ({
  id,
  ...Columns.parse(row),
});

/** Each change raises the epoch and stands in the log, in the transaction of the change. */
export async function policyChange(
  tx: Em,
  learner: LockedLearner,
  change: { event: PolicyEvent; actor: LogActor; grant: StoredGrant },
): Promise<void> {
  const { event, actor, grant } = change;
  const { purpose, grantee, id, version } = grant;
  const facts = { kind: 'POLICY', event, actor, purpose, grantee, grants: [{ id, version }] };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, true);
}

/** The records a learner has at this moment, on their way to the pod or in it. */
async function knownKeys(tx: Em, { id }: LockedLearner): Promise<readonly string[]> {
  const rows = tx.getKysely().selectFrom('known_record').select('record_key');
  const found = await rows.where('learner_id', '=', id).orderBy('record_key').execute();
  return found.map((row) => row.record_key);
}

/** The version of a grant that speaks, of this learner. */
export const speaking = (tx: Em, learner: LearnerId, id: GrantId) =>
  tx.findOne(GrantVersion, {
    grantId: id,
    learnerId: learner,
    state: { $ne: 'SUPERSEDED' },
  });

async function insertGrant(tx: Em, learner: LockedLearner, grantee: WebId, terms: GrantTerms) {
  const { purpose, validFrom, validUntil, includeFuture, maxSessions } = terms;
  const { clients, scope, facets: granted, personFacets: person } = terms;
  const grant = { id: grantId(randomUUID()), version: 1, purpose, grantee };
  await tx.insert(GrantVersion, {
    grantId: grant.id,
    version: grant.version,
    learnerId: learner.id,
    grantee,
    purpose,
    state: 'PREPARING',
    pod: 'PENDING',
    terms: { clients, scope, facets: granted, personFacets: person },
    validFrom,
    validUntil,
    includeFuture,
    maxSessions: maxSessions ?? null,
    used: 0,
    recordsAtGrant: await knownKeys(tx, learner),
    createdAt: learner.now,
    activatedAt: null,
    endedAt: null,
  });
  return grant;
}

/** A learner's yes. */
export interface Yes {
  readonly grantee: WebId;
  readonly terms: GrantTerms;
  readonly actor: LogActor;
  /** The request it answers; it must be open and the learner's own. */
  readonly answers?: string;
}
/** A learner who paused everything says yes to nothing new until they resume. */
export type GrantMade =
  | { readonly kind: 'made'; readonly id: GrantId; readonly work: readonly string[] }
  | { readonly kind: 'paused' | 'not open' };

/** @returns false when that request is not open any more. */
async function closeRequest(tx: Em, learner: LockedLearner, id: string): Promise<boolean> {
  const open = stillOpen(learner, id);
  const change = { state: 'GRANTED', answeredAt: learner.now };
  return (await tx.nativeUpdate(AccessRequest, open, change)) === 1;
}

async function sayYes(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  yes: Yes,
): Promise<GrantMade> {
  const { grantee, terms, actor, answers } = yes;
  if (learner.paused) return { kind: 'paused' };
  if (answers !== undefined && !(await closeRequest(tx, learner, answers))) {
    return { kind: 'not open' };
  }
  const grant = await insertGrant(tx, learner, grantee, terms);
  await policyChange(tx, learner, { event: 'GRANTED', actor, grant });
  const payload = { grantId: grant.id };
  const work = await outbox.add(tx, learner.id, [{ lane: 'POLICY', kind: 'OPEN_VIEW', payload }]);
  return { kind: 'made', id: grant.id, work };
}

async function activate(
  tx: Em,
  learner: LockedLearner,
  { id, version, actor }: GrantRef & { readonly actor: LogActor },
): Promise<boolean> {
  const preparing = { grantId: id, version, learnerId: learner.id, state: 'PREPARING' };
  const found = await tx.findOne(GrantVersion, preparing);
  if (found === null) return false;
  await tx.nativeUpdate(GrantVersion, preparing, {
    state: 'ACTIVE',
    pod: 'CONFIRMED',
    activatedAt: found.activatedAt ?? learner.now,
  });
  await policyChange(tx, learner, { event: 'ACTIVATED', actor, grant: storedGrant(id, found) });
  return true;
}

/** States from which a grant can still end, be paused or be narrowed. */
export const running = ['PREPARING', 'ACTIVE', 'SUSPENDED'] as const;
const isRunning = (state: string): boolean => running.some((one) => one === state);

/** Ends a grant and owes the pod the closing of its view. */
export async function endGrant(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  end: { grant: StoredGrant; state: 'REVOKED' | 'EXPIRED' | 'EXHAUSTED'; actor: LogActor },
): Promise<readonly string[]> {
  const { grant, state, actor } = end;
  const { id: grantIdOf, version } = grant;
  const change = { state, pod: 'PENDING', endedAt: learner.now };
  await tx.nativeUpdate(GrantVersion, { grantId: grantIdOf, version }, change);
  await policyChange(tx, learner, { event: state, actor, grant });
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
  if (!isRunning(found.state)) return { id };
  const grant = storedGrant(id, found);
  return { id, work: await endGrant(tx, outbox, learner, { grant, state: 'REVOKED', actor }) };
}

/** Less of a grant: its next version. */
export interface Narrowing {
  /** The version as the learner saw it; when it is not the one that speaks any more, nothing changes. */
  readonly from: Pick<GrantRow, 'id' | 'version' | 'includeFuture'>;
  readonly terms: NarrowableTerms;
  readonly actor: LogActor;
}

async function narrow(tx: Em, outbox: Outbox, learner: LockedLearner, narrowing: Narrowing) {
  const { from, terms, actor } = narrowing;
  const found = await speaking(tx, learner.id, from.id);
  if (found === null || found.version !== from.version || !isRunning(found.state)) return undefined;
  const before = { grantId: from.id, version: from.version };
  await tx.nativeUpdate(GrantVersion, before, { state: 'SUPERSEDED', endedAt: learner.now });
  const { clients, scope, facets, personFacets, validUntil, includeFuture, maxSessions } = terms;
  const stopsFuture = from.includeFuture && !includeFuture;
  await tx.insert(GrantVersion, {
    ...before,
    version: from.version + 1,
    learnerId: learner.id,
    grantee: found.grantee,
    purpose: found.purpose,
    state: found.state,
    pod: 'PENDING',
    terms: { clients, scope, facets, personFacets },
    validFrom: found.validFrom,
    validUntil,
    includeFuture,
    maxSessions: maxSessions ?? null,
    used: found.used,
    recordsAtGrant: stopsFuture ? await knownKeys(tx, learner) : found.recordsAtGrant,
    createdAt: learner.now,
    activatedAt: found.activatedAt,
    endedAt: null,
  });
  const grant = { ...storedGrant(from.id, found), version: from.version + 1 };
  await policyChange(tx, learner, { event: 'NARROWED', actor, grant });
  const payload = { grantId: from.id };
  return outbox.add(tx, learner.id, [{ lane: 'POLICY', kind: 'NARROW_VIEW', payload }]);
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

  /**
   * The learner says less. Effective when this returns. That it is less, the caller has made sure of.
   * @returns what the pod is owed; undefined when that version does not speak any more.
   */
  narrow: (learner: LearnerId, narrowing: Narrowing) =>
    withLearner(db, learner, (tx, row) => narrow(tx, outbox, row, narrowing)),

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
