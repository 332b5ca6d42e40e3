/**
 * base: words every room uses. Branded ids, the one kind of fault, hashes, canonical JSON and the
 * fetch for addresses that strangers gave us. Knows nothing of learners or grants.
 */
export {
  asWebId,
  clientId,
  grantId,
  institutionId,
  learnerId,
  recordKey,
  webId,
  type ClientId,
  type GrantId,
  type InstitutionId,
  type LearnerId,
  type RecordKey,
  type WebId,
} from './ids.js';
export { Fault, type FaultKind } from './fault.js';
export { keyedHash, sha256Hex, sha256Url, unambiguous } from './hash.js';
export { canonicalJson, type Json } from './json.js';
export { guardedFetch, type GuardedFetch, type GuardedFetchOptions } from './guarded-fetch.js';
export { present, type Present } from './present.js';
