import { Fault, type LearnerId } from '../base/index.js';
import type { AwardedAchievement } from '../credentials/index.js';
import type { AwardRow } from '../ledger/index.js';
import type { Texts } from '../records/index.js';
import { contentIn, hasEnded, isRenewal } from './award-content.js';
import { actorOf, type PodState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** What an institution offers a learner, as they read it before they answer. */
export interface OfferedAward {
  readonly id: string;
  readonly issuer: Texts;
  readonly achievement: AwardedAchievement;
  /** How it ended, as the institution writes it. */
  readonly result?: string;
  readonly awardedOn: string;
  readonly validUntil?: string;
  /** Until when they can answer. */
  readonly until: Date;
}

function offeredIn({ rowSeal, institutions }: House, row: AwardRow): readonly OfferedAward[] {
  const content = contentIn(rowSeal, row.institution, row.sealed);
  // A renewal is of what was accepted before: it is never asked.
  if (content === undefined || isRenewal(content) || hasEnded(content)) return [];
  const { achievement, result, awardedOn, validUntil } = content;
  return [
    {
      id: row.id,
      issuer: institutions.get(row.institution)?.name ?? [
        { language: 'und', value: row.institution },
      ],
      achievement,
      ...(result !== undefined && { result: result.value }),
      awardedOn,
      ...(validUntil !== undefined && { validUntil }),
      until: row.lapsesAt,
    },
  ];
}

/** What waits for the learner's yes or no, newest first. */
export async function myAwards(house: House, caller: Caller): Promise<readonly OfferedAward[]> {
  const learner = await ownLearner(house, caller);
  const rows = await house.ledger.awards.ofLearner(learner.id, 'OFFERED');
  return rows.flatMap((row) => offeredIn(house, row));
}

/** Whether it is signed, and in their pod: one wait for both. */
async function inPod(
  { ledger, podWaitMs }: House,
  id: string,
  work: readonly string[],
): Promise<PodState> {
  const until = Date.now() + podWaitMs;
  if (!(await ledger.outbox.isDone(work, podWaitMs))) return 'PENDING';
  const row = await ledger.awards.byId(id);
  if (row?.record === undefined) return 'PENDING';
  const owed = await ledger.awards.owed(row.learner, row.record);
  const isThere = await ledger.outbox.isDone(owed, Math.max(until - Date.now(), 0));
  return isThere ? 'CONFIRMED' : 'PENDING';
}

/** What would not hold any more is not accepted. */
async function isTooLate(
  { ledger, rowSeal }: House,
  learner: LearnerId,
  id: string,
): Promise<boolean> {
  const row = await ledger.awards.byId(id);
  const isOffered = row?.learner === learner && row.state === 'OFFERED';
  const content = isOffered ? contentIn(rowSeal, row.institution, row.sealed) : undefined;
  return content !== undefined && hasEnded(content);
}

/**
 * A learner accepts what was offered, or does not want it. Accepted, it is signed and brought to their pod. Said twice it is said
 * once. @throws Fault `NotFound` for what was not offered to them; `Conflict` for an offer that is over.
 */
export async function answerAward(
  house: House,
  caller: Caller,
  { id, isYes }: { readonly id: string; readonly isYes: boolean },
): Promise<PodState> {
  const learner = await ownLearner(house, caller);
  const asked = { id, isYes, actor: actorOf(caller) };
  const isLate = isYes && (await isTooLate(house, learner.id, id));
  const answered = isLate
    ? { kind: 'OVER' as const }
    : await house.ledger.awards.answer(learner.id, asked);
  if (answered.kind === 'UNKNOWN') throw new Fault('NotFound', 'There is no such offer.');
  if (answered.kind !== 'ANSWERED') throw new Fault('Conflict', 'This offer is over.');
  return isYes ? inPod(house, id, answered.work) : 'CONFIRMED';
}
