import type { GrantRow } from '../ledger/index.js';

/** Terms of the documents in /consent: ODRL for what is allowed, DPV for why. Inline, so that nothing is fetched to read them. */
const context = {
  odrl: 'http://www.w3.org/ns/odrl/2/',
  dpv: 'https://w3id.org/dpv#',
  lk: 'https://w3id.org/leerkluis#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** A grant as it leaves with the learner: one version, never rewritten. */
export const grantDocument = (grant: GrantRow): object => ({
  '@context': context,
  '@id': '',
  '@type': ['odrl:Agreement', 'lk:AccessGrant'],
  'lk:grant': grant.id,
  'lk:version': grant.version,
  'odrl:permission': {
    'odrl:action': { '@id': 'odrl:read' },
    'odrl:target': { '@id': grant.view },
    'odrl:assignee': { '@id': grant.grantee },
    'dpv:hasPurpose': { '@id': `lk:${grant.purpose}` },
  },
  'lk:clients': grant.clients,
  'lk:scope': grant.scope,
  'lk:facets': grant.facets,
  'lk:personFacets': grant.personFacets,
  'lk:validFrom': grant.validFrom.toISOString(),
  'lk:validUntil': grant.validUntil.toISOString(),
  'lk:includeFuture': grant.includeFuture,
  'lk:recordsAtGrant': grant.recordsAtGrant,
  ...(grant.maxSessions !== undefined && { 'lk:maxSessions': grant.maxSessions }),
});

/** What became of a grant, written beside it. */
export const receiptDocument = (grant: GrantRow, event: 'REVOKED'): object => ({
  '@context': context,
  '@id': '',
  '@type': 'lk:Receipt',
  'lk:grant': grant.id,
  'lk:version': grant.version,
  'lk:event': event,
  'lk:at': grant.endedAt?.toISOString(),
});
