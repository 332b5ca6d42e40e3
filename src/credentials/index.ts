/**
 * credentials: whether a credential is what its issuer signed, whether it still holds, and whom to believe about that; and how
 * our institutions' own are written. Pure: it gets bytes and documents, and fetches nothing.
 */
export { type CredentialForm, type Examined } from './examined.js';
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
  assessmentTypes,
  participationTypes,
  resultStatuses,
  sectors,
  supervisionTypes,
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
  leastEntries,
  statusListCredential,
  type TokenList,
  tokenStatusList,
} from './issue/status-list.js';
export { didDocumentOf } from './keys/did-document-of.js';
export { type FileSignersOptions, openFileSigners } from './keys/file-signers.js';
export { didDocumentPath, issuerDid } from './keys/issuer-did.js';
export {
  type InstitutionKeys,
  type InstitutionSigners,
  type SignerSource,
} from './keys/signer-source.js';
export { type Signer } from './signer.js';
