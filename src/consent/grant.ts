import type { ClientId, GrantId, LearnerId, RecordKey } from '../base/index.js';
import type { Facet, PersonFacet } from '../records/index.js';
import type { Claim } from './claim.js';
import type { Grantee } from './grantee.js';
import type { GrantState } from './lifecycle.js';
import type { GrantablePurpose } from './purpose.js';
import type { Selector } from './selector.js';

/** What a learner allows one grantee to read, or an institution to write. */
export interface GrantTerms {
  readonly purpose: GrantablePurpose;
  /** Through which clients (apps) the grantee may read. Never empty. */
  readonly clients: readonly ClientId[];
  /** Empty: no record, only claims; or, for an institution, only writing. */
  readonly scope: readonly Selector[];
  /** Questions that are answered with yes or no, without the records. */
  readonly claims: readonly Claim[];
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
  readonly grantee: Grantee;
  readonly state: GrantState;
  readonly used: number;
  /** Whether it ever was in force; one that was stopped before gave nobody anything. */
  readonly wasActive: boolean;
  /** Keys that had come when the learner said yes; what `includeFuture: false` keeps to. */
  readonly recordsAtGrant: readonly RecordKey[];
  /** Address of its view in the learner's pod. */
  readonly view: string;
}
