/** Why a check did not simply succeed. Closed: the page has a sentence for each, and docs/errors.md its meaning. */
export const findingCodes = [
  // size, depth, form
  'TOO_LARGE',
  'TOO_DEEP',
  'TOO_COMPLEX',
  'NO_CREDENTIAL',
  'PRESENTATION',
  'FORM_UNSUPPORTED',
  'SEAL_NOT_CHECKED',
  'NOT_WELL_FORMED',
  'CLAIMS_DIFFER',
  // context, schema
  'CONTEXT_NOT_PINNED',
  'TERM_UNDEFINED',
  'SPELLED_OTHERWISE',
  'SCHEMA',
  // key
  'KEY_UNRESOLVED',
  'KEY_GONE',
  'KEY_UNSUPPORTED',
  'KEY_MALFORMED',
  'KEY_CARRIED_ALONG',
  'KEY_PUBLISHED_FOR_TESTS',
  'DID_METHOD_UNSUPPORTED',
  // proof
  'NO_PROOF',
  'PROOF_UNSUPPORTED',
  'PROOF_PURPOSE',
  'SIGNATURE',
  'ALGORITHM_UNSUPPORTED',
  'DISCLOSURE',
  'KEY_BINDING',
  // issuer binding
  'ISSUER_IS_NOT_SIGNER',
  'ISSUER_UNKNOWN',
  // period
  'EXPIRED',
  'NOT_YET_VALID',
  'PERIOD_UNREADABLE',
  // status
  'REVOKED',
  'SUSPENDED',
  'STATUS_TYPE_UNSUPPORTED',
  'STATUS_UNREADABLE',
  'STATUS_UNAVAILABLE',
  'STATUS_LIST_UNSIGNED',
  'STATUS_LIST_OF_ANOTHER',
  'STATUS_LIST_EXPIRED',
  'STATUS_LIST_TOO_LARGE',
  'STATUS_PURPOSE_DIFFERS',
  'STATUS_OUT_OF_RANGE',
  // subject
  'SUBJECT_DIFFERS',
  // what stands beside the bytes
  'NOT_LOOKED_INTO',
  'FACTS_DIFFER',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** What a check found, and where in the credential as a JSON pointer; never anything of what stands there. */
export interface Finding {
  readonly code: FindingCode;
  readonly path?: string;
}
