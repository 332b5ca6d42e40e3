import { type ClientId, Fault, type WebId } from '../base/index.js';

interface PrincipalFacts {
  readonly webId: WebId;
  readonly clientId: ClientId;
  /** When the token was issued or the login happened, where that is known. */
  readonly authenticatedAt?: Date;
  /** The identity provider that vouched for the WebID; absent for a demo or eduID session. */
  readonly issuer?: string;
}

const minted = Symbol('principal');
/** Who asks, proven in this request. Only this room makes one: from a token it verified, or from a session. */
export interface Principal extends PrincipalFacts {
  readonly kind: 'session' | 'token';
  readonly [minted]: true;
}

const genuine = new WeakSet<Principal>();

function make(kind: Principal['kind'], facts: PrincipalFacts): Principal {
  const principal = Object.freeze({ ...facts, kind, [minted]: true as const });
  genuine.add(principal);
  return principal;
}

/** For the holder of our cookie, whose session row was just read. */
export const principalFromSession = (facts: PrincipalFacts): Principal => make('session', facts);

/** Not for other rooms: `verifyAccessToken` is the only caller. */
export const principalFromToken = (facts: PrincipalFacts): Principal => make('token', facts);

/**
 * The type alone lets a copy through, `{ ...principal, webId: other }`; this does not.
 * @throws Fault `Unauthenticated` for anything that was not made here as it stands.
 */
export function requireGenuine(principal: Principal): void {
  if (!genuine.has(principal)) throw new Fault('Unauthenticated', 'a principal made elsewhere');
}
