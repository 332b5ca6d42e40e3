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

const isShort = (text: string | undefined): boolean => (text ?? '').length <= longest;

/** Each parameter once; empty for any other way than a code with PKCE. */
function saidIn(query: URLSearchParams): ReadonlyMap<string, string> {
  const said = new Map(query);
  const isCode = said.get('response_type') === 'code';
  const isWhole =
    isCode && said.get('code_challenge_method') === 'S256' && said.size === query.size;
  return isWhole && [...said.values()].every(isShort) ? said : new Map();
}

/** @returns undefined for what is not led back anywhere: whose address it is would be nobody's word. */
export function readAuthorization(query: URLSearchParams): AuthorizationAsked | undefined {
  const said = saidIn(query);
  const [client = '', redirect = '', challenge = ''] = [
    said.get('client_id'),
    said.get('redirect_uri'),
    said.get('code_challenge'),
  ];
  if (client === '' || !isRedirect(redirect) || !challengeForm.test(challenge)) return undefined;
  const more = present({ state: said.get('state'), issuerState: said.get('issuer_state') });
  return { client, redirect, challenge, kinds: kindsIn(said.get('scope')), ...more };
}
