import { Fault } from '../base/index.js';
import type { PlannedStep } from '../records/index.js';
import { deriveStep, goesOn, type OpenRequest, withoutStep } from '../route/index.js';
import type { Caller, House } from './house.js';
import { openRequests } from './open-requests.js';
import { ownLearner } from './own-records.js';
import { changeStep, type StepChange } from './plan-route.js';
import type { Reading } from './reading.js';
import { evidenceIn } from './route-evidence.js';

const asked = () =>
  new Fault(
    'BadInput',
    'You asked for a place in this: call it off first, then take it out of your route.',
  );

/** Of these the records say whether they are over by now. */
const mayBeOver: ReadonlySet<OpenRequest['stage']> = new Set(['ANSWERED', 'REFUSED', 'GIVEN_UP']);

async function isOpen(
  { offering }: PlannedStep,
  request: OpenRequest,
  own: () => Promise<Reading>,
): Promise<boolean> {
  const evidence = mayBeOver.has(request.stage) ? await evidenceIn(await own()) : [];
  return goesOn(deriveStep(offering === undefined ? {} : { offering }, { evidence, request }));
}

/**
 * Out of the plan. What came of it stays: enrolments and results are no part of a plan. What was asked of a host is called
 * off first: without its step nobody would see any more that it goes on.
 * @param own the learner's own records; asked for where it matters.
 */
export async function removeStep(
  house: House,
  caller: Caller,
  step: string,
  own: () => Promise<Reading>,
): Promise<StepChange> {
  const learner = await ownLearner(house, caller);
  const requests = await openRequests(house, learner.id);
  return changeStep(house, caller, step, async (plan) => {
    const planned = plan.steps.find(({ id }) => id === step);
    const request = requests.find(({ offering }) => offering === planned?.offering?.key);
    if (planned !== undefined && request !== undefined && (await isOpen(planned, request, own))) {
      throw asked();
    }
    return withoutStep(plan, step);
  });
}
