import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { Fault } from '../base/index.js';

export interface TrustedIssuersDeps {
  /** The allow-list, as the issuers spell themselves. */
  readonly issuers: readonly string[];
  /** A guarded fetch. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Our own issuer for apps; absent: there is none. */
  readonly own?: {
    readonly issuer: string;
    readonly publicJwk: JWK;
    /** The only place its tokens are for. */
    readonly audience: string;
  };
}

/** Our own issuer for apps. It speaks for people who are signed in here, so their documents need not name it. */
export interface OwnIssuer {
  /** Letter by letter. */
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  readonly audience: string;
}

export interface TrustedIssuers {
  /** Absent: we have none. */
  readonly own?: OwnIssuer;
  /** @returns undefined for an issuer not on the list, of which nothing is ever fetched. */
  readonly find: (issuer: string) => JWTVerifyGetKey | undefined;
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

const keepMs = 600_000;
/** An unknown key id may be a new key, or someone making us ask: at most one look per half minute. */
const lookAgainMs = 30_000;
const retryMs = 2000;

/** The keys of the identity providers we trust, from their own discovery and from nothing a token says. */
export function trustedIssuers({ issuers, fetch, now, own }: TrustedIssuersDeps): TrustedIssuers {
  const listed = new Map(
    issuers.map((issuer) => [sameIssuer(issuer), keysOf(issuer, fetch, now)] as const),
  );
  const find = (issuer: string) => listed.get(sameIssuer(issuer));
  if (own === undefined) return { find };
  const { issuer, audience, publicJwk } = own;
  return { find, own: { issuer, audience, keys: createLocalJWKSet({ keys: [publicJwk] }) } };
}

/** Issuers are compared without their last slash: providers, profiles and settings spell it both ways. */
export const sameIssuer = (issuer: string): string => issuer.replace(/\/$/, '');

function keysOf(
  issuer: string,
  fetch: TrustedIssuersDeps['fetch'],
  now: () => Date,
): JWTVerifyGetKey {
  let known: { readonly keys: KeySet; readonly at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<KeySet> | undefined;
  const ageOf = (at: number): number => now().getTime() - at;

  const load = async (): Promise<KeySet> => {
    const at = (triedAt = now().getTime());
    try {
      const keys = await fetchKeys(issuer, fetch);
      known = { keys, at };
      return keys;
    } finally {
      underWay = undefined;
    }
  };
  const current = async (): Promise<KeySet> => {
    if (known !== undefined && ageOf(known.at) < keepMs) return known.keys;
    if (underWay === undefined && ageOf(triedAt) < retryMs) {
      throw new Fault('SourceUnreachable', 'the issuer did not answer a moment ago');
    }
    return (underWay ??= load());
  };
  return async (header, token) => {
    const keys = await current();
    try {
      return await keys(header, token);
    } catch (error) {
      const isNew = error instanceof errors.JWKSNoMatchingKey;
      if (!isNew || (underWay === undefined && ageOf(triedAt) < lookAgainMs)) throw error;
      return (await (underWay ??= load()))(header, token);
    }
  };
}

async function fetchKeys(issuer: string, fetch: TrustedIssuersDeps['fetch']): Promise<KeySet> {
  const found = await readJson(fetch, `${sameIssuer(issuer)}/.well-known/openid-configuration`);
  if (!isDiscovery(found) || sameIssuer(found.issuer) !== sameIssuer(issuer)) {
    throw new Fault('SourceMalformed', 'discovery: issuer or jwks_uri');
  }
  const published = await readJson(fetch, found.jwks_uri);
  if (!isKeySet(published)) throw new Fault('SourceMalformed', 'jwks_uri: keys');
  // A shared secret among public keys would turn a public text into a signing key.
  return createLocalJWKSet({ keys: published.keys.filter(({ kty }) => kty !== 'oct') });
}

async function readJson(fetch: TrustedIssuersDeps['fetch'], url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Fault('SourceUnreachable', `status ${response.status}`);
  try {
    return await response.json();
  } catch (cause) {
    throw new Fault('SourceMalformed', 'not JSON', { cause });
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isDiscovery = (
  value: unknown,
): value is { readonly issuer: string; readonly jwks_uri: string } =>
  isObject(value) &&
  'issuer' in value &&
  typeof value.issuer === 'string' &&
  'jwks_uri' in value &&
  typeof value.jwks_uri === 'string';

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  isObject(value) &&
  'keys' in value &&
  Array.isArray(value.keys) &&
  value.keys.every((key: unknown) => isObject(key) && 'kty' in key);
