import { isObject, type JsonObject, nestsTooDeep } from '../../base/index.js';

/** Header and payload of a JWS in compact form; an unsigned one has an empty last part. */
const compact = /^([\w-]{4,})\.([\w-]{4,})\.([\w-]*)$/;
const latest = 253_402_300_799;

function objectIn(part: string): JsonObject | undefined {
  const text = Buffer.from(part, 'base64url').toString('utf8');
  if (nestsTooDeep(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds since 1970, as registered claims write an instant. */
const instantOf = (seconds: unknown): string | undefined =>
  typeof seconds === 'number' && seconds >= 0 && seconds <= latest
    ? new Date(Math.floor(seconds) * 1000).toISOString()
    : undefined;

function issuerIn(payload: JsonObject, inside: JsonObject): unknown {
  const { iss } = payload;
  const issuer = inside['issuer'];
  if (typeof iss !== 'string') return issuer;
  return isObject(issuer) ? { id: iss, ...issuer } : (issuer ?? iss);
}

/** What a field says where it is there at all, else what the registered claim says. */
const orClaim = (field: unknown, claim: unknown): unknown => field ?? claim;

/** Credentials of 1.1 stand in `vc`, and leave out what the registered claims say already. */
function fromClaims(payload: JsonObject, inside: JsonObject): JsonObject {
  const subject = inside['credentialSubject'];
  const isOneWithoutId = isObject(subject) && subject['id'] === undefined;
  const filled = {
    ...inside,
    issuer: issuerIn(payload, inside),
    id: orClaim(inside['id'], payload['jti']),
    issuanceDate: orClaim(
      inside['issuanceDate'],
      inside['validFrom'] === undefined ? instantOf(payload['nbf'] ?? payload['iat']) : undefined,
    ),
    expirationDate: orClaim(
      inside['expirationDate'],
      inside['validUntil'] === undefined ? instantOf(payload['exp']) : undefined,
    ),
    credentialSubject:
      isOneWithoutId && typeof payload['sub'] === 'string'
        ? { ...subject, id: payload['sub'] }
        : subject,
  };
  return Object.fromEntries(Object.entries(filled).filter(([, field]) => field !== undefined));
}

const registered = new Set(['iss', 'sub', 'nbf', 'exp', 'iat', 'jti', 'aud', 'cnf']);

/** Credentials of 2.0 are the payload itself; what stands there for the signature is no part of them. */
function fromPayload(payload: JsonObject): JsonObject {
  if (payload['credentialSubject'] === undefined) return payload;
  const inside = Object.entries(payload).filter(([name]) => !registered.has(name));
  return fromClaims(payload, Object.fromEntries(inside));
}

export interface Jwt {
  readonly value: JsonObject;
  /** Whether a signature stands there at all. */
  readonly isSigned: boolean;
}

function valueIn(payload: JsonObject): JsonObject {
  const { vc, vp } = payload;
  if (isObject(vc)) return fromClaims(payload, vc);
  return isObject(vp) ? vp : fromPayload(payload);
}

/** @returns what stands in a JWT; undefined for what is none. Its signature is looked into elsewhere, and not by this room. */
export function readJwt(text: string): Jwt | undefined {
  const parts = compact.exec(text.trim());
  if (parts === null || objectIn(parts[1] ?? '') === undefined) return undefined;
  const payload = objectIn(parts[2] ?? '');
  return payload && { value: valueIn(payload), isSigned: parts[3] !== '' };
}

/** Claims disclosed one by one follow a JWT after tildes. */
export function disclosedLater(text: string): Jwt | undefined {
  const end = text.indexOf('~');
  return end < 0 ? undefined : readJwt(text.slice(0, end));
}

const enveloped = /^data:application\/[\w.+-]*jwt,/;

/** A credential inside another: an object, a JWT, or an object around a JWT. */
export function unwrapped(stated: unknown): JsonObject | undefined {
  const text = isObject(stated) ? stated['id'] : stated;
  if (typeof text === 'string' && (!isObject(stated) || enveloped.test(text))) {
    return readJwt(text.replace(enveloped, ''))?.value;
  }
  return isObject(stated) ? stated : undefined;
}
