import { present } from '../../base/index.js';
import type { Envelope } from '../envelope.js';
import type { Finding } from '../finding.js';
import type { KeyOf } from '../key-of.js';
import { isJws, readJws } from './jws.js';
import { periodOf } from './period.js';
import { didsOf, proveJws } from './prove-jws.js';

const signerOf = (kid: unknown): string | undefined =>
  typeof kid === 'string' && kid.startsWith('did:') ? kid.replace(/#.*$/s, '') : undefined;

/**
 * Opens a token status list (`statuslist+jwt`): signed as a credential is, and about entries instead of a subject. One that
 * names no issuer is of whoever's key it is signed with.
 */
export function openStatusToken(text: string, keyOf: KeyOf): Envelope | Finding {
  const jws = readJws(text.trim());
  if (!isJws(jws)) return jws;
  if (jws.typ !== 'statuslist+jwt') return { code: 'FORM_UNSUPPORTED', path: '/header/typ' };
  const { iss } = jws.payload;
  if (iss !== undefined && typeof iss !== 'string') {
    return { code: 'NOT_WELL_FORMED', path: '/iss' };
  }
  const issuer = iss ?? signerOf(jws.header['kid']);
  return {
    form: 'VC_JWT',
    claims: jws.payload,
    ...present({ issuer, ...periodOf(jws.payload, {}) }),
    dids: didsOf(jws, issuer),
    prove: async (dids) => await proveJws(jws, issuer, keyOf, dids),
  };
}
