import { randomUUID } from 'node:crypto';
import {
  canonicalJson,
  Fault,
  type LearnerId,
  type RecordKey,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import type { LearnerRow, OwnEntryRef } from '../ledger/index.js';
import { ownPod, RouteShape, versionKey } from '../pod/index.js';
import { ownRecordKey, ownSource, type RoutePlan } from '../records/index.js';
import type { PodState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { takeOnBase } from './own-entries.js';
import { ownLearner } from './own-records.js';

/** A route on its way to the pod, or in it. */
export interface RouteChange {
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly pod: PodState;
  /** As it is now. */
  readonly plan: RoutePlan;
}

/** Somebody who changes their route in two windows at once is asked to look again after so many. */
const tries = 5;

/** What a change is made of. */
interface Base {
  readonly ref: OwnEntryRef;
  readonly plan: RoutePlan;
  /** Absent: there is no route yet. */
  readonly hash?: string;
}

const stillComing = () =>
  new Fault('Conflict', 'Your route is still on its way to your pod: try again in a moment.');

const unreadable = () =>
  new Fault(
    'Conflict',
    'Your route cannot be read in your pod: it was changed there. Remove it to begin a new one.',
  );

/** The n-th route of a learner has one name, however often and by how many windows it is begun. */
function newRef(learner: LearnerId, made: number): OwnEntryRef {
  const sourceId = uuidOf(unambiguous([ownSource.id, learner, 'ROUTE', String(made)]));
  return { kind: 'ROUTE', sourceId, record: ownRecordKey('ROUTE', sourceId) };
}

/** From the pod, where a route lives, once it has all that was said of it. */
async function planIn(house: House, caller: Caller, learner: LearnerRow, ref: OwnEntryRef) {
  const pod = ownPod(learner.storage, house.agents.selfFetch(caller.principal));
  const found = await pod.envelopes();
  const current = found.find(
    ({ institution, envelope: { key, status } }) =>
      institution === ownSource.id && key === ref.record && status === 'CURRENT',
  );
  if (current === undefined) return undefined;
  const { key, version } = current.envelope;
  const cores = await pod.facet(ownSource.id, 'core');
  return cores.get(versionKey(key, version))?.route;
}

/** What stands in the pod once all that was said has reached it, and by which hash the ledger knows the last word. @throws Fault `Conflict` while the pod lags behind. */
async function baseOf(house: House, caller: Caller, learner: LearnerRow): Promise<Base> {
  const { made, now } = await house.ledger.ownEntries.only(learner.id, 'ROUTE');
  if (now === undefined) return { ref: newRef(learner.id, made), plan: { steps: [] } };
  const { ref, hash, owed } = now;
  if (!(await house.ledger.outbox.isDone(owed, house.podWaitMs))) throw stillComing();
  const plan = await planIn(house, caller, learner, ref);
  // Never made of nothing: then it would be written over.
  if (plan === undefined) throw unreadable();
  return { ref, plan, hash };
}

/** In characters: it is read with everything else of the learner's own, and once for each look of somebody else. */
const longest = 60_000;

/** What could not be read again is not written. */
function refuseUnreadable(plan: RoutePlan): void {
  if (canonicalJson(plan).length > longest) {
    throw new Fault('BadInput', 'Your route is full: shorten notes, or take steps out.');
  }
  if (!RouteShape.safeParse(plan).success) {
    throw new Fault('BadInput', 'This cannot be put in a route.');
  }
}

/** A learner's plan as it stands, once all that was said of it is in the pod; empty where there is none. */
export const routeNow = async (
  house: House,
  caller: Caller,
  learner: LearnerRow,
): Promise<RoutePlan> => (await baseOf(house, caller, learner)).plan;

/**
 * Changes a learner's route. Made of what stands in the pod, and taken only where that is still so: of two changes at once
 * neither is lost. What changes nothing writes nothing.
 * @param edit may be asked more than once.
 */
export async function changeRoute(
  house: House,
  caller: Caller,
  edit: (plan: RoutePlan) => RoutePlan | Promise<RoutePlan>,
): Promise<RouteChange> {
  const learner = await ownLearner(house, caller);
  for (let at = 0; at < tries; at += 1) {
    const { ref, plan: before, hash } = await baseOf(house, caller, learner);
    const plan = await edit(before);
    refuseUnreadable(plan);
    const unchanged = { learner: learner.id, record: ref.record, plan };
    if (hash !== undefined && canonicalJson(plan) === canonicalJson(before)) {
      return { ...unchanged, pod: 'CONFIRMED' };
    }
    const taken = await takeOnBase({
      house,
      caller,
      learner,
      act: hash === undefined ? 'ADDED' : 'CHANGED',
      ref,
      entry: { kind: 'ROUTE', plan },
      key: randomUUID(),
      base: hash ?? '',
    });
    if (taken !== undefined) return { ...taken, plan };
  }
  throw new Fault('Conflict', 'Your route changes too much at once: look at it, and try again.');
}
