import { type ClientId, Fault, type WebId } from '../base/index.js';
import { type AssertedRole, type Grantee, granteeKey, roleLifeMs } from '../consent/index.js';

interface PrincipalFacts {
  readonly webId: WebId;
  readonly clientId: ClientId;
  /** When the token was issued or the login happened, where that is known. */
  readonly authenticatedAt?: Date;
  /** Until when the token is good; absent for who came without one. */
  readonly expiresAt?: Date;
  /** The identity provider that vouched for the WebID; absent for a demo or eduID session. */
  readonly issuer?: string;
  /** By a token that our own issuer gave an app: it reads what was shared, and does nothing in somebody's name. */
  readonly readsOnly?: boolean;
  /** What their login said they are, at which organisation, and when it said so. */
  readonly roles?: readonly AssertedRole[];
  /** Of the token of their session, for whoever has one: what is made for one session opens in no other. */
  readonly sessionHash?: string;
  /** Of a share link’s secret, for whoever came by one and is nobody otherwise. */
  readonly linkHash?: string;
}

const minted = Symbol('principal');
/** Who asks, proven in this request. Only this room makes one: from a token it verified, or from a session. */
export interface Principal extends PrincipalFacts {
  readonly kind: 'session' | 'token' | 'link';
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

/** For whoever holds a share link: nobody we know, named by the link alone. */
export const principalFromLink = (
  facts: PrincipalFacts & { readonly linkHash: string },
): Principal => make('link', facts);

/** Everything this principal may be meant as in a grant. Only to look grants up by, for the evaluator to weigh. */
export function facesOf({ webId, clientId, roles = [], linkHash }: Principal): readonly string[] {
  const faces: readonly Grantee[] = [
    { kind: 'person', webId },
    { kind: 'app', client: clientId },
    ...roles.map(({ issuer, organisation, role }) => ({
      kind: 'role' as const,
      issuer,
      organisation,
      role,
    })),
    ...(linkHash === undefined ? [] : [{ kind: 'link' as const, secretHash: linkHash }]),
  ];
  return faces.map(granteeKey);
}

/**
 * As what this principal may be told of grants without an evaluator: themself, and the roles they hold at this moment. Not
 * as a user of an app, which many are, nor as the holder of a link, who need not know whose it is.
 */
export const ownFacesOf = ({ webId, roles = [] }: Principal, now: Date): readonly string[] => [
  webId,
  ...roles
    .filter(({ assertedAt }) => now.getTime() - assertedAt.getTime() <= roleLifeMs)
    .map(({ issuer, organisation, role }) =>
      granteeKey({ kind: 'role', issuer, organisation, role }),
    ),
];

/**
 * The type alone lets a copy through, `{ ...principal, webId: other }`; this does not.
 * @throws Fault `Unauthenticated` for anything that was not made here as it stands.
 */
export function requireGenuine(principal: Principal): void {
  if (!genuine.has(principal)) throw new Fault('Unauthenticated', 'a principal made elsewhere');
}
