import type { LearnerId } from '../base/index.js';
import {
  type GrantablePurpose,
  isPurpose,
  type NarrowableTerms,
  needsCosigning,
} from '../consent/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRow } from './grant-row.js';
import { canDo, knownKeys, policyChange, speaking, storedGrant } from './grant-steps.js';
import type { LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';
import { GrantVersion } from './tables.js';

/** A grant on other terms: its next version. Whom it is to and what for stay as they were. */
export interface NextVersion {
  /** The version as the learner saw it; when it is not the one that speaks any more, nothing changes. */
  readonly from: Pick<GrantRow, 'id' | 'version' | 'includeFuture'>;
  readonly terms: NarrowableTerms;
  readonly actor: LogActor;
}
type Change = Extract<PolicyEvent, 'NARROWED' | 'EXTENDED'>;

/** What the pod is owed: less has to be seen to at once, a later end only has to be written down. */
const workFor = { NARROWED: 'NARROW_VIEW', EXTENDED: 'EXTEND_VIEW' } as const;

/** Longer is more: where a guardian had to say yes, they have to say it to a new grant. */
const needsGuardian = (purpose: string, { alone, now }: LockedLearner): boolean =>
  isGrantable(purpose) && needsCosigning(purpose, alone, now);
const isGrantable = (purpose: string): purpose is GrantablePurpose =>
  isPurpose(purpose) && purpose !== 'SELF_USE';

interface Going {
  readonly state: string;
  readonly purpose: string;
  readonly validUntil: Date;
}
/** Whether another version can take its place: of what is over, by its state or by the clock, none can. */
function canGoOn(found: Going, learner: LockedLearner, event: Change): boolean {
  if (!canDo(found.state, 'SUPERSEDED') || found.state === 'PROPOSED') return false;
  if (found.validUntil <= learner.now) return false;
  return event === 'NARROWED' || !needsGuardian(found.purpose, learner);
}

async function nextVersion(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { from, terms, actor, event }: NextVersion & { readonly event: Change },
): Promise<readonly string[] | undefined> {
  const found = await speaking(tx, learner.id, from.id);
  if (found === null || found.version !== from.version) return undefined;
  if (!canGoOn(found, learner, event)) return undefined;
  const before = { grantId: from.id, version: from.version };
  await tx.nativeUpdate(GrantVersion, before, { state: 'SUPERSEDED', endedAt: learner.now });
  const { clients, scope, claims, facets, personFacets } = terms;
  const { validUntil, includeFuture, maxSessions } = terms;
  const stopsFuture = from.includeFuture && !includeFuture;
  await tx.insert(GrantVersion, {
    ...before,
    version: from.version + 1,
    learnerId: learner.id,
    grantee: found.grantee,
    purpose: found.purpose,
    state: found.state,
    pod: 'PENDING',
    terms: { clients, scope, claims, facets, personFacets },
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
  await policyChange(tx, learner, { event, actor, grant });
  const work = { lane: 'POLICY', kind: workFor[event], payload: { grantId: from.id } } as const;
  return outbox.add(tx, learner.id, [work]);
}

/** Versions of a grant after its first. */
export const grantVersionsIn = (db: Database, outbox: Outbox) => ({
  /**
   * The learner says less. Effective when this returns. That it is less, the caller has made sure of.
   * @returns what the pod is owed; undefined when that version does not speak any more.
   */
  narrow: (learner: LearnerId, next: NextVersion) =>
    withLearner(db, learner, (tx, row) =>
      nextVersion(tx, outbox, row, { ...next, event: 'NARROWED' }),
    ),

  /** The learner lets it last longer. That nothing else is more, the caller has made sure of. */
  extend: (learner: LearnerId, next: NextVersion) =>
    withLearner(db, learner, (tx, row) =>
      nextVersion(tx, outbox, row, { ...next, event: 'EXTENDED' }),
    ),
});
