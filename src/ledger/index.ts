/**
 * ledger: what PostgreSQL keeps. The index of grants and the policy epoch, the learner's log as a hash chain, the
 * release transaction without which nothing is sent, the outbox of work owed to pods. No titles, no grades.
 */

export { type NewAccessRequest, type RequestedItem } from './access-request.js';
export { type AlertKind, alertKinds } from './alert-rules.js';
export { type AlertRow, type UnsentAlert } from './alerts.js';
export { type AppWords, appLimits, type RegisteredApp } from './apps.js';
export { type AuditFound, type StrayReader } from './audits.js';
export { type NewAward, type Offered } from './award-offers.js';
export { type AwardRow, type AwardState, awardStates, type StatusPlace } from './award-row.js';
export { type Withdrawal } from './award-steps.js';
export { type AwardChange, type AwardChanged } from './awards.js';
export { type BlockRow } from './blocks.js';
export { type BroughtDelivery } from './bring.js';
export { type OfferingFilter } from './catalogue-filter.js';
export {
  type CatalogueDocument,
  type CatalogueNews,
} from './catalogue-keep.js';
export {
  type FacetValue,
  type FoundOfferings,
  type OfferingCounts,
  type OfferingPlace,
} from './catalogue-search.js';
export { type CatalogueSource, type DueCatalogue } from './catalogue-sources.js';
export { type GrantMade, type Yes } from './change-grants.js';
export { type ClaimGround } from './claim-grounds.js';
export { type CopiedHead, type LogStand } from './copies.js';
export { type Database } from './database.js';
export { type DeletionRow, deletionStates } from './deletions.js';
export { type Accepted, type KnownHash } from './deliveries.js';
export { type Craft, type Setback } from './drain.js';
export {
  type ClaimedEnrolment,
  type EnrolmentMove,
  type EnrolmentRow,
  type EnrolmentStage,
  mayBeThere,
} from './enrolments.js';
export { type Erased } from './erase.js';
export { type EscoSkill, type FoundSkill } from './esco.js';
export { type FetchedDocument, type FetchedKind } from './fetched.js';
export { type GrantRow } from './grant-row.js';
export { GranteeShape, TermsShape } from './grant-shapes.js';
export {
  type DeliveriesAsked,
  type DeliveryRow,
  type DeliveryState,
  deliveryStates,
} from './institution-deliveries.js';
export {
  connectionStateOf,
  connectionStates,
  type InstitutionHealth,
  type PullOutcome,
} from './institution-health.js';
export { type Linked, type StandingLink } from './institution-links.js';
export { type ToCheck } from './kept-true.js';
export { type LearnerRow } from './learners.js';
export { type Ledger, openLedger } from './ledger.js';
export { type Listening } from './listen.js';
export {
  type GrantRef,
  type LogActor,
  type LogFacts,
  type LogLine,
  type OwnAct,
  type PolicyEvent,
  policyEvents,
  type Released,
  type SameAct,
} from './log.js';
export { type DayPlace, type LogDay } from './log-days.js';
export { type GrantLooks } from './looks.js';
export { type MessageDue, type MessageKind } from './messages.js';
export { type HashedDelivery, withdrawnMark } from './news.js';
export { type Channel, channels, type DueWork, type Lane } from './outbox.js';
export { type OwnChange, type OwnChangeMade, type OwnEntryRef } from './own-entries.js';
export { type ParkedWork } from './parked.js';
export { type ProvenFacts, type ProvenRecord, provenName } from './proven.js';
export { type AskedLast } from './pull-links.js';
export { type ChangeNotice } from './pull-notices.js';
export { type DuePull, type PullResult } from './pulls.js';
export { type Leaving, type QuarantinedRow } from './quarantine.js';
export { type Pace } from './rates.js';
export { type ReceiptRow } from './receipts.js';
export { type Disclosure, type Outcome, onceWatched } from './release.js';
export { requestsPerDay } from './request-clock.js';
export { type AccessRequestRow, requestStates } from './requests.js';
export { type SessionOrigin, type SignedIn, sessionKinds } from './sessions.js';
export { type SignedAs, signedName, type ToSign } from './signed-results.js';
export { type Standing } from './standing.js';
export { type ListPurpose, type ListRef, listPurposes, type SignedList } from './status-lists.js';
export {
  type ProposalRow,
  type ProposalState,
  proposalStates,
  proposalsPerDay,
} from './step-proposals.js';
export { type TakenDelivery } from './taken.js';
export {
  type ChainFault,
  type ChainHead,
  type ChainRow,
  chainFaults,
  type Verified,
  verifyChain,
} from './verify-chain.js';
export { type CopyPlace, type SignList } from './wallet-copies.js';
export {
  type MintAsked,
  type NewOffer,
  type OfferState,
  offerStates,
  type RedeemedOffer,
} from './wallet-offers.js';
export { type WalletRequestRow } from './wallet-requests.js';
export { newWatcher, type Watch, type Watcher } from './watch.js';
export { type Behind, type Login, type Way, wayKinds, webIdLogin } from './ways.js';
