import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { asWebId, type ClientId, clientId, Fault, type WebId } from '../base/index.js';
import type { TrustedIssuers } from './trusted-issuers.js';

/** Why a token was refused: for our own log and tests. Callers of the graph all see the same answer. */
export type TokenRefusal =
  | 'no-token'
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'issuer-not-trusted'
  | 'issuer-unreachable'
  | 'unknown-key'
  | 'signature'
  | 'time'
  | 'audience'
  | 'not-an-access-token'
  | 'client'
  | 'proof-missing'
  | 'proof-malformed'
  | 'proof-key'
  | 'proof-method'
  | 'proof-address'
  | 'proof-time'
  | 'proof-token'
  | 'proof-replayed'
  | 'webid-unreachable'
  | 'webid-does-not-list-issuer';

/** What a token says once its signature, type, time and audience hold. */
export interface TokenFacts {
  readonly webId: WebId;
  readonly clientId: ClientId;
  readonly issuer: string;
  /** By our own issuer, which speaks for whoever is signed in here. */
  readonly isOurs: boolean;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Thumbprint of the key the sender must show. */
  readonly jkt: string;
}

/** Signatures only: no `none`, no HMAC, whatever the header says. */
export const algorithms = ['ES256', 'RS256', 'PS256', 'EdDSA'];
const types = new Set(['at+jwt', 'application/at+jwt', 'jwt']);
/** Claims an ID token has by its purpose and an access token never. */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'];
/** Seconds an issuer's clock may run ahead. */
const aheadSeconds = 60;

interface Rules {
  readonly keys: JWTVerifyGetKey;
  readonly audiences: readonly string[];
  readonly isOurs: boolean;
}

/** By which keys a token of this issuer is checked, and for which places it can be; undefined for a stranger's. */
function rulesOf(
  issuer: string,
  audiences: readonly string[],
  { own, find }: TrustedIssuers,
): Rules | undefined {
  // Ours are for the graph alone: not for pods, not for whoever else a token can be for.
  if (own?.issuer === issuer) {
    return { keys: own.keys, audiences: [own.audience], isOurs: true };
  }
  const keys = find(issuer);
  return keys && { keys, audiences, isOurs: false };
}

/** Checks in an order in which nothing is fetched for an issuer we do not trust. */
export async function readAccessToken(
  token: string,
  audiences: readonly string[],
  issuers: TrustedIssuers,
  now: Date,
): Promise<TokenFacts | TokenRefusal> {
  try {
    const { alg = '', typ = '' } = decodeProtectedHeader(token);
    if (!algorithms.includes(alg)) return 'algorithm';
    if (!types.has(typ.toLowerCase())) return 'type';
    const { iss = '' } = decodeJwt(token);
    const rules = rulesOf(iss, audiences, issuers);
    if (rules === undefined) return 'issuer-not-trusted';
    // Ours come in one form.
    if (rules.isOurs && `${alg} ${typ}` !== 'ES256 at+jwt') return 'type';
    return await verified(token, iss, rules, now);
  } catch (error) {
    return refusalOf(error);
  }
}

/** @param seconds since 1970; absent: past. */
const momentOf = (seconds = 0): Date => new Date(seconds * 1000);
async function verified(
  token: string,
  issuer: string,
  { keys, audiences, isOurs }: Rules,
  now: Date,
): Promise<TokenFacts | TokenRefusal> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms,
    issuer,
    requiredClaims: ['exp', 'iat'],
    currentDate: now,
  });
  const facts = factsOf(payload, issuer, audiences, now);
  return typeof facts === 'string' ? facts : { ...facts, isOurs };
}

function factsOf(
  payload: JWTPayload,
  issuer: string,
  audiences: readonly string[],
  now: Date,
): Omit<TokenFacts, 'isOurs'> | TokenRefusal {
  const issuedAt = payload.iat ?? Number.POSITIVE_INFINITY;
  if (issuedAt > now.getTime() / 1000 + aheadSeconds) return 'time';
  if (![payload.aud ?? []].flat().some((aud) => audiences.includes(aud))) return 'audience';
  if (idTokenClaims.some((claim) => Object.hasOwn(payload, claim))) return 'not-an-access-token';
  const jkt = thumbprintIn(payload['cnf']);
  const webId = typeof payload['webid'] === 'string' ? asWebId(payload['webid']) : undefined;
  if (jkt === undefined || webId === undefined) return 'not-an-access-token';
  const client = clientIn(payload);
  if (client === undefined) return 'client';
  const life = { issuedAt: new Date(issuedAt * 1000), expiresAt: momentOf(payload.exp) };
  return { webId, clientId: client, issuer, ...life, jkt };
}

const thumbprintIn = (cnf: unknown): string | undefined =>
  typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string'
    ? cnf.jkt
    : undefined;

/** Two claims may carry the client; when both do they must agree, or it could choose between grants. */
function clientIn({ client_id: id, azp }: JWTPayload): ClientId | undefined {
  const client = id ?? azp;
  if (typeof client !== 'string' || client === '') return undefined;
  return (azp ?? client) === client ? clientId(client) : undefined;
}

/** By jose's own codes; anything it adds later is malformed until named here. */
const refusals: Readonly<Record<string, TokenRefusal>> = {
  [errors.JWTExpired.code]: 'time',
  [errors.JWTClaimValidationFailed.code]: 'time',
  [errors.JWSSignatureVerificationFailed.code]: 'signature',
  [errors.JOSEAlgNotAllowed.code]: 'algorithm',
  [errors.JWKSNoMatchingKey.code]: 'unknown-key',
  [errors.JWKSMultipleMatchingKeys.code]: 'unknown-key',
};

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof Fault) return 'issuer-unreachable';
  if (error instanceof errors.JOSEError) return refusals[error.code] ?? 'malformed';
  if (error instanceof TypeError) return 'malformed';
  throw error;
}
