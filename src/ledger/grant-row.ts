import { present } from '../base/index.js';
import { type Grant, viewOf } from '../consent/index.js';
import { GrantColumns } from './grant-shapes.js';

/** A grant with what its learner wants to know of it. */
export interface GrantRow extends Grant {
  readonly pod: 'PENDING' | 'CONFIRMED';
  readonly createdAt: Date;
  readonly endedAt?: Date;
}

export function toGrant(row: unknown): readonly GrantRow[] {
  const parsed = GrantColumns.safeParse(row);
  if (!parsed.success) return [];
  const { terms, ...r } = parsed.data;
  return [
    {
      id: r.grant_id,
      version: r.version,
      learner: r.learner_id,
      grantee: r.grantee,
      purpose: r.purpose,
      state: r.state,
      pod: r.pod,
      clients: terms.clients,
      scope: terms.scope.map(present),
      claims: terms.claims,
      facets: terms.facets,
      personFacets: terms.personFacets,
      validFrom: r.valid_from,
      validUntil: r.valid_until,
      includeFuture: r.include_future,
      used: r.used,
      wasActive: r.activated_at !== null,
      recordsAtGrant: r.records_at_grant,
      view: viewOf(r.storage, r.grant_id),
      createdAt: r.created_at,
      ...(r.max_sessions !== null && { maxSessions: r.max_sessions }),
      ...(r.ended_at !== null && { endedAt: r.ended_at }),
    },
  ];
}
