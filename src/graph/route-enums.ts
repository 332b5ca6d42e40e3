import { requestStages, sides, stepReasons, stepStates } from '../route/index.js';
import { words } from './enums.js';

export const StepStateEnum = words(
  'StepState',
  stepStates,
  'How far a step is. Never kept: worked out of enrolments and results each time. DENIED and WITHDRAWN have a side.',
);
export const SideEnum = words(
  'Side',
  sides,
  'HOST is the institution where a step is taken and leads; HOME is the learner’s own (OEAPI: remoteState and state).',
);
export const StepReasonEnum = words('StepReason', stepReasons, 'Why a step is where it is.');
export const RequestStageEnum = words(
  'RequestStage',
  requestStages,
  'How far a question to a host is. CALLING_OFF: called off, and the host has yet to hear it.',
);
export const PrerequisiteStateEnum = words(
  'PrerequisiteState',
  ['HAD', 'PLANNED_BEFORE', 'MISSING'],
  'Whether what is asked beforehand was passed, stands earlier in the plan, or neither.',
);
export const OutcomeStateEnum = words(
  'OutcomeState',
  ['COVERED', 'PLANNED', 'OPEN'],
  'COVERED by what was passed, PLANNED by a step that is not over, or OPEN.',
);
export const RouteGoalKindEnum = words(
  'RouteGoalKind',
  ['PROGRAMME', 'PROFESSION', 'FREE'],
  'Where a route leads: a programme of an institution, a profession (ESCO), or the learner’s own words.',
);
