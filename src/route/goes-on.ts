import { type DerivedStep, decidedLate, endOf, type OpenRequest } from './steps.js';

/** How this run of it ended is known: there is nothing left to call off. A pass of an earlier run says nothing of this one. */
const isBehind = ({ state, reason }: DerivedStep): boolean =>
  state === 'FAILED' || (state === 'COMPLETED' && reason !== 'PASSED_EARLIER');

/** The host ended it, by its word on this question: what the home school says of it ends nothing there. */
const isEnded = (step: DerivedStep, request: OpenRequest): boolean =>
  endOf(step.host) !== undefined && (request.stage === 'ANSWERED' || decidedLate(step, request));

/**
 * Whether what was asked of the host goes on: it may have it, or has it, and is not told that they want it no more. Until it is
 * called off or over, its step stays, since nobody would see it any more.
 */
export function goesOn(step: DerivedStep): boolean {
  const { request } = step;
  if (request?.stage === 'ASKED') return true;
  if (request === undefined || isBehind(step)) return false;
  if (request.stage === 'REFUSED') return request.isSent === true;
  const isThere = request.stage === 'ANSWERED' || request.stage === 'GIVEN_UP';
  return isThere && !isEnded(step, request);
}

/** Also what was called off, where the host did not hear it: it can be told again. */
export function canCallOff(step: DerivedStep): boolean {
  const { request } = step;
  const isUntold = request?.stage === 'CALLED_OFF' && request.code !== undefined;
  return goesOn(step) || (isUntold && request.isSent === true);
}
