import { ownFacesOf } from '../identity/index.js';
import type { GrantRow } from '../ledger/index.js';
import type { Caller, House } from './house.js';

/** What a learner shares with the app they ask through, for their own use of it. */
async function toOwnApp({ ledger }: House, { principal }: Caller): Promise<readonly GrantRow[]> {
  const { kind, webId, clientId: client } = principal;
  const learner = kind === 'token' ? await ledger.learners.byWebId(webId) : undefined;
  const rows = learner === undefined ? [] : await ledger.grants.ofLearner(learner.id);
  return rows.filter(({ grantee }) => grantee.kind === 'app' && grantee.client === client);
}

/** Grants to whoever asks, through what they ask: what never took effect, or is for another app, this one knows nothing of. */
export async function grantsKnownTo(house: House, caller: Caller): Promise<readonly GrantRow[]> {
  const { clientId: client } = caller.principal;
  const faces = ownFacesOf(caller.principal, new Date());
  const rows = [
    ...(await house.ledger.grants.toGrantee(faces)),
    ...(await toOwnApp(house, caller)),
  ];
  return rows.filter(({ wasActive, clients }) => wasActive && clients.includes(client));
}
