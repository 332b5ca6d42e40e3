/**
 * credentials: whether a credential is what its issuer signed, whether it still holds, and whom to believe about that; and how
 * our institutions' own are written. Pure: it gets bytes and documents, and fetches nothing.
 */

export type { DidAnswer, DidDocuments } from './did-document.js';
export { didUrlOf } from './dids/did-url.js';
export { didWebUrl } from './dids/did-web-url.js';
export { type FoundKey, isFoundKey, keysOf } from './dids/key-of.js';
export { isPublishedForTests } from './dids/keys-published-for-tests.js';
export { isEnvelope } from './envelope.js';
export { didsToFetch, examine } from './examine.js';
export { didsOfList, type ExaminedList, examineStatusList } from './examine-list.js';
export { type CredentialForm, type Examined, type StatusRef } from './examined.js';
export { type Examiner, examinerHere } from './examiner.js';
export { type Finding, type FindingCode, findingCodes } from './finding.js';
export { allotIndex } from './issue/allot-index.js';
export {
  type Award,
  type AwardedAchievement,
  type AwardedAlignment,
  type AwardedLoad,
  type AwardedResult,
  type AwardedScale,
  type AwardedSubject,
  type Awarder,
  achievementTypes,
  resultStatuses,
} from './issue/award.js';
export {
  type AwardFinding,
  type AwardFindingCode,
  awardFindingCodes,
  dutchFindings,
  mayBeSigned,
} from './issue/dutch-rules.js';
export { type StatusEntry, toOpenBadge } from './issue/open-badge.js';
export { microcredentialContext, microcredentialContextUrl } from './issue/own-context.js';
export { schemaFindings } from './issue/schema.js';
export { schemaUrlOf, servedSchemas } from './issue/schemas/served.js';
export { type Signing, signCredential } from './issue/sign.js';
export {
  type BitstringList,
  statusListCredential,
  type TokenList,
  tokenStatusList,
} from './issue/status-list.js';
export { type Minting, mintSdJwt } from './jose/mint.js';
export { type Circumstances, judge, type Verdict } from './judge.js';
export { keyFinding } from './key-finding.js';
export { didDocumentOf } from './keys/did-document-of.js';
export { type FileSignersOptions, openFileSigners } from './keys/file-signers.js';
export { didDocumentPath, issuerDid } from './keys/issuer-did.js';
export { publicKeyOf } from './keys/public-key-of.js';
export {
  type InstitutionKeys,
  type InstitutionSigners,
  type SignerSource,
} from './keys/signer-source.js';
export { listStatus } from './list-status.js';
export { openCredential } from './open.js';
export {
  type AnswerKey,
  newAnswerKey,
} from './presentation/encryption.js';
export { checkTokens, type Presented } from './presentation/presented.js';
export { type PresentationProblem, presentationProblems } from './presentation/problems.js';
export { learningQuery } from './presentation/query.js';
export {
  clientIdOf,
  type PresentationRequest,
  type ResponseMode,
  requestObjectType,
  responseModes,
  signedRequest,
  walletAddress,
} from './presentation/request.js';
export { readResponse, type WalletResponse } from './presentation/response.js';
export { type PublicJwk } from './public-key.js';
export { type RecognisedInstitution, type Registry, registryOf } from './registry.js';
export {
  selectiveFormOf,
  selectiveMediaType,
  showsOnly,
  signSelective,
  withParts,
} from './selective/selective-form.js';
export { type Signer } from './signer.js';
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
export { countsUntil, freshUntil } from './status/freshness.js';
export { worstOf } from './status/status-at.js';
export { leastEntries } from './status/status-list.js';
export { didAnswerIn, didAnswerOf, examinedIn, listIn, storedList } from './stored-forms.js';
export { matchSubject } from './subject.js';
export { subjectIn } from './subject-in.js';
export { unbake } from './unbake.js';
export {
  isWalletCopy,
  type NoWalletCopy,
  type WalletCopy,
  walletCopyOf,
} from './wallet/claims.js';
export {
  typeMetadata,
  vctPath,
  type WalletConfiguration,
  type WalletFormat,
  type WalletKind,
  walletFormats,
  walletKindOf,
  walletKinds,
} from './wallet/configurations.js';
export { type KeyProof, readKeyProof } from './wallet/key-proof.js';
export {
  type WalletIssuer,
  walletIssuer,
  walletPaths,
  walletSeconds,
} from './wallet/metadata.js';
export { type AuthorizationAsked, readAuthorization } from './wallet/read-authorization.js';
export {
  type CredentialAsked,
  credentialResponse,
  nonceResponse,
  offerMessage,
  readCredentialRequest,
  readTokenRequest,
  type TokenAsked,
  type WalletError,
  walletErrors,
} from './wallet/read-messages.js';
export { signWalletList, walletListPath, walletListRoom, walletListSize } from './wallet/status.js';
