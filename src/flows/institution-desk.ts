import { Fault } from '../base/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';

/**
 * The institution that asks: by its own agent, signed in on our page or through an app that it said it comes with.
 * @throws Fault `Forbidden` for anybody else.
 */
export function askingInstitution(
  { institutions }: Pick<House, 'institutions'>,
  { principal }: Caller,
): InstitutionDesk {
  const { webId, clientId, kind, issuer } = principal;
  const found = [...institutions.values()].find(({ agent }) => {
    if (agent?.webId !== webId) return false;
    if (kind === 'session') return true;
    return kind === 'token' && agent.clientIds.includes(clientId) && agent.oidcIssuer === issuer;
  });
  if (found === undefined) throw new Fault('Forbidden', 'This is for institutions.');
  return found;
}
