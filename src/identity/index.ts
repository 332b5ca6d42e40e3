/**
 * identity: who asks, and as whom we ask pods. Incoming: DPoP-bound Solid-OIDC tokens and sessions become a
 * `Principal`, which nothing else can make. Outgoing: our own small issuer names agents (one per grant use, one
 * per learner, one builder) and gives a `fetch` that speaks as that agent; no token leaves this room. Also the
 * keys, and ids that differ per grantee. No database: stores are handed in.
 */

export type { TokenRefusal } from './access-token.js';
export { type Addresses, addressesAt } from './addresses.js';
export { type AgentNames, agentNames, type DelegateParts } from './agent-names.js';
export { type AppIssuerDeps } from './app-configuration.js';
export { type AppClient, appAtPath, appClientId, appDocument } from './app-documents.js';
export { type AppIssuer, appIssuer, appIssuerAt } from './app-issuer.js';
export { type AppAnswerDraft, type AppAsk } from './app-questions.js';
export {
  type Attest,
  type AttestationKeys,
  type AttestationType,
  type Attested,
  attestationKeySet,
  attester,
  checkAttestation,
} from './attest.js';
export { type BuilderFetchDeps, builderFetch } from './builder-agent.js';
export {
  type PodTransportOptions,
  podTransport,
} from './dpop.js';
export { type ProofUse, readProof } from './dpop-proof.js';
export { type EduidFacts, eduidFacts } from './eduid-claims.js';
export {
  type EduidLogin,
  type EduidLoginDeps,
  type EnrolLogin,
  eduidLogin,
  enrolLogin,
  type GivenAuthority,
  type ProvenEduid,
} from './eduid-login.js';
export { type HostedPerson, newHostedPerson, podNameOf } from './hosted-people.js';
export {
  type IssuerDocuments,
  type IssuerDocumentsOptions,
  issuerDocuments,
  type PublishedDocument,
} from './issuer-documents.js';
export {
  type AppKeys,
  type BuilderKeys,
  loadAttestationPublicJwk,
  loadBuilderKeys,
  loadBuilderPublicJwk,
  loadKeys,
  loadQueryKeys,
  newSigningKey,
  type QueryKeys,
  type SigningKey,
} from './keys.js';
export { LoginFailed } from './login.js';
export { type PairwiseIds, type PairwiseKind, pairwiseFor } from './pairwise.js';
export {
  facesOf,
  ownFacesOf,
  type Principal,
  principalFromLink,
  principalFromSession,
} from './principal.js';
export { type DelegateProbe, delegateProbe, strangerFetch } from './probe.js';
export { profileName } from './profile-name.js';
export { type ProviderExits, providerExits } from './provider-exits.js';
export { type QueryAgents, type QueryAgentsDeps, queryAgents } from './query-agents.js';
export { type RowSeal, rowSeal } from './sealed-row.js';
export {
  type BegunSignIn,
  isAnswerTo,
  type StateSeal,
  stateSeal,
} from './sealed-state.js';
export {
  linkSecretHash,
  newLinkSecret,
  newSessionToken,
  type SessionCookie,
  sessionCookie,
  sessionTokenHash,
  signInCookie,
} from './session.js';
export { type ProvenWebId, type SolidLogin, solidLogin } from './solid-login.js';
export { sameIssuer, type TrustedIssuers, trustedIssuers } from './trusted-issuers.js';
export {
  type ReplayStore,
  type TokenRequest,
  type Verification,
  type VerifyDeps,
  verifyAccessToken,
} from './verify-access-token.js';
export { type WebIdIssuers, webIdIssuers } from './webid-issuers.js';
