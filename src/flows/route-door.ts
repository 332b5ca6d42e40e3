/** What flows have of the catalogue and of a learner's route through it. */

export {
  answerProposal,
  type MyProposal,
  myProposals,
  type ProposalAnswered,
} from './answer-proposal.js';
export { type Authorities, type Authority } from './authorities.js';
export { keepAuthority } from './authority.js';
export { type RouteChange } from './change-route.js';
export {
  type EnrolAgreement,
  type EnrolOutcome,
  enrolAgreement,
  enrolOutcomes,
  enrolStep,
} from './enrol.js';
export { type EnrolTools } from './enrolment-agreement.js';
export { fillCatalogue, keepCatalogue } from './keep-catalogue.js';
export { EnrolmentKeeper } from './keep-enrolments.js';
export {
  moveStep,
  type NewGoal,
  type NewStep,
  noteStep,
  planStep,
  type StepChange,
  setGoal,
} from './plan-route.js';
export { type ProposedStep, proposedTo, proposeStep, type StepAsked } from './propose-step.js';
export {
  type RecognitionAnswer,
  type RecognitionAsked,
  recogniseResult,
} from './recognise-result.js';
export { removeStep } from './remove-step.js';
export {
  type OfferingSeen,
  type OfferingSource,
  type OfferingsAsk,
  type OfferingsPage,
  offeringByKey,
  offeringsSeen,
  type ProgrammeSeen,
  searchOfferings,
  searchProgrammes,
} from './search-offerings.js';
export { type RouteStepView, type RouteView, viewRoute } from './view-route.js';
export { withdrawStep } from './withdraw-step.js';
