import { sha256Hex, type WebId } from '../base/index.js';
import { type Grantee, granteeKey, viewOf, writerOf } from '../consent/index.js';
import type { Attest, AttestationType } from '../identity/index.js';
import type { GrantRow } from '../ledger/index.js';
import { inboxOf } from '../pod/index.js';

/** A list, so that an empty one still says that nothing is meant. */
const list = (property: string, type?: string) => ({
  '@id': property,
  '@container': '@list',
  ...(type !== undefined && { '@type': type }),
});
/** Words of one closed list, each list with its own beginning: ENROLMENT is a record type and a purpose. */
const words = (prefix: string) => ({ '@type': '@vocab', '@context': { '@vocab': prefix } });

/** Terms of the documents in /consent: ODRL for what is allowed, DPV for why, ours for the rest (pods/vocab). Inline, so that nothing is fetched to read them. */
const context = {
  '@vocab': 'https://w3id.org/leerkluis#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  dpv: 'https://w3id.org/dpv#',
  dct: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  purpose: { '@id': 'dpv:hasPurpose', ...words('purpose-') },
  types: list('types', '@vocab'),
  institutions: list('institutions'),
  recordIds: list('recordIds'),
  issuedFrom: { '@type': 'xsd:date' },
  issuedTo: { '@type': 'xsd:date' },
  status: list('statuses', '@vocab'),
  facets: words('facet-'),
  personFacets: words('facet-'),
  grantee: { '@type': '@json' },
  claims: { '@type': '@json' },
  replaces: { '@type': '@id' },
  document: { '@type': '@id' },
  event: words('event-'),
  at: { '@type': 'xsd:dateTime' },
  validUntil: { '@type': 'xsd:dateTime' },
};

const limit = (operand: string, operator: string, value: object | number) => ({
  'odrl:leftOperand': { '@id': `odrl:${operand}` },
  'odrl:operator': { '@id': `odrl:${operator}` },
  'odrl:rightOperand': value,
});
const instant = (at: Date) => ({ '@type': 'xsd:dateTime', '@value': at.toISOString() });

/** What a reader of ODRL must keep to, also one who knows none of our own terms. */
const limitsOf = ({ validFrom, validUntil, maxSessions }: GrantRow): readonly object[] => [
  limit('dateTime', 'gteq', instant(validFrom)),
  limit('dateTime', 'lt', instant(validUntil)),
  ...(maxSessions === undefined ? [] : [limit('count', 'lteq', maxSessions)]),
];

/** A person by their WebID; whoever has no name on the web by one of our making, and in full beside it. */
const assigneeOf = (grantee: Grantee): string =>
  grantee.kind === 'person'
    ? grantee.webId
    : `urn:leerkluis:grantee:${sha256Hex(granteeKey(grantee))}`;

/** What a grant to write lets its institution add to; undefined for a grant to read. */
export function inboxOfGrant(grant: GrantRow): string | undefined {
  const institution = writerOf(grant);
  if (institution === undefined) return undefined;
  const storage = grant.view.slice(0, -viewOf('', grant.id).length);
  return inboxOf(storage, institution);
}

/** What is allowed, and where: reading the grant's view, or adding to an inbox in the word that Solid has for it. */
function allowed(grant: GrantRow): object {
  const inbox = inboxOfGrant(grant);
  if (inbox === undefined) {
    return { 'odrl:action': { '@id': 'odrl:read' }, 'odrl:target': { '@id': grant.view } };
  }
  return {
    'odrl:action': { '@id': 'http://www.w3.org/ns/auth/acl#Append' },
    'odrl:target': { '@id': inbox },
  };
}

/** A grant as it leaves with the learner: one version, never rewritten. */
export const grantDocument = (grant: GrantRow, learner: WebId): object => ({
  '@context': context,
  '@id': '',
  '@type': ['odrl:Agreement', 'AccessGrant'],
  grant: grant.id,
  version: grant.version,
  ...(grant.version > 1 && { replaces: `v${grant.version - 1}` }),
  'odrl:permission': {
    ...allowed(grant),
    'odrl:assigner': { '@id': learner },
    'odrl:assignee': { '@id': assigneeOf(grant.grantee) },
    'odrl:constraint': limitsOf(grant),
    purpose: grant.purpose,
  },
  grantee: grant.grantee,
  clients: grant.clients,
  scope: grant.scope,
  claims: grant.claims,
  facets: grant.facets,
  personFacets: grant.personFacets,
  includeFuture: grant.includeFuture,
  recordsAtGrant: grant.recordsAtGrant,
});

/** A pause and its end are in the log; the grant itself says the same as before. */
export type ReceiptEvent =
  | 'GRANTED'
  | 'REVOKED'
  | 'NARROWED'
  | 'EXTENDED'
  | 'EXPIRED'
  | 'EXHAUSTED';

/** What each comes to, in the words of DPV: a narrower or longer yes is a yes. */
const consentStatus: Readonly<Record<ReceiptEvent, string>> = {
  GRANTED: 'dpv:ConsentGiven',
  NARROWED: 'dpv:ConsentGiven',
  EXTENDED: 'dpv:ConsentGiven',
  REVOKED: 'dpv:ConsentWithdrawn',
  EXPIRED: 'dpv:ConsentExpired',
  EXHAUSTED: 'dpv:ConsentExpired',
};

/**
 * What became of one version of a grant, and when: a consent receipt after DPV's profile of ISO/IEC TS 27560. Stands in
 * /consent/receipts, and its grantee gets the same.
 */
export const receiptDocument = (
  grant: GrantRow,
  learner: WebId,
  event: ReceiptEvent,
  at: Date,
): object => ({
  '@context': context,
  '@id': '',
  '@type': ['dpv:ConsentReceipt', 'Receipt'],
  'dct:identifier': `${grant.id}/v${grant.version}/${event}`,
  'dct:conformsTo': { '@id': 'https://w3id.org/dpv/schema/dpv-27560#receipt-record' },
  grant: grant.id,
  version: grant.version,
  document: `../grants/${grant.id}/v${grant.version}`,
  event,
  at: at.toISOString(),
  'dpv:hasConsentStatus': { '@id': consentStatus[event] },
  'dpv:hasLegalBasis': { '@id': 'dpv:Consent' },
  'dpv:hasDataSubject': { '@id': learner },
  'dpv:hasRecipient': { '@id': assigneeOf(grant.grantee) },
  purpose: grant.purpose,
  facets: grant.facets,
  personFacets: grant.personFacets,
  validUntil: grant.validUntil.toISOString(),
});

/** With our word for it: a compact JWS over the canonical JSON of all the rest. */
export async function signed(
  attest: Attest,
  type: AttestationType,
  document: object,
): Promise<object> {
  return { ...document, signature: await attest(type, document) };
}
