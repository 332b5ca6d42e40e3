/**
 * identity: who asks, and as whom we ask pods. Incoming: DPoP-bound Solid-OIDC tokens and sessions become a
 * `Principal`, which nothing else can make. Outgoing: our own small issuer names agents (one per grant use, one
 * per learner, one builder) and gives a `fetch` that speaks as that agent; no token leaves this room. Also the
 * keys, and ids that differ per grantee. No database: stores are handed in.
 */
export { addressesAt, type Addresses } from './addresses.js';
export type { TokenRefusal } from './access-token.js';
export { agentNames, type AgentNames, type DelegateParts } from './agent-names.js';
export { builderFetch, type BuilderFetchDeps } from './builder-agent.js';
export {
  dpopFetch,
  podTransport,
  type DpopFetchOptions,
  type PodTransportOptions,
} from './dpop.js';
export {
  issuerDocuments,
  type IssuerDocuments,
  type IssuerDocumentsOptions,
  type PublishedDocument,
} from './issuer-documents.js';
export {
  loadBuilderKeys,
  loadBuilderPublicJwk,
  loadKeys,
  loadQueryKeys,
  newSigningKey,
  type BuilderKeys,
  type QueryKeys,
  type SigningKey,
} from './keys.js';
export { pairwise, type PairwiseIds, type PairwiseKind } from './pairwise.js';
export { delegateProbe, type DelegateProbe } from './probe.js';
export { principalFromSession, type Principal } from './principal.js';
export { queryAgents, type QueryAgents, type QueryAgentsDeps } from './query-agents.js';
export { newSessionToken, sessionCookie, sessionTokenHash, type SessionCookie } from './session.js';
export { trustedIssuers, type TrustedIssuers } from './trusted-issuers.js';
export {
  verifyAccessToken,
  type ReplayStore,
  type TokenRequest,
  type Verification,
  type VerifyDeps,
} from './verify-access-token.js';
export { webIdIssuers, type WebIdIssuers } from './webid-issuers.js';
