import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client';
import { keyedHash } from '../base/index.js';
import { type EduidFacts, eduidFacts } from './eduid-claims.js';
import { answerAt, heedRefusal, type LoginBegun, LoginFailed, type LoginKept } from './login.js';

export interface EduidLoginDeps {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** A guarded fetch that may post. */
  readonly fetch: typeof fetch;
  /** Plain http: for a provider on this machine, in development. */
  readonly allowHttp: boolean;
  readonly keys: { readonly pairwise: Uint8Array };
  readonly now: () => Date;
  /** Gives up what was got for a login alone; it is not waited for. */
  readonly giveUp: (issuer: string, tokens: readonly string[]) => void;
}

/** Who it is, by a hash that nobody without our key can make of an eduID. */
export interface ProvenEduid extends Omit<EduidFacts, 'eduid'> {
  readonly subject: string;
  readonly issuer: string;
}
/** What lets us ask hosts in somebody's name, beside who they are. */
export interface GivenAuthority {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt: Date;
}
/** The same login, left with leave to ask hosts for a place in their name. */
export interface EnrolLogin {
  readonly issuer: string;
  /** @throws LoginFailed when the provider does not answer. */
  readonly begin: () => Promise<LoginBegun>;
  /** @throws LoginFailed when the answer is no good, or names no eduID. */
  readonly end: (
    kept: LoginKept,
    search: string,
  ) => Promise<{ readonly who: ProvenEduid; readonly authority: GivenAuthority }>;
  /** @returns undefined where it is given no more. @throws LoginFailed where the provider is away. */
  readonly renew: (refreshToken: string) => Promise<GivenAuthority | undefined>;
  /** Declares them void; it is not waited for. */
  readonly giveUp: (tokens: readonly string[]) => void;
}
export interface EduidLogin {
  readonly issuer: string;
  /** @throws LoginFailed when the provider does not answer. */
  readonly begin: () => Promise<LoginBegun>;
  /** @throws LoginFailed when the answer is no good, or names no eduID. */
  readonly end: (kept: LoginKept, search: string) => Promise<ProvenEduid>;
}

/** What the provider says of itself is asked again after an hour. */
const keepMs = 3_600_000;
const timeoutSeconds = 8;

/** The library posts forms. */
const bodyOf = (body: unknown): string | null =>
  typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : null;

/** Asked when somebody first signs in, not at the start: a provider that is away keeps nobody else out. */
function providerOf(deps: EduidLoginDeps): () => Promise<Configuration> {
  const { issuer, clientId, clientSecret, fetch, allowHttp, now } = deps;
  let known: { readonly config: Configuration; readonly at: number } | undefined;
  return async () => {
    const at = now().getTime();
    if (known !== undefined && at - known.at < keepMs) return known.config;
    const config = await discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      ClientSecretBasic(clientSecret),
      {
        timeout: timeoutSeconds,
        [customFetch]: (url, { method, headers, body, signal }) =>
          fetch(url, { method, headers, body: bodyOf(body), ...(signal && { signal }) }),
        ...(allowHttp && { execute: [allowInsecureRequests] }),
      },
    );
    known = { config, at };
    return config;
  };
}

async function begin(
  config: Configuration,
  redirectUri: string,
  // What is told follows from what the provider and we agreed, not from more words here.
  scope = 'openid',
  prompt: Readonly<Record<string, string>> = {},
): Promise<LoginBegun> {
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const { href } = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    ...prompt,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { href, state, nonce, verifier };
}

const secondsSince = (since: Date, now: Date): number =>
  Math.max(0, Math.ceil((now.getTime() - since.getTime()) / 1000));

/** Who it is, and what the provider gave. */
async function exchange(
  config: Configuration,
  { issuer, redirectUri, keys, now }: EduidLoginDeps,
  { state, verifier, nonce, since }: LoginKept,
  search: string,
) {
  const answer = answerAt(redirectUri, search);
  heedRefusal(answer);
  if (nonce === undefined) throw new LoginFailed('PROVIDER_FAILED');
  const tokens = await authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    // When they signed in has to stand in the token then, and to be no sooner, give or take what clocks differ.
    ...(since !== undefined && { maxAge: secondsSince(since, now()) }),
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new LoginFailed('PROVIDER_FAILED');
  // Of the same person as the ID token: the library compares the two.
  const userInfo = await fetchUserInfo(config, tokens.access_token, claims.sub);
  const facts = eduidFacts({ ...claims, ...userInfo }, issuer, now());
  const given = [tokens.refresh_token ?? [], tokens.access_token].flat();
  if (facts === undefined) return { given, tokens };
  const { eduid, ...rest } = facts;
  const subject = keyedHash(keys.pairwise, 'eduID', issuer, eduid);
  return { given, tokens, who: { ...rest, issuer, subject } satisfies ProvenEduid };
}

async function end(
  config: Configuration,
  deps: EduidLoginDeps,
  kept: LoginKept,
  search: string,
): Promise<ProvenEduid> {
  const { given, who } = await exchange(config, deps, kept, search);
  deps.giveUp(deps.issuer, given);
  if (who === undefined) throw new LoginFailed('NO_EDUID');
  return who;
}

/** A provider that does not say how long a token holds is taken at a short word. */
const usualSeconds = 300;

interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string | undefined;
  readonly expiresIn: () => number | undefined;
}
function authorityIn(tokens: Tokens, now: Date): GivenAuthority {
  const seconds = tokens.expiresIn() ?? usualSeconds;
  const { refresh_token: refreshToken } = tokens;
  return {
    accessToken: tokens.access_token,
    ...(refreshToken !== undefined && { refreshToken }),
    expiresAt: new Date(now.getTime() + seconds * 1000),
  };
}

/** That they sign in anew is asked for in an address that passes through a browser: so it is looked at in the answer as well. */
const anew = { prompt: 'login consent', max_age: '300' };

async function endWithAuthority(
  config: Configuration,
  deps: EduidLoginDeps,
  kept: LoginKept,
  search: string,
) {
  if (kept.since === undefined) throw new LoginFailed('PROVIDER_FAILED');
  const { given, who, tokens } = await exchange(config, deps, kept, search);
  if (who === undefined) {
    deps.giveUp(deps.issuer, given);
    throw new LoginFailed('NO_EDUID');
  }
  return { who, authority: authorityIn(tokens, deps.now()) };
}

/** Whatever the library meets, its message may name a person or hold a token: it goes no further. */
async function withoutWords<T>(login: () => Promise<T>): Promise<T> {
  try {
    return await login();
  } catch (cause) {
    throw cause instanceof LoginFailed ? cause : new LoginFailed('PROVIDER_FAILED', { cause });
  }
}

/** eduID, or SURFconext as set to require it: code with PKCE, state and nonce; who it is comes from userinfo. */
export function eduidLogin(deps: EduidLoginDeps): EduidLogin {
  const provider = providerOf(deps);
  return {
    issuer: deps.issuer,
    begin: () => withoutWords(async () => begin(await provider(), deps.redirectUri)),
    end: (kept, search) => withoutWords(async () => end(await provider(), deps, kept, search)),
  };
}

/** @param scope what is asked for beside who it is: the right to ask for places, as the provider and the hosts agreed. */
export function enrolLogin(deps: EduidLoginDeps, scope: string): EnrolLogin {
  const provider = providerOf(deps);
  const asked = `openid offline_access ${scope}`;
  return {
    issuer: deps.issuer,
    // Whoever sat here before may be signed in there still; and without a yes there is no leave for later.
    begin: () =>
      withoutWords(async () => ({
        ...(await begin(await provider(), deps.redirectUri, asked, anew)),
        since: deps.now(),
      })),
    end: (kept, search) =>
      withoutWords(async () => endWithAuthority(await provider(), deps, kept, search)),
    renew: async (refreshToken) => {
      try {
        return authorityIn(await refreshTokenGrant(await provider(), refreshToken), deps.now());
      } catch (cause) {
        // Taken back, or run out: they are asked again. A provider that is away is another matter.
        if (cause instanceof ResponseBodyError && cause.error === 'invalid_grant') return undefined;
        throw new LoginFailed('PROVIDER_FAILED', { cause });
      }
    },
    giveUp: (tokens) => deps.giveUp(deps.issuer, tokens),
  };
}
