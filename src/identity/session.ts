import { randomBytes } from 'node:crypto';
import { sha256Url } from '../base/index.js';

/** 256 bits for one browser. Only its hash is stored. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

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

/** @param origin of the page; over https the name itself forbids a foreign domain or path to set it. */
export function sessionCookie(origin: string): SessionCookie {
  const secure = new URL(origin).protocol === 'https:';
  return {
    name: secure ? '__Host-leerkluis' : 'leerkluis',
    attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  };
}
