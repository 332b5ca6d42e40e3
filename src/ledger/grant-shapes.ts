import { z } from 'zod';
import {
  asWebId,
  clientId,
  grantId,
  institutionId,
  learnerId,
  present,
  recordKey,
} from '../base/index.js';
import { type Grantee, grantStates, heldTypes, purposes, sharesNothing } from '../consent/index.js';
import {
  facets,
  personFacets,
  recordStatuses,
  recordTypes,
  studyLoadUnits,
} from '../records/index.js';

export const SelectorShape = z.strictObject({
  types: z.array(z.enum(recordTypes)).optional(),
  institutions: z.array(z.string().transform(institutionId)).optional(),
  recordIds: z.array(z.string().transform(recordKey)).optional(),
  issuedFrom: z.iso.date().optional(),
  issuedTo: z.iso.date().optional(),
  levelMin: z.int().min(0).max(8).optional(),
  status: z.array(z.enum(recordStatuses)).optional(),
});
const level = z.int().min(0).max(8).exactOptional();
const ClaimShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('STUDY_LOAD'),
    unit: z.enum(studyLoadUnits),
    atLeast: z.string().regex(/^\d{1,6}(\.\d{1,3})?$/),
    levelMin: level,
  }),
  z.strictObject({ kind: z.literal('HOLDS'), recordType: z.enum(heldTypes), levelMin: level }),
  z.strictObject({ kind: z.literal('SKILL'), skill: z.string().min(1).max(200) }),
]);
/** A person stands there as their WebID; any other grantee as JSON. */
const OtherGrantee = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('role'),
    issuer: z.string(),
    organisation: z.string(),
    role: z.string(),
  }),
  z.strictObject({ kind: z.literal('app'), client: z.string().transform(clientId) }),
  z.strictObject({
    kind: z.literal('institution'),
    institution: z.string().transform(institutionId),
  }),
  z.strictObject({ kind: z.literal('link'), secretHash: z.string() }),
]);
export const GranteeShape = z.string().transform((text, context): Grantee => {
  const person = asWebId(text);
  if (person !== undefined) return { kind: 'person', webId: person };
  const other = OtherGrantee.safeParse(parsedOrNot(text));
  if (other.success) return other.data;
  context.addIssue('nobody we know the kind of');
  return z.NEVER;
});
function parsedOrNot(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
export const TermsShape = z.strictObject({
  clients: z.array(z.string().transform(clientId)).min(1),
  scope: z.array(SelectorShape),
  claims: z.array(ClaimShape).default([]),
  facets: z.array(z.enum(facets)),
  personFacets: z.array(z.enum(personFacets)),
});
/** Strict: a term we do not know makes the grant unreadable, so nothing is read under it. */
const Columns = z.object({
  grant_id: z.uuid().transform(grantId),
  version: z.int(),
  learner_id: z.uuid().transform(learnerId),
  grantee: GranteeShape,
  purpose: z.enum(purposes).exclude(['SELF_USE']),
  state: z.enum(grantStates),
  pod: z.enum(['PENDING', 'CONFIRMED']),
  terms: TermsShape,
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
/** One that is about nothing is none of ours: an empty scope could be read as everything. A grant to write shares nothing. */
const isWhole = ({ grantee, terms, ...r }: z.infer<typeof Columns>): boolean =>
  grantee.kind === 'institution'
    ? sharesNothing({
        ...terms,
        scope: terms.scope.map(present),
        includeFuture: r.include_future,
        ...(r.max_sessions !== null && { maxSessions: r.max_sessions }),
      })
    : terms.scope.length + terms.claims.length > 0;
export const GrantColumns = Columns.refine(isWhole);
