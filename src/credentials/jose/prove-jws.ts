import { present } from '../../base/index.js';
import type { DidDocuments } from '../did-document.js';
import { noProof, type ProofCheck } from '../envelope.js';
import type { Finding } from '../finding.js';
import { type FoundKey, isFound, type KeyOf } from '../key-of.js';
import { publicJwkOf, thumbprintOf } from '../public-jwk.js';
import { jwkInCertificate } from './certificate-key.js';
import type { Jws } from './jws.js';
import { refusedHeader, signatureProblem } from './signature.js';

const isDid = (text: string): boolean => text.startsWith('did:');
const holderOf = (method: string): string => method.split('#', 1)[0] ?? '';

/** The one method of a DID that holds its key in its name; undefined for others. */
function onlyMethodOf(did: string): string | undefined {
  if (did.startsWith('did:jwk:')) return `${did}#0`;
  return did.startsWith('did:key:') ? `${did}#${did.slice('did:key:'.length)}` : undefined;
}

/** As the header writes it: absolute, or relative to the issuer. */
function namedMethod(kid: string, issuer: string): string | undefined {
  if (isDid(kid)) return kid.includes('#') ? kid : (onlyMethodOf(kid) ?? kid);
  if (kid.includes('#') && holderOf(kid) === issuer) return kid;
  return isDid(issuer) && kid.startsWith('#') ? `${issuer}${kid}` : undefined;
}

/** The verification method that a header names, absolute; undefined where it names none that could be looked up. */
function methodOf(kid: unknown, issuer: string): string | undefined {
  const word = typeof kid === 'string' ? kid : '';
  const named = namedMethod(word, issuer);
  if (named !== undefined || !isDid(issuer)) return named;
  return onlyMethodOf(issuer) ?? (/^[\w.-]+$/.test(word) ? `${issuer}#${word}` : undefined);
}

/** The DIDs whose documents are needed: of the key that is named, and of the issuer. */
export function didsOf({ header }: Jws, issuer: string | undefined): readonly string[] {
  const method = methodOf(header['kid'], issuer ?? '');
  const named = [method === undefined ? '' : holderOf(method), issuer ?? ''];
  return [...new Set(named.filter(isDid))];
}

/** Of a key that says itself which it is: it holds, and says nothing of who signed. */
async function proveCarried(jws: Jws): Promise<ProofCheck> {
  const { jwk, x5c, jku, x5u } = jws.header;
  const carried = { code: 'KEY_CARRIED_ALONG', path: '/header' } as const;
  if (jwk === undefined && x5c === undefined) {
    const isElsewhere = jku !== undefined || x5u !== undefined;
    return noProof('UNSUPPORTED', { code: 'KEY_UNRESOLVED' }, ...(isElsewhere ? [carried] : []));
  }
  const key = jwk === undefined ? jwkInCertificate(x5c) : publicJwkOf(jwk);
  if (key === undefined) return noProof('UNSUPPORTED', { code: 'KEY_UNSUPPORTED' }, carried);
  const problem = await signatureProblem(jws, key);
  if (problem !== undefined) return problem;
  const thumbprint = thumbprintOf(key);
  const method = `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}`;
  const found = [{ method, thumbprint, isPublished: false }];
  return { proof: 'VALID', keys: found, findings: [carried] };
}

async function proveBy(jws: Jws, { key, did }: FoundKey): Promise<ProofCheck> {
  const problem = await signatureProblem(jws, key.jwk);
  if (problem !== undefined) return problem;
  const { id: method, thumbprint } = key;
  const found = present({ method, did, thumbprint, isPublished: did !== undefined });
  const isCarried = did === undefined;
  return {
    proof: 'VALID',
    keys: [found],
    findings: isCarried ? [{ code: 'KEY_CARRIED_ALONG', path: '/header/kid' }] : [],
  };
}

/** Whether a JWS is signed by a key that its issuer publishes. Never throws. */
export async function proveJws(
  jws: Jws,
  issuer: string | undefined,
  keyOf: KeyOf,
  dids: DidDocuments,
): Promise<ProofCheck> {
  const refused = refusedHeader(jws);
  if (refused !== undefined) return refused;
  if (issuer === undefined) return noProof('UNSUPPORTED', { code: 'ISSUER_UNKNOWN' });
  const method = methodOf(jws.header['kid'], issuer);
  if (method === undefined) return await proveCarried(jws);
  const notIts = noProof('INVALID', { code: 'ISSUER_IS_NOT_SIGNER', path: '/header/kid' });
  if (holderOf(method) !== issuer) return notIts;
  const found = await keyOf(method, dids).catch((): Finding => ({ code: 'KEY_UNRESOLVED' }));
  if (isFound(found)) {
    return found.did === undefined || found.did === issuer ? await proveBy(jws, found) : notIts;
  }
  const isNobodys = !isDid(issuer) && jws.header['jwk'] !== undefined;
  return isNobodys ? await proveCarried(jws) : noProof('UNSUPPORTED', found);
}
