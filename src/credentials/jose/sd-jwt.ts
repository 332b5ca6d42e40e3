import { decodeSdJwtSync, getClaimsSync } from '@sd-jwt/core';
import { isObject, type JsonObject, present, sha256Url } from '../../base/index.js';
import type { DidDocuments } from '../did-document.js';
import { type Envelope, noProof, type ProofCheck } from '../envelope.js';
import type { Finding } from '../finding.js';
import type { KeyOf } from '../key-of.js';
import { placedIn } from './disclosures.js';
import { isJws, type Jws, readJws } from './jws.js';
import { isPresentation, isW3c } from './jwt-claims.js';
import { bindingProblem, holderDids, isBinding, keyBindingOf } from './key-binding.js';
import { periodOf } from './period.js';
import { didsOf, proveJws } from './prove-jws.js';
import { bytesOfBase64url, mostCharacters } from './strict-json.js';
import { type InJwt, inPayload, ofTwo } from './vc-jwt.js';

/** The name of the form, its name in drafts, and those of W3C credentials in it. */
export const typesOfSdJwt = new Set([
  'dc+sd-jwt',
  'vc+sd-jwt',
  'vc+ld+sd-jwt',
  'vc+ld+json+sd-jwt',
]);

/** An SD-JWT in its parts, none of them looked into but the first. */
export interface SdJwtParts {
  readonly jws: Jws;
  readonly disclosures: readonly string[];
  /** All before the key binding, with its last tilde. */
  readonly shown: string;
  /** Empty where there is none; undefined where the last tilde is missing. */
  readonly binding: string | undefined;
}

export function sdJwtParts(text: string): SdJwtParts | Finding {
  if (text.length > mostCharacters) return { code: 'TOO_LARGE' };
  const [first = '', ...rest] = text.split('~');
  const jws = readJws(first);
  if (!isJws(jws)) return jws;
  const last = rest.at(-1);
  const isEnded = last !== undefined && (last === '' || last.includes('.'));
  return {
    jws,
    disclosures: isEnded ? rest.slice(0, -1) : rest,
    shown: text.slice(0, text.lastIndexOf('~') + 1),
    binding: isEnded ? last : undefined,
  };
}

const hasher = (data: string): Uint8Array => bytesOfBase64url(sha256Url(data)) ?? new Uint8Array();

/** Takes out what stands for claims that are not disclosed. */
function withoutDigests(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    return elements
      .filter((each) => !isObject(each) || each['...'] === undefined)
      .map(withoutDigests);
  }
  return isObject(value) ? plainOf(value) : value;
}
function plainOf(payload: JsonObject): JsonObject {
  const members = Object.entries(payload).filter(([name]) => name !== '_sd' && name !== '_sd_alg');
  return Object.fromEntries(members.map(([name, member]) => [name, withoutDigests(member)]));
}

interface Disclosed {
  readonly claims: JsonObject;
  readonly problem?: Finding;
}
/** The claims with what was disclosed put back. Where it does not fit, those that need no disclosure. */
function disclosedIn(text: string, { jws, disclosures, binding }: SdJwtParts): Disclosed {
  const placed = placedIn(jws.payload, disclosures);
  if ('code' in placed) return { claims: plainOf(jws.payload), problem: placed };
  const unfit: Disclosed = {
    claims: plainOf(jws.payload),
    problem: { code: 'DISCLOSURE', path: '' },
  };
  if (binding === undefined) return unfit;
  try {
    const decoded = decodeSdJwtSync(text, hasher);
    return { claims: getClaimsSync<JsonObject>(decoded.jwt.payload, decoded.disclosures, hasher) };
  } catch {
    return unfit;
  }
}

/** A W3C credential, or one of SD-JWT VC, which has a type of its own. */
function inClaims(claims: JsonObject): InJwt | Finding {
  const { vct, iss } = claims;
  if (vct === undefined || isW3c(claims) || isPresentation(claims)) return inPayload(claims);
  if (typeof vct !== 'string' || vct === '') return { code: 'NOT_WELL_FORMED', path: '/vct' };
  const issuer = typeof iss === 'string' && iss !== '' ? iss : undefined;
  const said = present({ issuer, ...periodOf(claims, {}) });
  return { claims, findings: [], ...said, isOfTwo: false };
}

interface Opened extends SdJwtParts {
  readonly found: InJwt;
  readonly problem: Finding | undefined;
}

async function prove(opened: Opened, keyOf: KeyOf, dids: DidDocuments): Promise<ProofCheck> {
  const { jws, found, problem, binding = '', shown } = opened;
  if (problem !== undefined) return noProof('INVALID', problem);
  if (found.isOfTwo) return ofTwo;
  const bound = binding === '' ? undefined : keyBindingOf(binding, shown);
  if (bound !== undefined && !isBinding(bound)) return bound;
  const check = await proveJws(jws, found.issuer, keyOf, dids);
  if (check.proof !== 'VALID' || bound === undefined) return check;
  return (await bindingProblem(bound, jws.payload, keyOf, dids)) ?? check;
}

/**
 * Opens a credential whose claims its holder can show one by one. One whose disclosures do not fit is told as what it says
 * without them, and never holds.
 */
export function openSdJwt(text: string, keyOf: KeyOf): Envelope | Finding {
  const compact = text.trim();
  const parts = sdJwtParts(compact);
  if ('code' in parts) return parts;
  const { jws, binding = '' } = parts;
  if (jws.typ.startsWith('vp+')) return { code: 'PRESENTATION' };
  if (!typesOfSdJwt.has(jws.typ)) return { code: 'FORM_UNSUPPORTED', path: '/header/typ' };
  const { claims, problem } = disclosedIn(compact, parts);
  const read = inClaims(claims);
  if (!('claims' in read) && problem === undefined) return read;
  const found = 'claims' in read ? read : { claims, findings: [], isOfTwo: false };
  const { issuer, validFrom, validUntil, findings } = found;
  const bound = binding === '' ? [] : holderDids(jws.payload);
  return {
    form: 'SD_JWT',
    claims: found.claims,
    ...present({ issuer, validFrom, validUntil }),
    dids: [...new Set([...didsOf(jws, issuer), ...bound])],
    prove: async (dids) => {
      const check = await prove({ ...parts, found, problem }, keyOf, dids);
      return { ...check, findings: [...check.findings, ...findings] };
    },
  };
}
