/**
 * base: words every room uses. Branded ids, the one kind of fault, hashes, canonical JSON and the
 * fetch for addresses that strangers gave us. Knows nothing of learners or grants.
 */

export { Fault, type FaultKind } from './fault.js';
export { type GuardedFetch, type GuardedFetchOptions, guardedFetch } from './guarded-fetch.js';
export { keyedHash, sha256Hex, sha256InSlices, sha256Url, unambiguous, uuidOf } from './hash.js';
export {
  asWebId,
  type ClientId,
  clientId,
  type GrantId,
  grantId,
  type InstitutionId,
  institutionId,
  isWordOfAccess,
  type LearnerId,
  learnerId,
  type RecordKey,
  recordKey,
  type WebId,
  webId,
} from './ids.js';
export { canonicalJson, type Json } from './json.js';
export { hasDoubleNames, nestsTooDeep } from './json-form.js';
export { memberText } from './json-member.js';
export { isObject, type JsonObject } from './json-object.js';
export { parseInSlices } from './json-slices.js';
export { mergePatch } from './merge-patch.js';
export { type Present, present } from './present.js';
export { inSlices } from './slices.js';
