import { type ClientId, Fault } from '../base/index.js';
import { readAccessToken, type TokenFacts, type TokenRefusal } from './access-token.js';
import { readProof } from './dpop-proof.js';
import { type Principal, principalFromToken } from './principal.js';
import type { TrustedIssuers } from './trusted-issuers.js';
import type { WebIdIssuers } from './webid-issuers.js';

/** What of a request matters here. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  /** The one `DPoP` header; Node joins two with a comma, which is no proof. */
  readonly dpop: string | undefined;
  readonly method: string;
  /** The advertised address of what is asked. */
  readonly url: string;
}

/** Remembers proofs, shared between processes. */
export interface ReplayStore {
  /** @returns false when this id was used before, or the client may use none. May forget it at `expiresAt`. */
  readonly firstUse: (id: string, expiresAt: Date, client: ClientId) => Promise<boolean>;
}

export interface VerifyDeps {
  readonly issuers: TrustedIssuers;
  readonly webIds: WebIdIssuers;
  readonly replays: ReplayStore;
  readonly now: () => Date;
}

export type Verification =
  | { readonly verified: true; readonly principal: Principal }
  | { readonly verified: false; readonly because: TokenRefusal };

const refused = (because: TokenRefusal): Verification => ({ verified: false, because });

/**
 * Who sends this request, by a Solid-OIDC access token bound to the sender's key.
 * @throws whatever the replay store throws: without it no token can be accepted.
 */
export async function verifyAccessToken(
  request: TokenRequest,
  deps: VerifyDeps,
): Promise<Verification> {
  const token = tokenIn(request.authorization);
  if (token === undefined) return refused('no-token');
  if (request.dpop === undefined) return refused('proof-missing');
  const now = deps.now();
  const facts = await readAccessToken(token, ['solid', request.url], deps.issuers, now);
  if (typeof facts === 'string') return refused(facts);
  const { method, url } = request;
  const use = await readProof(request.dpop, { token, jkt: facts.jkt, method, url, now });
  if (typeof use === 'string') return refused(use);
  const listed = facts.isOurs || (await isListed(facts, deps.webIds));
  if (listed !== true) return refused(listed);
  // Last, so that only a proof that opens the door is remembered.
  const isFirst = await deps.replays.firstUse(use.id, use.expiresAt, facts.clientId);
  if (!isFirst) return refused('proof-replayed');
  return { verified: true, principal: principalOf(facts) };
}

const tokenIn = (authorization = ''): string | undefined =>
  /^DPoP +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/i.exec(authorization)?.[1];

async function isListed(
  { webId, issuer }: TokenFacts,
  webIds: WebIdIssuers,
): Promise<true | TokenRefusal> {
  try {
    return (await webIds.lists(webId, issuer)) || 'webid-does-not-list-issuer';
  } catch (error) {
    if (error instanceof Fault) return 'webid-unreachable';
    throw error;
  }
}

const principalOf = ({ issuedAt, isOurs, jkt: _key, ...facts }: TokenFacts): Principal =>
  principalFromToken({ ...facts, authenticatedAt: issuedAt, readsOnly: isOurs });
