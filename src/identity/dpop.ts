import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type GuardedFetch, guardedFetch, sha256Url } from '../base/index.js';
import type { SigningKey } from './keys.js';

export interface DpopFetchOptions {
  readonly token: () => Promise<string>;
  readonly key: SigningKey;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

/** A fetch that shows the token and, fresh for each request, proof that we hold its key (RFC 9449). */
export function dpopFetch({ token, key, fetch, now }: DpopFetchOptions): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const bearer = await token();
    request.headers.set('authorization', `DPoP ${bearer}`);
    request.headers.set('dpop', await proof(key, request, bearer, now()));
    return fetch(request);
  };
}

async function proof(key: SigningKey, request: Request, token: string, at: Date): Promise<string> {
  const target = new URL(request.url);
  return new SignJWT({
    htm: request.method,
    htu: target.origin + target.pathname,
    ath: sha256Url(token),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk })
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(at.getTime() / 1000))
    .sign(key.privateKey);
}

export interface PodTransportOptions {
  /** Our own pod servers: may stand on an inner network. Every other pod must be public and https. */
  readonly ownPodOrigins: readonly string[];
  /** Development: pods on this machine. */
  readonly allowLoopback?: boolean;
  /** Milliseconds to the headers. Default 3,000. */
  readonly headersMs?: number;
  /** Bytes per document. Default 256,000; the builder reads originals and may need more. */
  readonly maxBytes?: number;
}

/**
 * The one way out to pods: 8 connections per host, 1 s to connect, 3 s to the headers, 5 s for the body.
 * @throws Fault `PodUnreachable`, or `UrlRefused` for an address we do not ask.
 */
export const podTransport = (options: PodTransportOptions): GuardedFetch =>
  guardedFetch({
    methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
    trustedOrigins: options.ownPodOrigins,
    allowLoopback: options.allowLoopback ?? false,
    fault: 'PodUnreachable',
    connectionsPerHost: 8,
    limits: { maxBytes: options.maxBytes ?? 256_000, headersMs: options.headersMs ?? 3000 },
  });
