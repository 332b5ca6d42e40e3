import { z } from 'zod';
import {
  canonicalJson,
  grantId,
  hasDoubleNames,
  learnerId,
  nestsTooDeep,
  present,
  recordKey,
  type WebId,
} from '../base/index.js';
import { purposes, viewOf } from '../consent/index.js';
import { type AttestationKeys, checkAttestation } from '../identity/index.js';
import { GranteeShape, type GrantRow, TermsShape } from '../ledger/index.js';
import { grantDocument } from './consent-documents.js';

const Instant = z.object({ '@value': z.iso.datetime() });
const Constraint = z.object({
  'odrl:operator': z.object({ '@id': z.string() }),
  'odrl:rightOperand': z.union([Instant, z.int().positive()]),
});
const Document = z.looseObject({
  grant: z.uuid().transform(grantId),
  version: z.int().positive(),
  'odrl:permission': z.object({
    'odrl:constraint': z.array(Constraint),
    purpose: z.enum(purposes).exclude(['SELF_USE']),
  }),
  grantee: z.looseObject({ kind: z.string(), webId: z.string().optional() }),
  ...TermsShape.shape,
  includeFuture: z.boolean(),
  recordsAtGrant: z.array(z.string().transform(recordKey)),
  signature: z.string(),
});

const valueWith = (constraints: readonly z.infer<typeof Constraint>[], operator: string) =>
  constraints.find((one) => one['odrl:operator']['@id'] === `odrl:${operator}`)?.[
    'odrl:rightOperand'
  ];
const momentIn = (value: unknown): Date | undefined => {
  const moment = Instant.safeParse(value);
  return moment.success ? new Date(moment.data['@value']) : undefined;
};

/** UNREADABLE: not one of ours, or of a form we do not know. NOT_SIGNED: nobody here said it. NOT_YOURS: of another pod. */
export const unfits = ['UNREADABLE', 'NOT_SIGNED', 'NOT_YOURS'] as const;
export type Unfit = (typeof unfits)[number];
export interface OwnKluis {
  readonly webId: WebId;
  readonly storage: string;
}

function read(text: string, { storage }: OwnKluis): GrantRow | undefined {
  if (nestsTooDeep(text)) return undefined;
  const parsed = Document.safeParse(JSON.parse(text));
  if (!parsed.success || hasDoubleNames(text)) return undefined;
  const { grant: id, version, grantee: to, ...said } = parsed.data;
  const constraints = said['odrl:permission']['odrl:constraint'];
  const [from, until] = [
    momentIn(valueWith(constraints, 'gteq')),
    momentIn(valueWith(constraints, 'lt')),
  ];
  const grantee = GranteeShape.safeParse(to.kind === 'person' ? to.webId : canonicalJson(to));
  if (from === undefined || until === undefined || !grantee.success) return undefined;
  const uses = valueWith(constraints, 'lteq');
  return {
    id,
    version,
    learner: learnerId(''),
    grantee: grantee.data,
    purpose: said['odrl:permission'].purpose,
    clients: said.clients,
    scope: said.scope.map(present),
    claims: said.claims,
    facets: said.facets,
    personFacets: said.personFacets,
    validFrom: from,
    validUntil: until,
    includeFuture: said.includeFuture,
    recordsAtGrant: said.recordsAtGrant,
    ...(typeof uses === 'number' && { maxSessions: uses }),
    state: 'SUPERSEDED',
    used: 0,
    wasActive: false,
    view: viewOf(storage, id),
    pod: 'CONFIRMED',
    createdAt: from,
  };
}

/**
 * A grant’s document as it left with the learner. Strict: read and written again it is the same, or it is none of ours; a
 * policy speaks for its own pod only.
 */
export async function readGrantDocument(
  text: string,
  own: OwnKluis,
  keys: AttestationKeys,
): Promise<GrantRow | Unfit> {
  let grant: GrantRow | undefined;
  try {
    grant = read(text, own);
  } catch {
    return 'UNREADABLE';
  }
  if (grant === undefined) return 'UNREADABLE';
  const { signature, ...said } = Document.parse(JSON.parse(text));
  const raw: unknown = JSON.parse(text);
  const unsigned =
    typeof raw === 'object' && raw !== null ? { ...raw, signature: undefined } : said;
  const attested = await checkAttestation(signature, 'leerkluis-grant+jwt', keys);
  if (attested === undefined) return 'NOT_SIGNED';
  const { iss: _issuer, ...vouched } = attested;
  if (canonicalJson(vouched) !== canonicalJson(unsigned)) return 'NOT_SIGNED';
  const again = grantDocument(grant, own.webId);
  return canonicalJson(again) === canonicalJson(unsigned) ? grant : 'NOT_YOURS';
}
