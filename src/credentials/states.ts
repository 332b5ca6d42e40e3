/** What comes of one credential, by its facets together. */
export const credentialVerdicts = ['TRUSTED', 'AUTHENTIC', 'REJECTED', 'UNDETERMINED'] as const;
export type CredentialVerdict = (typeof credentialVerdicts)[number];

/** Whether its bytes are what its issuer signed. UNSUPPORTED: nobody here can tell. */
export const proofStates = ['VALID', 'INVALID', 'UNSUPPORTED', 'NONE'] as const;
export type ProofState = (typeof proofStates)[number];

/**
 * Whose key it was. REGISTERED: of an institution that is recognised. BOUND: the issuer's own name leads to it. UNBOUND: the key
 * came along with the credential, and says nothing of who signed.
 */
export const issuerTrusts = ['REGISTERED', 'BOUND', 'UNBOUND', 'NONE'] as const;
export type IssuerTrust = (typeof issuerTrusts)[number];

/** NONE: its issuer keeps no list of it. UNKNOWN: the list cannot be had or read; never shown as valid. */
export const statusStates = ['VALID', 'REVOKED', 'SUSPENDED', 'NONE', 'UNKNOWN'] as const;
export type StatusState = (typeof statusStates)[number];

export const periodStates = ['CURRENT', 'EXPIRED', 'NOT_YET', 'UNKNOWN'] as const;
export type PeriodState = (typeof periodStates)[number];

/** Whether it is about this learner. UNCHECKED: it says nothing that could be compared. */
export const subjectMatches = ['MATCH', 'NO_MATCH', 'UNCHECKED'] as const;
export type SubjectMatch = (typeof subjectMatches)[number];
