import { Fault, type GrantId, type LearnerId, type WebId } from '../base/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { actorOf, type ConsentChange, giveAccess, podState } from './change-consent.js';
import type { NewGrant } from './grant-terms.js';
import type { Caller, House, Workshop } from './house.js';

/** A learner somebody is guardian of, with their grants. What the learner learned is not among it. */
export interface Ward {
  readonly learner: LearnerId;
  readonly grants: readonly GrantRow[];
}

/** @throws Fault `Forbidden` for a token: a guardian says yes themself, on our own page. */
function themself({ principal }: Caller): WebId {
  if (principal.kind === 'session') return principal.webId;
  throw new Fault('Forbidden', 'This is for guardians, signed in themselves.');
}

export async function myWards(house: House, caller: Caller): Promise<readonly Ward[]> {
  const { guardians, grants } = house.ledger;
  const wards = await guardians.wardsOf(themself(caller));
  return Promise.all(
    wards.map(async (learner) => ({ learner, grants: await grants.ofLearner(learner) })),
  );
}

async function wardOf(house: House, caller: Caller, learner: LearnerId): Promise<LearnerRow> {
  const wards = await house.ledger.guardians.wardsOf(themself(caller));
  const row = wards.includes(learner) ? await house.ledger.learners.byId(learner) : undefined;
  if (row === undefined) throw new Fault('NotFound', 'You are not guardian of this learner.');
  return row;
}

/** A guardian says yes in their ward's place. */
export const grantForWard = async (
  house: House,
  caller: Caller,
  learner: LearnerId,
  asked: NewGrant,
): Promise<ConsentChange> =>
  giveAccess(house, caller, await wardOf(house, caller, learner), { ...asked, byGuardian: true });

/** A guardian says yes, or no, to what their ward said yes to. */
export async function cosignGrant(
  house: House,
  caller: Caller,
  id: GrantId,
  agrees: boolean,
): Promise<ConsentChange> {
  const grant = await house.ledger.grants.byId(id);
  if (grant === undefined) throw new Fault('NotFound', 'There is no such grant.');
  const { id: learner } = await wardOf(house, caller, grant.learner);
  const work = await house.ledger.guardians.cosign(learner, {
    id,
    agrees,
    actor: actorOf(caller),
  });
  if (work === undefined) throw new Fault('Conflict', 'This waits for nobody’s word any more.');
  return { grantId: id, pod: await podState(house, work) };
}

type Clerk = Pick<Workshop, 'ledger' | 'builder'>;

async function learnerAt({ ledger }: Clerk, learner: WebId): Promise<LearnerId> {
  const row = await ledger.learners.byWebId(learner);
  if (row === undefined) throw new Fault('NotFound', 'This learner has no kluis here.');
  return row.id;
}

/**
 * Names a learner's guardian, on proof that the clerk has seen.
 * @returns false for a learner who is old enough to say yes alone.
 */
export const nameGuardian = async (
  clerk: Clerk,
  learner: WebId,
  guardian: WebId,
): Promise<boolean> =>
  clerk.ledger.guardians.name(await learnerAt(clerk, learner), guardian, { ...clerk.builder });

/**
 * Ends a guardian's say before the birthday does. What they agreed to stays, until the learner stops it.
 * @returns false when they had none.
 */
export const endGuardian = async (
  clerk: Clerk,
  learner: WebId,
  guardian: WebId,
): Promise<boolean> =>
  clerk.ledger.guardians.end(await learnerAt(clerk, learner), guardian, { ...clerk.builder });

/** Who has a say with this learner at this moment. */
export const guardiansOf = async (clerk: Clerk, learner: WebId): Promise<readonly WebId[]> =>
  clerk.ledger.guardians.of(await learnerAt(clerk, learner));
