import type {
  ClientId,
  GrantId,
  InstitutionId,
  LearnerId,
  RecordKey,
  WebId,
} from '../base/index.js';
import type {
  CalendarDate,
  Facet,
  PersonFacet,
  RecordStatus,
  RecordType,
} from '../records/index.js';
import type { GrantablePurpose } from './purpose.js';

/** Which records. An AND of what it names; what it does not name does not narrow it. A grant's scope is an OR of these. */
export interface Selector {
  readonly types?: readonly RecordType[];
  readonly institutions?: readonly InstitutionId[];
  readonly recordIds?: readonly RecordKey[];
  /** Inclusive. A record without a date is not in a scope that asks for one. */
  readonly issuedFrom?: CalendarDate;
  /** Inclusive. */
  readonly issuedTo?: CalendarDate;
  /** EQF, 0 to 8, inclusive. A record without a level is not in it. */
  readonly levelMin?: number;
  /** Absent: current records only. */
  readonly status?: readonly RecordStatus[];
}

/**
 * PREPARING: decided by the learner, not yet closed round a view in the pod; no data.
 * ACTIVE: both the pod and we say yes. SUSPENDED: the learner paused everything; resumed, it is prepared anew.
 * The rest is final. SUPERSEDED: a narrower version took its place.
 */
export const grantStates = [
  'PREPARING',
  'ACTIVE',
  'SUSPENDED',
  'REVOKED',
  'EXPIRED',
  'EXHAUSTED',
  'SUPERSEDED',
] as const;
export type GrantState = (typeof grantStates)[number];

/** What a learner allows one grantee to read. */
export interface GrantTerms {
  readonly purpose: GrantablePurpose;
  /** Through which clients (apps) the grantee may read. Never empty. */
  readonly clients: readonly ClientId[];
  readonly scope: readonly Selector[];
  readonly facets: readonly Facet[];
  readonly personFacets: readonly PersonFacet[];
  readonly validFrom: Date;
  /** Exclusive, and never absent: a yes for ever is no consent. */
  readonly validUntil: Date;
  /** False: only records that were in the pod at grant time, with their later corrections. */
  readonly includeFuture: boolean;
  /** How many operations may read under it; absent: as many as they like until it ends. */
  readonly maxSessions?: number;
}

/** Where a grant's view stands in the learner's pod. @param storage root of the pod, with a slash at the end. */
export const viewOf = (storage: string, id: GrantId): string => `${storage}shared/${id}/view.json`;

/** A learner's yes to one grantee: one immutable version of it. */
export interface Grant extends GrantTerms {
  readonly id: GrantId;
  readonly version: number;
  readonly learner: LearnerId;
  readonly grantee: WebId;
  readonly state: GrantState;
  readonly used: number;
  /** Whether it ever was in force; one that was stopped before gave nobody anything. */
  readonly wasActive: boolean;
  /** Keys that had come when the learner said yes; what `includeFuture: false` keeps to. */
  readonly recordsAtGrant: readonly RecordKey[];
  /** Address of its view in the learner's pod. */
  readonly view: string;
}
