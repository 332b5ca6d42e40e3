import { Fault, type LearnerId, type RecordKey } from '../base/index.js';
import type { SameAct } from '../ledger/index.js';
import { pairName, pairOf, type RecordPair, type SameWord } from '../records/index.js';
import { markOf } from './archive-tools.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import { ForDelivery } from './deliver-results.js';
import type { Caller, House } from './house.js';
import type { RecordRef } from './own-entry-terms.js';
import type { Reading } from './reading.js';
import { decisionsIn, sameDelivery } from './same-delivery.js';

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

/** Whether what the pod has says it already; what it has and cannot be read says nothing. */
const isSaid = (said: SameWord, known: SameWord | 'unknown' | undefined): boolean =>
  said === known || (said === 'UNDONE' && known === undefined);

/** The last word on this pair that is not in the pod yet: that one will stand there, whatever stands there now. */
async function lastOnItsWay({ ledger }: House, learner: LearnerId, pair: RecordPair) {
  const works = await ledger.sameWords.onTheirWay(learner, pair);
  const all = works.flatMap(({ id, payload }) => {
    const { deliveries } = ForDelivery.parse(JSON.parse(payload));
    return deliveries.flatMap(decisionsIn).map(({ said, records }) => ({ id, said, records }));
  });
  return all.find(({ records }) => pairName(records) === pairName(pair));
}

/** @returns where it stands when it was said already; asked of what is on its way first: it may reach the pod meanwhile. */
async function saidAlready(
  house: House,
  { learner, saidNow }: Reading,
  pair: RecordPair,
  said: SameWord,
): Promise<PodState | undefined> {
  const last = await lastOnItsWay(house, learner, pair);
  if (last !== undefined) return last.said === said ? podState(house, [last.id]) : undefined;
  return isSaid(said, await saidNow?.(pair)) ? 'CONFIRMED' : undefined;
}

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
  if (!questions.some(({ record }) => record.key === other.record))
    throw new Fault('NotFound', 'This is not asked of your records.');
  const change = { learner, record: one.record };
  const records = pairOf(one.record, other.record);
  const known = await saidAlready(house, reading, records, asked.said);
  if (known !== undefined) return { ...change, pod: known };
  const at = new Date().toISOString();
  const delivery = sameDelivery(learner, { records, said: asked.said, at });
  const work = await house.ledger.sameWords.say(learner, {
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
