/**
 * records: what a learner learned, in one shape whatever system said it. Facets, versions, study load that is
 * never added across units, dates that stay days. Pure: no clock, no network, no pod.
 */
export { type CalendarDate, type ReadDate, readCalendarDate } from './calendar-date.js';
export {
  type GradingScale,
  type GradingScaleKind,
  gradingScales,
  isOutsideScale,
  numericScore,
} from './grading-scale.js';
export { type SourceDelivery, type SourceDocument } from './delivery.js';
export { contentHash, type IncomingRecord, receive, type ReceivedDelivery } from './history.js';
export {
  type AssertedBy,
  assertedBys,
  type AssessmentFacet,
  type CoreFacet,
  type CreditsFacet,
  type Earning,
  earnings,
  enrolmentStates,
  type EvidenceFacet,
  type Facet,
  facets,
  type FeedbackFacet,
  type IdentifiersFacet,
  type Level,
  type OpenValue,
  type Pass,
  passes,
  type Person,
  type PersonFacet,
  personFacets,
  type RecordFacets,
  type RecordIssue,
  type RecordKind,
  recordKeyOf,
  recordKinds,
  type RecordStatus,
  recordStatuses,
  type RecordType,
  recordTypes,
  type RecordVersion,
  resultStates,
  type SpecialFacet,
} from './record.js';
export {
  isImplausible,
  studyLoad,
  type StudyLoad,
  type StudyLoadUnit,
  studyLoadUnits,
  sumAmounts,
} from './study-load.js';
export { chooseText, type LanguageText, type Texts } from './text.js';
export {
  type Countable,
  leftOutReasons,
  type LeftOutReason,
  type StudyLoadTotal,
  studyLoadTotals,
} from './totals.js';
