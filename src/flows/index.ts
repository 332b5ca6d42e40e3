/**
 * flows: one file per story, told top to bottom. What a person does here is one function here; the rooms below know
 * nothing of each other and meet only in these stories.
 */
export {
  cosignGrant,
  endGuardian,
  grantForWard,
  guardiansOf,
  myWards,
  nameGuardian,
  type Ward,
} from './act-as-guardian.js';

export { alertSentence } from './alert-sentences.js';
export { answerAward, myAwards, type OfferedAward } from './answer-award.js';
export { type Access, type Answer, answerQuery, type Opened } from './answer-query.js';
export { questionToWallet, takeShown, type WalletAnswered } from './answer-wallet.js';
export { type AppDesk, appKnowledge, appScopes, clientOf } from './app-desk.js';
export { type ArchiveTools } from './archive-tools.js';
export {
  type InstitutionPart,
  orderFields,
  type Page,
  type PageAsk,
  pageOf,
  partsOf,
  type RecordFilter,
  type RecordOrder,
  refuseHidden,
  totalsOf,
} from './arrange.js';
export {
  type Arrived,
  arriveByEduid,
  arriveByWebId,
  byWebId,
  type NoWayIn,
} from './arrive.js';
export {
  answerDeletion,
  askDeletion,
  deletionsAskedOfMe,
  myDeletions,
  receiptsFor,
} from './ask-deletion.js';
export {
  askWallet,
  keepFromWallet,
  type WalletAsked,
  type WalletDocument,
  type WalletKept,
  type WalletRef,
  type WalletSaid,
  walletAnswer,
  walletStates,
} from './ask-wallet.js';
export { auditMyPod, type PodAudit } from './audit-pod.js';
export {
  answerWallet,
  sealWalletAsk,
  type WalletQuestion,
  walletQuestion,
} from './authorize-wallet.js';
export { type DraftedContent } from './award-content.js';
export { type AwardRowReport, awardByFile } from './award-file.js';
export { type BlockChange, blockRecords, myBlocks, unblockRecords } from './block-records.js';
export { type BringAnswer, type BroughtReport, bringArchive } from './bring-archive.js';
export { bringPod, type NoPod, type PodFinder, podsOf } from './bring-pod.js';
export { exportGrants, type ImportedGrant, importGrants, importStates } from './carry-grants.js';
export {
  type AwardChangeMade,
  awardsGiven,
  changeAward,
  type GivenAward,
} from './change-award.js';
export {
  answerRequest,
  type ConsentChange,
  grantAccess,
  type PodState,
  type RequestAnswer,
} from './change-consent.js';
export {
  type AppAnswer,
  type AppAnswered,
  type AppDecision,
  type AppRequest,
  answerAppRequest,
  appRequest,
} from './connect-app.js';
export { inboxOfGrant } from './consent-documents.js';
export { type AwardReplaced, correctAward, renewAward } from './correct-award.js';
export { type CredentialDesk, credentialDesk } from './credential-desk.js';
export { type DocumentThere, documentAt } from './document-at.js';
export {
  askDownload,
  type DownloadKind,
  openTicket,
  type ReadyDownload,
} from './download-ticket.js';
export { extendGrant } from './extend-grant.js';
export { fetchDidDocuments } from './fetch-did-documents.js';
export { askOutside } from './fetched-documents.js';
export { nobody } from './find-learner.js';
export { findSkills } from './find-skills.js';
export { giveToWallet, toWallet, type WalletRequest } from './give-to-wallet.js';
export { grantAgain } from './grant-again.js';
export { type GrantEvent, grantEventStates, grantEvents } from './grant-events.js';
export { type GivenTerms, type NewGrant } from './grant-terms.js';
export { heedChange, type SaidChanged } from './heed-change.js';
export {
  type Caller,
  type House,
  type InstitutionAgent,
  type InstitutionDesk,
  type Institutions,
  type TestLearner,
  type WalletDesk,
  type Workshop,
} from './house.js';
export {
  type DocumentItem,
  type DocumentKept,
  type DocumentLook,
  importDocument,
  previewDocument,
} from './import-document.js';
export { institutionOf } from './institution-desk.js';
export { publishAllKeys, publishKeys } from './issuer-documents.js';
export { type FileTools, judgeFile } from './judge-file.js';
export { keepHeldLogs, keepLog, keepLogs } from './keep-log.js';
export { grantsKnownTo } from './known-grants.js';
export { granteeIn, type KnownNames, nameOf, namesFor, personCalled } from './known-names.js';
export { type Ended, type Hearer, type Live, liveOver } from './live.js';
export { type Pass } from './live-pass.js';
export { signedHead } from './log-head.js';
export {
  dismissAlert,
  eraseLogLines,
  type LinesErased,
  type LogDayPage,
  logByDay,
  myAlerts,
  type ToldAlert,
} from './log-life.js';
export { type ArchiveRefusal, type ArchiveStanding } from './look-in-archive.js';
export { type OwnLooks, ownLooks } from './looks.js';
export { type Messenger } from './messenger.js';
export { type MuteChange, muteGrantee } from './mute-grantee.js';
export {
  type Account,
  type AccountLink,
  type AccountPod,
  linkEduid,
  linkLogin,
  myAccount,
  signOutEverywhere,
  takeBackLeave,
  unlinkLogin,
} from './my-account.js';
export { type MyDeliveries, myDeliveries, retryDeliveries } from './my-deliveries.js';
export { type MyEvent, myEventKinds, myEvents } from './my-events.js';
export {
  type AskedAward,
  type AwardFault,
  type AwardOutcome,
  type AwardReport,
  awardOutcomes,
  offerAwards,
} from './offer-awards.js';
export {
  type NoOffer,
  noOffers,
  type OfferAnswer,
  offerToWallet,
  openOffer,
  type WalletOffer,
  walletOffer,
} from './offer-to-wallet.js';
export { once } from './once.js';
export { linkInstitution, type NewKluis, openKluis } from './open-kluis.js';
export {
  type Organisation,
  type Organisations,
  organisationOf,
  organisationOfApp,
  organisationThrough,
} from './organisations.js';
export {
  addOwnRecord,
  changeOwnRecord,
  type OwnRecordChange,
  removeOwnRecord,
} from './own-entries.js';
export { type RecordRef, type TypedEntry } from './own-entry-terms.js';
export { ownLearner, readOwnRecords } from './own-records.js';
export { plainText } from './plain-text.js';
export { type Preview, previewGrant, previewScope } from './preview.js';
export {
  exportLog,
  logFileFormat,
  type PodCopy,
  type ProvenLog,
  podCopies,
  verifyLog,
} from './prove-log.js';
export { type PullCounts, pullResults } from './pull-results.js';
export { type PushAnswer, type PushAsked, pushResults } from './push-results.js';
export {
  dropQuarantined,
  myQuarantine,
  type Quarantine,
  retryQuarantine,
  type WaitingRow,
} from './quarantine.js';
export { type Rates, ratesOver } from './rates.js';
export { type ReadBackAnswer, readBack } from './read-back.js';
export {
  type FileOutcome,
  type FileReading,
  type FileReason,
  readFileBytes,
} from './read-file.js';
export { type LogPage, readLog } from './read-log.js';
export {
  disclosureOf,
  disclosureOfAccess,
  type FacetState,
  type ReadableRecord,
  type Reading,
  type SignedContent,
  type SignedState,
  type Soon,
} from './reading.js';
export { reconcile } from './reconcile.js';
export { redeemOffer } from './redeem-offer.js';
export { changeApp, myApps, registerApp, removeApp } from './register-app.js';
export { type AccessAsk, requestAccess } from './request-access.js';
export * from './route-door.js';
export { routeIn } from './route-in.js';
export { type SameChange, sayTheSame } from './say-the-same.js';
export {
  type FileReport,
  type RowOutcome,
  type RowReport,
  rowOutcomes,
  sendResults,
} from './send-results.js';
export { listAtPath, listTtlMs } from './status-lists.js';
export { type Stream } from './stream.js';
export { sweep } from './sweep.js';
export { type SyncReport, syncAll, syncInstitution } from './sync-institution.js';
export { type Download, type DownloadAnswer, takeAlong } from './take-along.js';
export { type Less, narrowGrant, type Pause, pauseAll, revokeGrant } from './take-back.js';
export { takeUpInboxes } from './take-up-inboxes.js';
export { newNonce } from './wallet-desk.js';
export { keepWalletLists } from './wallet-lists.js';
export { type WalletPlace } from './wallet-request.js';
export { type WhyVisible, whyVisible } from './why-visible.js';
export { type WithdrawalAsked, withdrawResults } from './withdraw-results.js';
export { ownApp, purposeWords, type Words } from './words.js';
export { workOutbox } from './work-outbox.js';
