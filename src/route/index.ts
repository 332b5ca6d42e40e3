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
export { withMoved, withNote, withoutStep, withStep } from './edit.js';
export { canCallOff, goesOn } from './goes-on.js';
export {
  type OutcomeProgress,
  type Overlap,
  outcomesOf,
  overlapsIn,
  type Prerequisite,
  prerequisitesOf,
  wouldCover,
} from './look-ahead.js';
export {
  type CountedRecord,
  progressOf,
  type StepNow,
  type UnitProgress,
} from './progress.js';
export {
  type DerivedStep,
  deriveStep,
  isDone,
  isOver,
  type OpenRequest,
  requestStages,
  type Side,
  type StepEvidence,
  type StepReason,
  type StepState,
  sides,
  stepReasons,
  stepStates,
} from './steps.js';
