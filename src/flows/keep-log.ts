import { Fault, type LearnerId } from '../base/index.js';
import { type LearnerRow, type LogStand, verifyChain } from '../ledger/index.js';
import {
  addToLog,
  eraseInLog,
  hasLogRows,
  isItself,
  type LogPlace,
  writeLogHead,
} from '../pod/index.js';
import type { Workshop } from './house.js';
import { forAWhile, inTurn } from './in-turn.js';
import { logHeadType } from './log-head.js';
import { endedSince, isOlder, nextOf, placeAfter, type Witness, witnessOf } from './log-witness.js';
import { forSoLong } from './time-limit.js';

/** A copy is of the log up to where it stood when we looked. */
async function sign(
  shop: Workshop,
  { id, storage, webId }: LearnerRow,
  stand: LogStand,
  at: LogPlace,
) {
  const { generation, segments } = at;
  const { seq, hash, epoch, now } = stand;
  const head = { seq, hash, epoch, at: now.toISOString() };
  const said = { ...head, sub: webId, generation, segments };
  const signature = await shop.attest(logHeadType, said);
  await writeLogHead(shop.build, storage, generation, { ...head, signature });
  await shop.ledger.copies.note(id, {
    ...head,
    at: now,
    generation,
    segments,
    signature,
  });
}

/** Rows that are copied before it is signed how far they go: some hundred kB. What was signed is not copied again. */
const rowsAtOnce = 400;

/**
 * Copies what the pod does not have yet, and signs where that ends: now and then on the way, so that a pod too slow for all of
 * it at once has it in the end. The head last: it never names rows that are not there.
 */
async function copy(shop: Workshop, learner: LearnerRow, stand: LogStand, from: LogPlace) {
  const rows = await shop.ledger.copies.rowsAfter(learner.id, from.seq, stand.seq);
  let at = from;
  for (let n = 0; n === 0 || n < rows.length; n += rowsAtOnce) {
    const part = rows.slice(n, n + rowsAtOnce);
    const segments = await addToLog(shop.build, learner.storage, at, part);
    if (segments === 'torn') return segments;
    const { seq, hash } = n + rowsAtOnce < rows.length ? (part.at(-1) ?? stand) : stand;
    at = { ...at, segments, seq };
    await sign(shop, learner, { ...stand, seq, hash }, at);
  }
  return 'copied';
}

/** All of it once more, beside what is there: that stays as it is, whoever made it so. */
async function copyAnew(shop: Workshop, learner: LearnerRow, from: number): Promise<void> {
  let { free } = await witnessOf(shop, learner, from, true);
  // A head can be gone while its rows are there.
  while (await hasLogRows(shop.build.fetch, learner.storage, free)) free = nextOf(free);
  const stand = await shop.ledger.copies.stand(learner.id);
  if (stand !== undefined) {
    await copy(shop, learner, stand, { generation: free, segments: 0, seq: 0 });
  }
}

/** Nothing is believed of a database that says other than was signed: all stops, and the learner is told. */
async function takeBack(shop: Workshop, learner: LearnerRow, witness: Witness): Promise<void> {
  const { ledger, builder } = shop;
  const ended = witness.head === undefined ? [] : await endedSince(shop, learner, witness.head);
  await ledger.grants.restored(learner.id, { actor: { ...builder }, epoch: witness.epoch, ended });
}

interface Looked {
  readonly learner: LearnerRow;
  readonly stand: LogStand;
  readonly witness: Witness;
}

/** Asks the pod, and when it says other than the database, asks both once more: nobody is stopped by a coincidence. */
async function look(shop: Workshop, learner: LearnerRow): Promise<Looked | undefined> {
  const { copies } = shop.ledger;
  const from = (await copies.last(learner.id))?.generation ?? 0;
  const before = await copies.stand(learner.id);
  if (before === undefined) return undefined;
  // Whoever is held stays so until a pod that is itself was asked: one with nothing to show vouches for nothing.
  if (before.heldAt !== undefined && !(await isItself(shop.build, learner.storage))) {
    throw new Fault('PodUnreachable', 'the pod does not show what must be there');
  }
  const found = await witnessOf(shop, learner, from, before.heldAt !== undefined);
  if (!(await isOlder(shop, learner, before, found.head))) {
    return { learner, stand: before, witness: found };
  }
  const witness = await witnessOf(shop, learner, from, true);
  const stand = await copies.stand(learner.id);
  return stand && { learner, stand: { ...stand, heldAt: before.heldAt }, witness };
}

/** Whether the rows that are to be copied follow on what was signed, up to where the log says it ends. */
async function followsOn(
  { ledger }: Workshop,
  { learner, stand, witness }: Looked,
): Promise<boolean> {
  const from = placeAfter(witness, undefined) ?? { seq: 0, hash: '' };
  const rows = await ledger.copies.rowsAfter(learner.id, from.seq, stand.seq);
  return verifyChain(rows, stand, from).whole;
}

async function bringUpToDate(shop: Workshop, looked: Looked): Promise<void> {
  const { learner, stand, witness } = looked;
  if (stand.seq === 0) return undefined;
  const last = await shop.ledger.copies.last(learner.id);
  const from = placeAfter(witness, last);
  if (from === undefined) return copyAnew(shop, learner, witness.free);
  const { head } = witness;
  const isSigned = head?.seq === stand.seq && head.epoch === stand.epoch;
  const isNoted = last?.seq === stand.seq && last.epoch === stand.epoch;
  if (isSigned && isNoted) return undefined;
  if ((await copy(shop, learner, stand, from)) === 'torn') {
    await copyAnew(shop, learner, from.generation);
  }
}

async function keep(shop: Workshop, id: LearnerId): Promise<void> {
  const { learners, log, alerts, copies } = shop.ledger;
  const learner = await learners.byId(id);
  if (learner === undefined) return;
  await log.fold(id);
  await alerts.look(id);
  const looked = await look(shop, learner);
  if (looked === undefined) return;
  const { stand, witness } = looked;
  const isBelieved =
    !(await isOlder(shop, learner, stand, witness.head)) && (await followsOn(shop, looked));
  if (isBelieved) {
    await copies.letGo(id, stand);
    await bringUpToDate(shop, looked);
  } else {
    await takeBack(shop, learner, witness);
    await copies.letGo(id, stand);
    await copyAnew(shop, learner, witness.free);
  }
}

/** Milliseconds in which one pod is asked: one that answers slowly keeps no other learner's log from being kept. */
const longestMs = 60_000;

/** Trouble of the pod: it is asked again in a minute, and the learner sees meanwhile how far its copies are. */
const isOfPod = (error: unknown): boolean =>
  error instanceof Fault &&
  ['PodUnreachable', 'PodRefused', 'UrlRefused', 'Conflict'].includes(error.kind);

/**
 * One learner's log, by the builder: tells what is news in it, compares it with the head in their pod, and copies what
 * the pod does not have. Safe to do again, and nobody else does it meanwhile.
 */
export async function keepLog(
  shop: Workshop,
  learner: LearnerId,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    await shop.ledger.copies.alone(learner, () => keep(forSoLong(shop, longestMs), learner));
  } catch (error) {
    if (!isOfPod(error)) onError(error);
  }
}

/** Milliseconds that one round may take: who was not reached has their turn in the next. */
const roundMs = 50_000;

const always = (): boolean => true;

/**
 * All whose log moved since it was copied, or who wait to be compared with their pod.
 * @param goesOn asked before each: a stop does not wait for a whole round.
 */
export async function keepLogs(
  shop: Workshop,
  onError: (error: unknown) => void,
  goesOn = always,
): Promise<void> {
  const due = await shop.ledger.copies.due();
  await inTurn(due, forAWhile(roundMs, goesOn), (id) => keepLog(shop, id, onError));
}

/** Those alone of whom nothing leaves until their pod was asked. */
export async function keepHeldLogs(
  shop: Workshop,
  onError: (error: unknown) => void,
  goesOn = always,
): Promise<void> {
  const held = await shop.ledger.copies.held();
  await inTurn(held, forAWhile(roundMs, goesOn), (id) => keepLog(shop, id, onError));
}

const dayMs = 86_400_000;

/**
 * Empties in the pod what the learner had erased. Not what is younger than every line is kept, whoever asks for it:
 * the copies are there so that our database alone cannot make a look disappear.
 */
export async function eraseCopies(
  { ledger, build, logRetentionDays }: Workshop,
  learner: LearnerId,
  before: Date,
): Promise<void> {
  const row = await ledger.learners.byId(learner);
  const stand = await ledger.copies.stand(learner);
  if (row === undefined || stand === undefined) return;
  if (stand.now.getTime() - before.getTime() < logRetentionDays * dayMs) return;
  let generation = 0;
  while (await eraseInLog(build, row.storage, generation, before)) {
    generation = nextOf(generation);
  }
}
