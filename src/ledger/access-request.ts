import type { ClientId, InstitutionId, WebId } from '../base/index.js';
import type { GrantablePurpose } from '../consent/index.js';
import type { Facet, PersonFacet, RecordType } from '../records/index.js';

/** One thing asked for. Not required: the learner may leave it out without the rest losing its point. */
export interface RequestedItem {
  readonly recordTypes: readonly RecordType[];
  readonly institutions: readonly InstitutionId[];
  readonly facets: readonly Facet[];
  readonly required: boolean;
}
export interface NewAccessRequest {
  readonly grantee: WebId;
  readonly client: ClientId;
  readonly purpose: GrantablePurpose;
  readonly items: readonly RequestedItem[];
  readonly personFacets: readonly PersonFacet[];
  /** Plain text, for the learner to read. */
  readonly reason: string;
  readonly until: Date;
  /** Days for which the grantee keeps what they read, as they say. */
  readonly retentionDays?: number;
}
