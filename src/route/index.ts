/**
 * route: a learner's own way through what institutions offer. Why they may take something, whether there is a place, how far
 * a step is by what enrolments and results say, what is earned and what is planned. Pure: no clock, no network, no pod.
 */
export {
  type AccessReason,
  type Agreement,
  type Availability,
  accessTo,
  availabilityOn,
  type ClosedReason,
  closedReasons,
  freePlaces,
} from './access.js';
