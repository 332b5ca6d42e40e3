import { Fault, type LearnerId } from '../base/index.js';
import type { AwardChange, AwardRow, AwardState } from '../ledger/index.js';
import { type AwardLabel, labelIn } from './award-content.js';
import { withdrawalBy } from './award-withdrawal.js';
import { actorOf, type PodState } from './change-consent.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import { legible } from './plain-text.js';

/** Characters of a reason. */
const mostOfReason = 500;

/** What an institution gave, as it reads it in its own list. */
export interface GivenAward extends Partial<AwardLabel> {
  readonly id: string;
  readonly learner: LearnerId;
  readonly version: number;
  readonly state: AwardState;
  readonly offeredAt: Date;
  readonly changedAt: Date;
}
export interface AwardChangeMade {
  readonly state: AwardState;
  /** Whether its list says so by now, to everybody. */
  readonly list: PodState;
  /** Whether the learner's pod does. */
  readonly pod: PodState;
}

/** Newest first. @param before the last of the page before. */
export async function awardsGiven(
  house: House,
  caller: Caller,
  asked: { readonly limit: number; readonly before?: string },
): Promise<readonly GivenAward[]> {
  const desk = askingInstitution(house, caller);
  const rows = await house.ledger.awards.ofInstitution(desk.id, asked);
  return rows.map(({ id, learner, version, state, offeredAt, changedAt, label }) => ({
    id,
    learner,
    version,
    state,
    offeredAt,
    changedAt,
    ...labelIn(house.rowSeal, desk.id, label),
  }));
}

/** @throws Fault `NotFound` for what this institution did not give. */
export async function ownAward(
  house: House,
  caller: Caller,
  id: string,
): Promise<{ readonly row: AwardRow; readonly desk: InstitutionDesk }> {
  const desk = askingInstitution(house, caller);
  const row = await house.ledger.awards.byId(id);
  if (row?.institution !== desk.id) throw new Fault('NotFound', 'There is no such award.');
  return { row, desk };
}

export function reasonOf(text: string): string {
  const reason = legible(text);
  if (reason === '' || reason.length > mostOfReason) {
    throw new Fault('BadInput', 'Say why, in at most 500 characters: the learner reads it.');
  }
  return reason;
}

/** A list that this very process has seen is not believed any longer. */
export async function lookAnew(
  { credentials }: Pick<House, 'credentials'>,
  digests: readonly string[],
): Promise<void> {
  for (const digest of digests) await credentials.recheck(digest);
}

export const done = async (
  { ledger, podWaitMs }: House,
  work: readonly string[],
  since: number,
): Promise<PodState> => {
  const left = Math.max(since + podWaitMs - Date.now(), 0);
  return (await ledger.outbox.isDone(work, left)) ? 'CONFIRMED' : 'PENDING';
};

/**
 * An institution revokes what it gave, suspends it, or lets it hold again. Its list is published before this answers; where that
 * does not come in time, PENDING is said. What was revoked is taken back in the pod too, with the reason: its history stays.
 * @throws Fault `Conflict` for what is not so that this can be done to it.
 */
export async function changeAward(
  house: House,
  caller: Caller,
  {
    id,
    change,
    reason = '',
  }: { readonly id: string; readonly change: AwardChange; readonly reason?: string },
): Promise<AwardChangeMade> {
  const why = change === 'REVOKE' ? reasonOf(reason) : '';
  const { row, desk } = await ownAward(house, caller, id);
  const withdrawal = withdrawalBy(house, { id: row.learner }, desk, why);
  const by = { actor: actorOf(caller), withdrawal };
  const since = Date.now();
  const made = await house.ledger.awards.change(row, change, by);
  if (made.kind === 'NOT_SO') {
    throw new Fault('Conflict', 'This cannot be done to it as it is now.');
  }
  const list = await done(house, made.list, since);
  await lookAnew(house, made.digests);
  return { state: made.state, list, pod: await done(house, made.pod, since) };
}
