import { ownFacesOf } from '../identity/index.js';
import type { GrantRow } from '../ledger/index.js';
import type { Caller, House } from './house.js';

/** Grants to whoever asks, through what they ask: what never took effect, or is for another app, this one knows nothing of. */
export async function grantsKnownTo(
  { ledger }: House,
  { principal }: Caller,
): Promise<readonly GrantRow[]> {
  const rows = await ledger.grants.toGrantee(ownFacesOf(principal, new Date()));
  const { clientId: client } = principal;
  return rows.filter(({ wasActive, clients }) => wasActive && clients.includes(client));
}
