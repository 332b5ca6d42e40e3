import { webId } from './base/index.js';
import { type DemoAccount, demoRoleIssuer } from './demo/index.js';
import type { SignedIn } from './ledger/index.js';

function signedInAs({ persona, webId: id }: DemoAccount): SignedIn {
  const { kind, displayName, role } = persona;
  const signedIn = { webId: webId(id), kind, displayName };
  if (role === undefined) return signedIn;
  // Asserted anew at each sign-in.
  return { ...signedIn, roles: [{ issuer: demoRoleIssuer, ...role, assertedAt: new Date() }] };
}

/** As whom the people of the demo sign in, by name. */
export const personasOf = (
  accounts: readonly DemoAccount[],
): readonly (readonly [string, SignedIn])[] =>
  accounts.map((account) => [account.persona.key, signedInAs(account)]);
