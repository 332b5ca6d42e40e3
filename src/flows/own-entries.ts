import { Fault, type LearnerId, type RecordKey, unambiguous, uuidOf } from '../base/index.js';
import {
  type LearnerRow,
  type OwnAct,
  type OwnChangeMade,
  type OwnEntryRef,
  withdrawnMark,
} from '../ledger/index.js';
import {
  broughtSource,
  contentHash,
  type OwnEntry,
  ownRecordKey,
  ownSource,
} from '../records/index.js';
import { markOf } from './archive-tools.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownDelivery, readOwnDelivery } from './own-delivery.js';
import { entryOf, type RecordRef, type TypedEntry } from './own-entry-terms.js';
import { ownLearner } from './own-records.js';
import { withdrawalOf } from './withdrawal.js';

/** Something of a learner's own, on its way to their pod or in it. */
export interface OwnRecordChange {
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly pod: PodState;
}

const keyLength = 100;
const notYours = () => new Fault('NotFound', 'You entered no such thing.');

/** What a skill is proven by are records of the learner's own, that are there. */
async function refuseUnknownProof(
  { ledger }: House,
  learner: LearnerRow,
  { entry, self }: { readonly entry: OwnEntry; readonly self: RecordKey },
): Promise<void> {
  if (entry.kind !== 'SKILL' || entry.provenBy.length === 0) return;
  const known = await ledger.deliveries.known(learner.id);
  const isThere = (key: RecordKey) =>
    key !== self && known.has(key) && known.get(key)?.hash !== withdrawnMark;
  if (!entry.provenBy.every(isThere)) throw new Fault('NotFound', 'You have no such record.');
}

interface Step {
  readonly house: House;
  readonly caller: Caller;
  readonly learner: LearnerRow;
  readonly act: OwnAct;
  readonly ref: OwnEntryRef;
  /** Absent: taken back. */
  readonly entry?: OwnEntry;
  /** Made by whoever asks; absent for what is the same however often it is asked. */
  readonly key?: string;
  /** By which hash is known what it was made of; absent: whatever stands there. */
  readonly base?: string;
}

/** A word of a learner as a delivery of their own, and what it comes to. */
function hashed({ house, learner, ref, entry }: Step) {
  const { kind, sourceId: id } = ref;
  const word = entry === undefined ? { kind, id } : { kind, id, entry };
  const delivery = ownDelivery(learner.id, word, new Date());
  const { records, withdrawn } = readOwnDelivery(delivery);
  const said = records.map(
    ({ key, facets }) => [key, house.fingerprint(learner.id, contentHash(facets))] as const,
  );
  const gone = withdrawn.map((key) => [key, withdrawnMark] as const);
  // Signed for with the rest when they take it along: so it comes back as theirs.
  const mark = markOf(house, learner, delivery);
  return { delivery, mark, hashes: new Map([...said, ...gone]) };
}

function madeOf(
  made: Exclude<OwnChangeMade, { kind: 'moved' }> | undefined,
): Extract<OwnChangeMade, { kind: 'made' }> {
  if (made === undefined || made.kind === 'not there') throw notYours();
  if (made.kind === 'too many') {
    throw new Fault('BadInput', 'That is more than can be kept apart: you changed very much.');
  }
  return made;
}

/** @returns undefined where what it was made of is no longer what stands there: nothing was done. */
export async function takeOnBase(step: Step): Promise<OwnRecordChange | undefined> {
  const { house, caller, learner, act, ref, key, base } = step;
  const asked = key === undefined ? undefined : unambiguous([act, ref.record, key]);
  const change = await house.ledger.ownEntries.change(learner.id, {
    act,
    entry: ref,
    actor: actorOf(caller),
    institution: ownSource.id,
    deliveries: [hashed(step)],
    ...(asked !== undefined && { keyHash: house.fingerprint(learner.id, asked) }),
    ...(base !== undefined && { base }),
  });
  if (change?.kind === 'moved') return undefined;
  const { record, work } = madeOf(change);
  return { learner: learner.id, record, pod: await podState(house, work) };
}

async function take(step: Step): Promise<OwnRecordChange> {
  const taken = await takeOnBase(step);
  if (taken === undefined) throw notYours();
  return taken;
}

function refuseOddKey(key: string): void {
  if (key.length > keyLength || key.trim() === '') {
    throw new Fault('BadInput', 'A key has 1 to 100 characters.');
  }
}

/**
 * A learner enters something themselves. Said by them, and marked so for ever.
 * @param key made by whoever asks: asked again with the same, it is there once.
 */
export async function addOwnRecord(
  house: House,
  caller: Caller,
  key: string,
  typed: TypedEntry,
): Promise<OwnRecordChange> {
  const learner = await ownLearner(house, caller);
  refuseOddKey(key);
  const entry = entryOf(typed, learner.id);
  const { kind } = entry;
  const sourceId = uuidOf(unambiguous([ownSource.id, learner.id, kind, key]));
  const record = ownRecordKey(kind, sourceId);
  await refuseUnknownProof(house, learner, { entry, self: record });
  const ref = { record, kind, sourceId };
  return take({ house, caller, learner, act: 'ADDED', ref, entry, key });
}

/** @throws Fault `NotFound` for what this learner did not enter, whoever did. */
async function ownEntry(house: House, caller: Caller, asked: RecordRef) {
  const learner = await ownLearner(house, caller);
  const ref =
    asked.learner === learner.id
      ? await house.ledger.ownEntries.find(learner.id, asked.record)
      : undefined;
  if (ref === undefined) throw notYours();
  return { learner, ref };
}

/** What it said before stays, as its history. */
export async function changeOwnRecord(
  house: House,
  caller: Caller,
  { asked, key, typed }: { asked: RecordRef; key: string; typed: TypedEntry },
): Promise<OwnRecordChange> {
  const { learner, ref } = await ownEntry(house, caller, asked);
  refuseOddKey(key);
  const entry = entryOf(typed, learner.id);
  if (entry.kind !== ref.kind) {
    throw new Fault('BadInput', 'It stays what it is: remove it, and add the other.');
  }
  await refuseUnknownProof(house, learner, { entry, self: ref.record });
  return take({ house, caller, learner, act: 'CHANGED', ref, entry, key });
}

/** @returns undefined for what this learner did not bring along as their own word. */
async function removeBrought(
  house: House,
  caller: Caller,
  { learner: asked, record }: RecordRef,
): Promise<OwnRecordChange | undefined> {
  const learner = await ownLearner(house, caller);
  const { deliveries } = house.ledger;
  const { id: institution } = broughtSource;
  const known = (await deliveries.known(learner.id)).get(record);
  if (asked !== learner.id || known?.institution !== institution) return undefined;
  const delivery = withdrawalOf(learner.id, institution, { keys: [record] }, new Date());
  const mark = markOf(house, learner, delivery);
  const hashes = new Map([[record, withdrawnMark]]);
  const gone = { delivery, mark, hashes };
  const { work } = await deliveries.accept(learner.id, {
    actor: actorOf(caller),
    institution,
    deliveries: [gone],
    own: 'REMOVED',
  });
  return { learner: learner.id, record, pod: await podState(house, work) };
}

/**
 * What a learner entered, or brought along as their own word. It stays in their history, and is in no total any more.
 */
export async function removeOwnRecord(
  house: House,
  caller: Caller,
  asked: RecordRef,
): Promise<OwnRecordChange> {
  const brought = await removeBrought(house, caller, asked);
  if (brought !== undefined) return brought;
  const { learner, ref } = await ownEntry(house, caller, asked);
  return take({ house, caller, learner, act: 'REMOVED', ref });
}
