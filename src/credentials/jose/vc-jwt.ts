import { isObject, type JsonObject, present } from '../../base/index.js';
import { type Envelope, noProof } from '../envelope.js';
import type { Finding } from '../finding.js';
import type { KeyOf } from '../key-of.js';
import { isJws, type Jws, readJws } from './jws.js';
import { isPresentation, issuerOf, isW3c, type JwtClaims, mergedClaims } from './jwt-claims.js';
import { periodOf } from './period.js';
import { didsOf, proveJws } from './prove-jws.js';

/** Of the standard, of its drafts, and of version 1.1; a JWT for another use is no credential, whoever signed it. */
const types = new Set([
  '',
  'jwt',
  'vc+jwt',
  'vc+ld+jwt',
  'vc+ld+json+jwt',
  'vc+json+jwt',
  'vc-ld+jwt',
]);
/** Say something of the JWT, and nothing of the credential that its payload is. */
const ofTheJwt = new Set(['iss', 'sub', 'nbf', 'exp', 'iat', 'jti', 'aud']);

const withoutJwt = (payload: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !ofTheJwt.has(name)));

export interface InJwt extends JwtClaims {
  readonly issuer?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** The JWT names one issuer, the credential another. */
  readonly isOfTwo: boolean;
}

/** The credential in a payload, or why there is none. */
function statedIn(
  payload: JsonObject,
): { readonly value: JsonObject } | { readonly finding: Finding } {
  const { vc, vp } = payload;
  if (vp !== undefined || isPresentation(payload)) return { finding: { code: 'PRESENTATION' } };
  if (vc === undefined) return { value: withoutJwt(payload) };
  // Two credentials in one JWT: which of them is meant, nobody says.
  const isOne = isObject(vc) && !isW3c(payload);
  return isOne ? { value: vc } : { finding: { code: 'NOT_WELL_FORMED', path: '/vc' } };
}
/** What stands in a payload that is, or holds in `vc`, a credential by the W3C data model. */
export function inPayload(payload: JsonObject): InJwt | Finding {
  const { iss } = payload;
  if (iss !== undefined && typeof iss !== 'string') {
    return { code: 'NOT_WELL_FORMED', path: '/iss' };
  }
  const stated = statedIn(payload);
  if ('finding' in stated) return stated.finding;
  if (isPresentation(stated.value)) return { code: 'PRESENTATION' };
  if (!isW3c(stated.value)) return { code: 'NO_CREDENTIAL' };
  const inside = issuerOf(stated.value);
  return {
    ...mergedClaims(payload, stated.value, payload['vc'] !== undefined),
    ...present({ issuer: iss ?? inside, ...periodOf(payload, stated.value) }),
    isOfTwo: inside !== (iss ?? inside) && inside !== undefined,
  };
}

export const ofTwo = noProof('INVALID', { code: 'ISSUER_IS_NOT_SIGNER', path: '/iss' });

function envelopeOf(jws: Jws, found: InJwt, keyOf: KeyOf): Envelope {
  const { claims, findings, isOfTwo, issuer, validFrom, validUntil } = found;
  return {
    form: 'VC_JWT',
    claims,
    ...present({ issuer, validFrom, validUntil }),
    dids: didsOf(jws, issuer),
    prove: async (dids) => {
      const check = isOfTwo ? ofTwo : await proveJws(jws, issuer, keyOf, dids);
      return { ...check, findings: [...check.findings, ...findings] };
    },
  };
}

/** Opens a credential secured as one JWT: the payload itself (version 2.0), or in its claim `vc` (1.1). */
export function openVcJwt(text: string, keyOf: KeyOf): Envelope | Finding {
  const jws = readJws(text.trim());
  if (!isJws(jws)) return jws;
  if (jws.typ.startsWith('vp+')) return { code: 'PRESENTATION' };
  if (!types.has(jws.typ)) return { code: 'FORM_UNSUPPORTED', path: '/header/typ' };
  const found = inPayload(jws.payload);
  return 'claims' in found ? envelopeOf(jws, found, keyOf) : found;
}
