import { Fault, type LearnerId, type RecordKey } from '../base/index.js';
import type { SameAct } from '../ledger/index.js';
import { pairOf, type SameState, type SameWord } from '../records/index.js';
import { markOf } from './archive-tools.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import type { RecordRef } from './own-entry-terms.js';
import type { Reading } from './reading.js';
import { sameDelivery } from './same-delivery.js';

export interface SameChange {
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly pod: PodState;
}

const acts: Readonly<Record<SameWord, SameAct>> = {
  SAME: 'SAID_SAME',
  NOT_THE_SAME: 'SAID_NOT_SAME',
  UNDONE: 'UNDID_SAME',
};

/** What says it already. */
const isSaid = (said: SameWord, state: SameState): boolean =>
  said === state || (said === 'UNDONE' && (state === 'ASKED' || state === 'BY_IDS'));

/**
 * A learner says whether two records of theirs tell of one achievement, or takes back what they said. Only of records of which
 * it is asked, or was. Nothing is merged: both stay, and one counts.
 * @param reading the learner's own.
 */
export async function sayTheSame(
  house: House,
  caller: Caller,
  reading: Reading,
  asked: { readonly pair: readonly [RecordRef, RecordRef]; readonly said: SameWord },
): Promise<SameChange> {
  const { learner } = reading;
  const [one, other] = asked.pair;
  const isOwn = one.learner === learner && other.learner === learner;
  const questions = isOwn ? ((await reading.sameOf?.(one.record)) ?? []) : [];
  const question = questions.find(({ record }) => record.key === other.record);
  if (question === undefined) throw new Fault('NotFound', 'This is not asked of your records.');
  const change = { learner, record: one.record };
  const records = pairOf(one.record, other.record);
  const { sameWords } = house.ledger;
  if (isSaid(asked.said, question.state) && !(await sameWords.isOnItsWay(learner, records))) {
    return { ...change, pod: 'CONFIRMED' };
  }
  const at = new Date().toISOString();
  const delivery = sameDelivery(learner, { records, said: asked.said, at });
  const work = await sameWords.say(learner, {
    actor: actorOf(caller),
    act: acts[asked.said],
    records,
    delivery: { delivery, mark: markOf(house, { id: learner }, delivery) },
  });
  if (work === undefined) throw new Fault('NotFound', 'There is no such learner.');
  if (work === 'too many') {
    throw new Fault('BadInput', 'That is more than can be kept apart: you changed very much.');
  }
  return { ...change, pod: await podState(house, work) };
}
