import type { GrantId, LearnerId, WebId } from '../base/index.js';
import { after } from './carried-grants.js';
import { type LockedLearner, withLearner } from './chain.js';
import { type GrantMade, sayYes } from './change-grants.js';
import type { Database, Em } from './database.js';
import type { GrantRow } from './grant-row.js';
import { canDo, speaking } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { owedTo } from './owed.js';
import { GrantVersion } from './tables.js';

export interface AgainAsk {
  /** The grant as it ended; what is over changes no more. */
  readonly from: GrantRow;
  readonly actor: LogActor;
}
/** How long a learner can think better of a stop, in milliseconds. */
export const regretMs = 600_000;

/** A stop by the pod, by the clock or by us is another thing than the learner's own, which stands in their log as theirs. */
async function stoppedThemself(tx: Em, { id }: LockedLearner, grant: GrantId, learner: WebId) {
  const said = { kind: 'POLICY', event: 'REVOKED', actor: { webId: learner } };
  const rows = await tx.execute<unknown[]>(
    `select 1 from log_entry where learner_id = ? and bytes is not null and bytes::jsonb @> ?::jsonb limit 1`,
    [id, JSON.stringify({ ...said, grants: [{ id: grant }] })],
  );
  return rows.length > 0;
}

const usesLeft = ({ maxSessions, used }: GrantRow): number =>
  maxSessions === undefined ? 1 : maxSessions - used;

async function canComeBack(tx: Em, learner: LockedLearner, { from, actor }: AgainAsk) {
  const found = await speaking(tx, learner.id, from.id);
  if (found?.state !== 'REVOKED' || found.endedAt == null) return false;
  // Read before the lock: its terms are those that ended only where it had ended by then, in this version.
  if (from.state !== 'REVOKED' || found.version !== from.version) return false;
  // What an app's next sign-in put in its place, is what the learner said last.
  if (found.replacedAt != null) return false;
  const isFresh = learner.now.getTime() - found.endedAt.getTime() <= regretMs;
  if (!isFresh || from.validUntil <= learner.now || usesLeft(from) < 1) return false;
  return stoppedThemself(tx, learner, from.id, actor.webId);
}

/** What was hidden from everybody but this grant, is not hidden from the one that takes its place. */
const keepExceptions = (tx: Em, { id }: LockedLearner, from: GrantId, next: GrantId) =>
  tx.execute(
    `update block set except_grants = except_grants || ?::jsonb
     where learner_id = ? and ended_at is null and except_grants @> ?::jsonb`,
    [JSON.stringify([next]), id, JSON.stringify([from])],
    'run',
  );

/** The same, as of now, and no more often than was left. */
function termsOf({ from }: AgainAsk, { now }: LockedLearner) {
  const { purpose, clients, scope, claims, facets, personFacets } = from;
  const { validUntil, includeFuture, maxSessions } = from;
  const said = { purpose, clients, scope, claims, facets, personFacets, validUntil, includeFuture };
  const left = maxSessions === undefined ? {} : { maxSessions: usesLeft(from) };
  return { ...said, ...left, validFrom: now };
}

async function again(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  ask: AgainAsk,
): Promise<GrantMade | undefined> {
  const { from, actor } = ask;
  const id = after(from.id);
  const there = await speaking(tx, learner.id, id);
  if (there !== null) {
    // Stopped in its turn: that one comes back from itself.
    if (!canDo(there.state, 'REVOKED')) return undefined;
    const kind = there.state === 'PROPOSED' ? 'proposed' : 'made';
    return { kind, id, work: await owedTo(tx, learner.id, id) };
  }
  if (!(await canComeBack(tx, learner, ask))) return undefined;
  const terms = termsOf(ask, learner);
  const { grantee, recordsAtGrant } = from;
  const made = await sayYes(tx, outbox, learner, { id, grantee, terms, actor, recordsAtGrant });
  if (!('id' in made)) return made;
  const ended = { grantId: from.id, version: from.version };
  await tx.nativeUpdate(GrantVersion, ended, { undoneAt: learner.now });
  await keepExceptions(tx, learner, from.id, id);
  return made;
}

/** A stop that the learner thought better of. */
export const grantAgainIn = (db: Database, outbox: Outbox) => ({
  /**
   * A new grant on the terms of one that the learner stopped a moment ago. Asked twice it is made once.
   * @returns undefined when there is none to come back.
   */
  again: (learner: LearnerId, ask: AgainAsk) =>
    withLearner(db, learner, (tx, row) => again(tx, outbox, row, ask)),
});
