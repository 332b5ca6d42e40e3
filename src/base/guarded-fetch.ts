import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { boundedRequest, type RequestLimits } from './bounded-request.js';
import { Fault, type FaultKind } from './fault.js';
import { isLoopbackAddress, isPublicAddress } from './public-address.js';

export interface GuardedFetchOptions {
  /** Development only: also plain http, to names and addresses of this machine. */
  readonly allowLoopback?: boolean;
  /** Default GET alone. */
  readonly methods?: readonly string[];
  /** Our own servers, by origin: their address is not checked, the limits still hold. */
  readonly trustedOrigins?: readonly string[];
  /** What an unreachable or misbehaving server is called. Default `SourceUnreachable`. */
  readonly fault?: FaultKind;
  readonly limits?: Partial<RequestLimits>;
  readonly connectionsPerHost?: number;
  /** All addresses of a name. Tests hand in their own; default the system's resolver. */
  readonly resolve?: Resolve;
}

type Resolve = (
  hostname: string,
  done: (error: Error | null, found: readonly LookupAddress[]) => void,
) => void;

/** A `fetch` that can be ended: `close` frees its sockets. */
export type GuardedFetch = typeof fetch & { readonly close: () => Promise<void> };

const defaultLimits: RequestLimits = {
  connectMs: 1000,
  headersMs: 3000,
  bodyMs: 5000,
  maxBytes: 256_000,
};

const isLocalName = (hostname: string): boolean => /(^|\.)localhost$/.test(hostname);
const allOf: Resolve = (hostname, done) => lookup(hostname, { all: true }, done);

/**
 * The fetch for every address that came from outside: https to public addresses only. A name is resolved
 * once, checked, and connected to at that very address, so a second DNS answer changes nothing.
 * @throws Fault `UrlRefused` before any connection, else of kind `options.fault`.
 */
export function guardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { allowLoopback = false, methods = ['GET'], fault = 'SourceUnreachable' } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const shared = { connections: options.connectionsPerHost ?? 8, pipelining: 1 };
  const pinned = pinnedLookup(options.resolve ?? allOf, (address, hostname) =>
    allowLoopback && isLocalName(hostname) ? isLoopbackAddress(address) : isPublicAddress(address),
  );
  const guarded = new Agent({ ...shared, connect: { timeout: limits.connectMs, lookup: pinned } });
  const trusted = new Agent({ ...shared, connect: { timeout: limits.connectMs } });

  const go = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = URL.parse(input instanceof Request ? input.url : String(input));
    const ours = url !== null && (options.trustedOrigins ?? []).includes(url.origin);
    const problem = ours ? undefined : whyRefused(url, allowLoopback);
    if (problem !== undefined) throw new Fault('UrlRefused', problem);
    const request = new Request(input, init);
    if (!methods.includes(request.method)) throw new Fault('UrlRefused', 'method not allowed');
    return boundedRequest(request, { dispatcher: ours ? trusted : guarded, limits, fault });
  };
  const close = async (): Promise<void> => {
    await Promise.all([guarded.close(), trusted.close()]);
  };
  return Object.assign(go, { close });
}

/** A name may lead anywhere, but for the one that means this machine, with a dot behind it too: no resolver is asked. */
const mayBePublic = (host: string): boolean =>
  isIP(host) === 0 ? !isLocalName(host.replace(/\.$/, '')) : isPublicAddress(host);

/** What can be seen without asking DNS. An IP address in the URL is never looked up, so it is judged here. */
function whyRefused(url: URL | null, allowLoopback: boolean): string | undefined {
  if (url === null) return 'not a URL';
  if (url.username + url.password !== '') return 'credentials in the URL';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = isLocalName(host) || isLoopbackAddress(host);
  if (local && allowLoopback) return /^https?:$/.test(url.protocol) ? undefined : 'https only';
  if (url.protocol !== 'https:') return 'https only';
  return mayBePublic(host) ? undefined : 'not a public address';
}

/** One resolution for check and connection. One bad address among good ones refuses the name. */
function pinnedLookup(
  resolve: Resolve,
  permitted: (address: string, hostname: string) => boolean,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, found) => {
      if (error !== null) return callback(error, '');
      const [first] = found;
      if (first === undefined || !found.every(({ address }) => permitted(address, hostname))) {
        return callback(new Fault('UrlRefused', 'not a public address'), '');
      }
      return all === true
        ? callback(null, [...found])
        : callback(null, first.address, first.family);
    });
  };
}
