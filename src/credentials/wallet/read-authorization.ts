import { present } from '../../base/index.js';
import { type WalletKind, walletKinds } from './configurations.js';

/** What a wallet asks for in a browser (RFC 6749, 7636, OpenID4VCI 1.0 section 5). */
export interface AuthorizationAsked {
  readonly client: string;
  readonly redirect: string;
  /** PKCE, S256. */
  readonly challenge: string;
  readonly state?: string;
  readonly issuerState?: string;
  readonly kinds: readonly WalletKind[];
}

const longest = 1000;
const challengeForm = /^[\w-]{43}$/;
/** Of browsers and pages themselves: nothing of a wallet's lies behind these. */
const notOfWallets =
  /^(?:javascript|data|vbscript|blob|file|filesystem|about|view-source|wss?|ftp):$/;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || /^127(?:\.\d{1,3}){3}$|^\[::1\]$/.test(host);

function isRedirect(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > longest || url.hash !== '' || text.includes('#')) return false;
  if (notOfWallets.test(url.protocol) || url.username + url.password !== '') return false;
  return url.protocol !== 'http:' || isLoopback(url.hostname);
}

function kindsIn(scope: string | undefined): readonly WalletKind[] {
  const words = new Set((scope ?? '').split(' '));
  const named = walletKinds.filter((kind) => words.has(kind));
  return named.length === 0 ? walletKinds : named;
}

/** @returns undefined for what is not led back anywhere: whose address it is would be nobody's word. */
export function readAuthorization(query: URLSearchParams): AuthorizationAsked | undefined {
  const names = [...query.keys()];
  const said = (name: string): string | undefined => query.get(name) ?? undefined;
  const [client, redirect, challenge] = [
    said('client_id'),
    said('redirect_uri'),
    said('code_challenge'),
  ];
  const isOnce = new Set(names).size === names.length;
  const isCode = said('response_type') === 'code' && said('code_challenge_method') === 'S256';
  if (!isOnce || !isCode || !client || client.length > longest) return undefined;
  if (redirect === undefined || !isRedirect(redirect)) return undefined;
  if (challenge === undefined || !challengeForm.test(challenge)) return undefined;
  const [state, issuerState] = [said('state'), said('issuer_state')];
  if ((state ?? '').length > longest || (issuerState ?? '').length > longest) return undefined;
  return {
    client,
    redirect,
    challenge,
    kinds: kindsIn(said('scope')),
    ...present({ state, issuerState }),
  };
}
