import { Fault } from '../base/index.js';
import type { PlannedStep } from '../records/index.js';
import { deriveStep, type OpenRequest, withoutStep } from '../route/index.js';
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

/** The host may have it, or has it, and is not told that they want it no more. */
const goesOn = ({ stage }: OpenRequest): boolean =>
  stage === 'ASKED' || stage === 'ANSWERED' || stage === 'GIVEN_UP';

/** What became of it, by the host's own word too: what it turned down, ended or finished keeps no step. */
async function isOpen(
  { offering }: PlannedStep,
  request: OpenRequest,
  own: () => Promise<Reading>,
): Promise<boolean> {
  if (request.stage !== 'ANSWERED') return true;
  const evidence = await evidenceIn(await own());
  const { state } = deriveStep(offering === undefined ? {} : { offering }, { evidence, request });
  return state === 'REQUESTED' || state === 'ENROLLED';
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
  const open = (await openRequests(house, learner.id)).filter(goesOn);
  return changeStep(house, caller, step, async (plan) => {
    const planned = plan.steps.find(({ id }) => id === step);
    const request = open.find(({ offering }) => offering === planned?.offering?.key);
    if (planned !== undefined && request !== undefined && (await isOpen(planned, request, own))) {
      throw asked();
    }
    return withoutStep(plan, step);
  });
}
