import { z } from 'zod';
import {
  asWebId,
  clientId,
  grantId,
  institutionId,
  learnerId,
  present,
  recordKey,
  webId,
} from '../base/index.js';
import { type Grant, grantStates, purposes, viewOf } from '../consent/index.js';
import { facets, personFacets, recordStatuses, recordTypes } from '../records/index.js';

const Selector = z.strictObject({
  types: z.array(z.enum(recordTypes)).optional(),
  institutions: z.array(z.string().transform(institutionId)).optional(),
  recordIds: z.array(z.string().transform(recordKey)).optional(),
  issuedFrom: z.iso.date().optional(),
  issuedTo: z.iso.date().optional(),
  levelMin: z.int().min(0).max(8).optional(),
  status: z.array(z.enum(recordStatuses)).optional(),
});
const Grantee = z
  .string()
  .refine((text) => asWebId(text) !== undefined)
  .transform(webId);
/** Strict: a term we do not know makes the grant unreadable, so nothing is read under it. */
export const GrantColumns = z.object({
  grant_id: z.uuid().transform(grantId),
  version: z.int(),
  learner_id: z.uuid().transform(learnerId),
  grantee: Grantee,
  purpose: z.enum(purposes).exclude(['SELF_USE']),
  state: z.enum(grantStates),
  pod: z.enum(['PENDING', 'CONFIRMED']),
  terms: z.strictObject({
    clients: z.array(z.string().transform(clientId)).min(1),
    scope: z.array(Selector).min(1),
    facets: z.array(z.enum(facets)),
    personFacets: z.array(z.enum(personFacets)),
  }),
  valid_from: z.coerce.date(),
  valid_until: z.coerce.date(),
  include_future: z.boolean(),
  max_sessions: z.int().nullable(),
  used: z.int(),
  records_at_grant: z.array(z.string().transform(recordKey)),
  created_at: z.coerce.date(),
  activated_at: z.coerce.date().nullable(),
  ended_at: z.coerce.date().nullable(),
  storage: z.string(),
});

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
