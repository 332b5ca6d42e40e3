/**
 * records: what a learner learned, in one shape whatever system said it. Facets, versions, study load that is
 * never added across units, dates that stay days. Pure: no clock, no network, no pod.
 */
export {
  type Comparable,
  hasIds,
  type Identified,
  mayBeSame,
  pairsAlike,
  pairsByIds,
} from './alike.js';
export { type CalendarDate, type ReadDate, readCalendarDate } from './calendar-date.js';
export { type Countable } from './countable.js';
export { type SourceDelivery, type SourceDocument } from './delivery.js';
export {
  type GradingScale,
  type GradingScaleKind,
  gradingScales,
  isOutsideScale,
  numericScore,
} from './grading-scale.js';
export { contentHash, type IncomingRecord, type ReceivedDelivery, receive } from './history.js';
export { Lenient } from './lenient.js';
export { distinctLosses, nameInPath } from './losses.js';
export { Notes } from './notes.js';
export {
  type CatalogueOffering,
  type CatalogueProgramme,
  type CoursePart,
  type DeliveryMode,
  deliveryModes,
  type EnrolmentPeriod,
  type LearningOutcome,
  type OfferingKind,
  offeringKeyOf,
  offeringKinds,
  offeringStates,
  type Places,
  programmeKeyOf,
} from './offering.js';
export {
  asOwnWord,
  broughtSource,
  isLearnersWord,
  type OwnEntry,
  type OwnEntryKind,
  ownEntryKinds,
  ownFacets,
  ownRecordKey,
  ownSource,
} from './own-entry.js';
export { isBefore, isPartialDate, type PartialDate } from './partial-date.js';
export {
  creditGroupOf,
  recognisedIn,
  recognitionIn,
  recognitionTitle,
  withoutRecognised,
} from './recognised.js';
export { type Recognition } from './recognition.js';
export {
  type Alignment,
  type AssertedBy,
  type AssessmentFacet,
  type Attempt,
  type Award,
  assertedBys,
  badgeTypes,
  type CoreFacet,
  type CredentialFacet,
  type CreditsFacet,
  type Earning,
  type EvidenceFacet,
  earnings,
  enrolmentStates,
  type Facet,
  type FeedbackFacet,
  facets,
  type IdentifiersFacet,
  type Level,
  type OpenValue,
  type Pass,
  type Person,
  type PersonFacet,
  passes,
  personFacets,
  type RecordFacets,
  type RecordIssue,
  type RecordKind,
  type RecordStatus,
  type RecordType,
  type RecordVersion,
  recordKeyOf,
  recordKinds,
  recordStatuses,
  recordTypes,
  resultStates,
  type SetAside,
  type SpecialFacet,
} from './record.js';
export {
  type PlannedOffering,
  type PlannedStep,
  type RouteGoal,
  type RoutePlan,
} from './route-plan.js';
export {
  lastWords,
  pairName,
  pairOf,
  type RecordPair,
  type SameDecision,
  type SameWord,
  sameWords,
} from './same-achievement.js';
export {
  firstReceipts,
  type SameLink,
  type SamePair,
  type SameState,
  sameLinks,
  samePairs,
  sameQuestions,
  sameStates,
  withSame,
} from './same-links.js';
export {
  type PartApart,
  partsApart,
  type SelectiveForm,
  signedPartOf,
  sizeWith,
} from './selective-form.js';
export {
  isImplausible,
  type StudyLoad,
  type StudyLoadUnit,
  studyLoad,
  studyLoadUnits,
  sumAmounts,
  unitKey,
} from './study-load.js';
export { chooseText, type LanguageText, type Texts } from './text.js';
export {
  type LeftOutReason,
  leftOutReasons,
  type StudyLoadTotal,
  studyLoadTotals,
} from './totals.js';
