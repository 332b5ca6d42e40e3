import { randomUUID } from 'node:crypto';
import { type WebId, webId } from '../../../src/base/index.js';
import type { NewAccessRequest } from '../../../src/ledger/index.js';
import { noor } from './people.js';

/** Somebody who never asked before, so that what they asked elsewhere does not count here. */
export const newGrantee = (): WebId => webId(`https://advies.example/${randomUUID()}#me`);

export const asksAs = (grantee: WebId, reason = 'Om samen te kijken.'): NewAccessRequest => ({
  grantee,
  client: noor.client,
  purpose: 'CAREER_GUIDANCE',
  items: [{ recordTypes: [], institutions: [], facets: ['core'], required: true }],
  personFacets: [],
  reason,
  until: new Date(Date.now() + 30 * 86_400_000),
});
/** As somebody names a person of whom we know nothing. */
export const strangerNamed = (): string => `https://pod.example/${randomUUID()}/profile/card#me`;
