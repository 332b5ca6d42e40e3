import { Fault } from '../base/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';

/** The institution that asks: by its own agent, signed in on our page or through an app that it said it comes with. */
export function institutionOf(
  { institutions }: Pick<House, 'institutions'>,
  { principal }: Caller,
): InstitutionDesk | undefined {
  const { webId, clientId, kind, issuer } = principal;
  return [...institutions.values()].find(({ agent }) => {
    if (agent?.webId !== webId) return false;
    if (kind === 'session') return true;
    return kind === 'token' && agent.clientIds.includes(clientId) && agent.oidcIssuer === issuer;
  });
}

/** @throws Fault `Forbidden` for whoever is no institution. */
export function askingInstitution(
  house: Pick<House, 'institutions'>,
  caller: Caller,
): InstitutionDesk {
  const found = institutionOf(house, caller);
  if (found === undefined) throw new Fault('Forbidden', 'This is for institutions.');
  return found;
}
