import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GrantId, grantId, type LearnerId, type WebId } from '../base/index.js';
import type { Grant, GrantTerms } from '../consent/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { GrantColumns } from './grant-row.js';
import type { LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';
import { AccessRequest, GrantVersion } from './tables.js';

async function policyChange(
  tx: Em,
  learner: LockedLearner,
  change: {
    event: PolicyEvent;
    actor: LogActor;
    grant: Stored;
  },
): Promise<void> {
  const { event, actor, grant } = change;
  const { purpose, grantee, id, version } = grant;
  const facts = { kind: 'POLICY', event, actor, purpose, grantee, grants: [{ id, version }] };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, true);
}

/** The records a learner has when they say yes, on their way to the pod or in it. */
async function knownKeys(tx: Em, { id }: LockedLearner): Promise<readonly string[]> {
  const rows = tx.getKysely().selectFrom('known_record').select('record_key');
  const found = await rows.where('learner_id', '=', id).orderBy('record_key').execute();
  return found.map((row) => row.record_key);
}

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

/** @returns false when that request is not open any more. */
async function closeRequest(tx: Em, learner: LockedLearner, id: string): Promise<boolean> {
  const open = { id, learnerId: learner.id, state: 'OPEN' };
  const change = { state: 'GRANTED', answeredAt: learner.now };
  return (await tx.nativeUpdate(AccessRequest, open, change)) === 1;
}

/** As stored, whatever it says: also a grant we cannot read any more can be stopped. */
type Stored = Pick<Grant, 'id' | 'version' | 'grantee'> & { readonly purpose: string };

async function sayYes(tx: Em, outbox: Outbox, learner: LockedLearner, yes: Yes) {
  const { grantee, terms, actor, answers } = yes;
  if (answers !== undefined && !(await closeRequest(tx, learner, answers))) return undefined;
  const stored = await insertGrant(tx, learner, grantee, terms);
  await policyChange(tx, learner, { event: 'GRANTED', actor, grant: stored });
  const work = await outbox.add(tx, learner.id, 'POLICY', 'OPEN_VIEW', { grantId: stored.id });
  return { id: stored.id, work };
}

const Columns = GrantColumns.pick({ version: true, grantee: true }).extend({ purpose: z.string() });
const stored = (id: GrantId, row: object): Stored => ({ id, ...Columns.parse(row) });

async function activate(tx: Em, learner: LockedLearner, id: GrantId, actor: LogActor) {
  const preparing = { grantId: id, learnerId: learner.id, state: 'PREPARING' };
  const found = await tx.findOne(GrantVersion, preparing);
  if (found === null) return;
  await tx.nativeUpdate(GrantVersion, preparing, {
    state: 'ACTIVE',
    pod: 'CONFIRMED',
    activatedAt: learner.now,
  });
  await policyChange(tx, learner, { event: 'ACTIVATED', actor, grant: stored(id, found) });
}

async function revoke(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  id: GrantId,
  actor: LogActor,
) {
  const found = await tx.findOne(GrantVersion, { grantId: id, learnerId: learner.id });
  if (found === null) return undefined;
  if (found.state !== 'ACTIVE' && found.state !== 'PREPARING') return { id };
  const change = { state: 'REVOKED', pod: 'PENDING', endedAt: learner.now };
  await tx.nativeUpdate(GrantVersion, { grantId: id, version: found.version }, change);
  await policyChange(tx, learner, { event: 'REVOKED', actor, grant: stored(id, found) });
  return { id, work: await outbox.add(tx, learner.id, 'POLICY', 'CLOSE_VIEW', { grantId: id }) };
}

/** Changes what a learner allows. Each change raises the policy epoch and stands in the log with it. */
export const grantChangesIn = (db: Database, outbox: Outbox) => ({
  /**
   * The learner says yes. Not yet effective: the grant counts once the pod has its view too.
   * @returns undefined when the request it answers is not open any more.
   */
  grant: (learner: LearnerId, yes: Yes) =>
    withLearner(db, learner, (tx, row) => sayYes(tx, outbox, row, yes)),

  /** The pod has the view: from here the grant is effective. Nothing when it was revoked meanwhile. */
  activate: (learner: LearnerId, id: GrantId, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => activate(tx, row, id, actor)),

  /**
   * The learner says no more. Effective when this returns: the epoch moved, so answers under way are void too.
   * @returns undefined when it is not this learner's grant; no `work` when it had ended already.
   */
  revoke: (learner: LearnerId, id: GrantId, actor: LogActor) =>
    withLearner(db, learner, (tx, row) => revoke(tx, outbox, row, id, actor)),

  /** The pod itself refuses the delegate now. */
  async confirmClosed(id: GrantId): Promise<void> {
    await db
      .em()
      .nativeUpdate(GrantVersion, { grantId: id, state: 'REVOKED' }, { pod: 'CONFIRMED' });
  },
});
