import { randomBytes } from 'node:crypto';
import { sha256Url } from '../base/index.js';

/** 256 bits for one browser. Only its hash is stored. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** 128 bits for whoever gets a link. Only its hash is stored; it stands in no address that a server sees. */
export function newLinkSecret(): { readonly secret: string; readonly secretHash: string } {
  const secret = randomBytes(16).toString('base64url');
  return { secret, secretHash: linkSecretHash(secret) };
}
export const linkSecretHash = (secret: string): string => sha256Url(secret);

/** A plain hash will do: the token is random, there is nothing to guess. */
export const sessionTokenHash = (token: string): string => sha256Url(token);

export interface SessionCookie {
  readonly name: string;
  readonly attributes: {
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly path: '/';
    readonly secure: boolean;
  };
}

const named = (name: string, origin: string): SessionCookie => {
  const secure = new URL(origin).protocol === 'https:';
  return {
    name: secure ? `__Host-${name}` : name,
    attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  };
};

/** @param origin of the page; over https the name itself forbids a foreign domain or path to set it. */
export const sessionCookie = (origin: string): SessionCookie => named('leerkluis', origin);

/** For the minutes between the start of a sign-in and its end: lax, since the answer comes from another site. */
export const signInCookie = (origin: string): SessionCookie => named('leerkluis-sign-in', origin);
