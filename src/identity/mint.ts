import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { ClientId, WebId } from '../base/index.js';
import type { SigningKey } from './keys.js';

export interface MinterDeps {
  readonly issuer: string;
  readonly client: ClientId;
  readonly keys: { readonly issuer: SigningKey; readonly dpop: SigningKey };
  readonly now: () => Date;
}

/** Seconds. The pod server tolerates 120 s after expiry, so short; revoking does not depend on it. */
const lifetime = 300;
const renewBefore = 60;

/**
 * Tokens for our own agents. Whoever holds a minter can speak as any agent of that issuer, so it stays
 * inside this room: what leaves is a fetch for one agent.
 */
export function minter({
  issuer,
  client,
  keys,
  now,
}: MinterDeps): (agent: WebId) => Promise<string> {
  const minted = new LRUCache<WebId, { readonly token: Promise<string>; readonly until: number }>({
    max: 4000,
  });
  return (agent) => {
    const at = Math.floor(now().getTime() / 1000);
    const known = minted.get(agent);
    if (known !== undefined && at < known.until) return known.token;
    const token = new SignJWT({ webid: agent, client_id: client, cnf: { jkt: keys.dpop.kid } })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: keys.issuer.kid })
      .setIssuer(issuer)
      .setSubject(agent)
      .setAudience('solid')
      .setJti(randomUUID())
      .setIssuedAt(at)
      .setExpirationTime(at + lifetime)
      .sign(keys.issuer.privateKey);
    minted.set(agent, { token, until: at + lifetime - renewBefore });
    return token;
  };
}
