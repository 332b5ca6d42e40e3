import { Fault } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { actorOf } from './change-consent.js';
import { routeNow } from './change-route.js';
import { tryNow } from './enrol.js';
import { markOfEnrolment, openEnrolment } from './enrolment-content.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';
import { noStep, stepIdOf } from './plan-route.js';

/** By its name alone, which is made of the offering: the pod need not answer, and the step need not be in the route any more. */
async function markBehind(house: House, { id, webId }: LearnerRow, stepId: string) {
  const rows = await house.ledger.enrolments.of(id);
  const found = rows.find((row) => {
    const key = openEnrolment(house, row)?.offering.key;
    return key !== undefined && stepIdOf(webId, key) === stepId;
  });
  return found?.mark;
}

async function markInRoute(house: House, caller: Caller, learner: LearnerRow, stepId: string) {
  const plan = await routeNow(house, caller, learner);
  const offering = plan.steps.find(({ id }) => id === stepId)?.offering;
  if (offering === undefined) throw noStep();
  return markOfEnrolment(house, learner.id, offering.key);
}

/** A learner calls a place off. It counts at once; the host is told as soon as it answers. */
export async function withdrawStep(house: House, caller: Caller, stepId: string): Promise<void> {
  const learner = await ownLearner(house, caller);
  const mark =
    (await markBehind(house, learner, stepId)) ??
    (await markInRoute(house, caller, learner, stepId));
  const off = await house.ledger.enrolments.callOff(learner.id, mark, actorOf(caller));
  if (off === undefined) {
    throw new Fault('NotFound', 'There is no enrolment here that you asked for from here.');
  }
  await tryNow(house, caller, off);
}
