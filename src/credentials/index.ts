/**
 * credentials: whether a credential is what its issuer signed, whether it still holds, and whom to believe about that; and how
 * our institutions' own are written. Pure: it gets bytes and documents, and fetches nothing.
 */

export type { DidAnswer, DidDocuments } from './did-document.js';
export { didUrlOf } from './dids/did-url.js';
export { didWebUrl } from './dids/did-web-url.js';
export { type FoundKey, isFoundKey, keysOf } from './dids/key-of.js';
export { isPublishedForTests } from './dids/keys-published-for-tests.js';
export { didsToFetch, examine } from './examine.js';
export { didsOfList, type ExaminedList, examineStatusList } from './examine-list.js';
export { type CredentialForm, type Examined, type StatusRef } from './examined.js';
export { type Examiner, examinerHere } from './examiner.js';
export { type Finding, type FindingCode, findingCodes } from './finding.js';
export { type Circumstances, judge, type Verdict } from './judge.js';
export { keyFinding } from './key-finding.js';
export { type RecognisedInstitution, type Registry, registryOf } from './registry.js';
export {
  type CredentialVerdict,
  credentialVerdicts,
  type IssuerTrust,
  issuerTrusts,
  type PeriodState,
  type ProofState,
  periodStates,
  proofStates,
  type StatusState,
  type SubjectMatch,
  statusStates,
  subjectMatches,
} from './states.js';
export { freshUntil } from './status/freshness.js';
export { statusAt, worstOf } from './status/status-at.js';
export { didAnswerIn, didAnswerOf, examinedIn, listIn, storedList } from './stored-forms.js';
