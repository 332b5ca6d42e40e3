import type { Envelope } from '../envelope.js';
import type { Finding } from '../finding.js';
import type { KeyOf } from '../key-of.js';
import { looksLikeJws } from './jws.js';
import { openSdJwt, sdJwtParts, typesOfSdJwt } from './sd-jwt.js';
import { openVcJwt } from './vc-jwt.js';

/**
 * Opens whichever of the two forms of JOSE a text is. A tilde makes it an SD-JWT, and so does its type: one that lost its last
 * tilde is a broken SD-JWT and no JWT.
 * @returns undefined for what has not the looks of either.
 */
export function openJose(text: string, keyOf: KeyOf): Envelope | Finding | undefined {
  const compact = text.trim();
  if (!looksLikeJws(compact)) return undefined;
  if (compact.includes('~')) return openSdJwt(compact, keyOf);
  const parts = sdJwtParts(compact);
  const isSdJwt = 'jws' in parts && typesOfSdJwt.has(parts.jws.typ);
  return isSdJwt ? openSdJwt(compact, keyOf) : openVcJwt(compact, keyOf);
}
