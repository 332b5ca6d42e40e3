import {
  type AuthorizationRequestState,
  EVENTS,
  InMemoryStorage,
  Session,
  type SessionTokenSet,
} from '@inrupt/solid-client-authn-node';
import { asWebId, type ClientId, Fault, type WebId } from '../base/index.js';
import { dpopFetch } from './dpop.js';
import { answerAt, heedRefusal, type LoginBegun, LoginFailed, type LoginKept } from './login.js';
import { sameIssuer } from './trusted-issuers.js';
import type { WebIdIssuers } from './webid-issuers.js';

export interface SolidLoginDeps {
  /** The allow-list, as the issuers spell themselves: of no other is anything ever fetched. */
  readonly issuers: readonly string[];
  /** Our page as an app: its document says where a login may come back to. */
  readonly clientId: ClientId;
  readonly redirectUri: string;
  readonly webIds: WebIdIssuers;
  /** Gives up what was got for a login alone; it is not waited for. */
  readonly giveUp: (issuer: string, tokens: readonly string[]) => void;
  /** From `podTransport`: for what somebody has done at their own pod. */
  readonly pods: typeof fetch;
  readonly now: () => Date;
}
export interface ProvenWebId {
  readonly webId: WebId;
  readonly issuer: string;
}

export interface SolidLogin {
  /** @returns the issuer as it spells itself; undefined when it is not on the list. */
  readonly issuerOf: (asked: string) => string | undefined;
  /** @throws LoginFailed when it does not answer as a Solid login does. */
  readonly begin: (issuer: string) => Promise<LoginBegun>;
  /** @throws LoginFailed when the answer is no good. */
  readonly end: (kept: LoginKept, search: string) => Promise<ProvenWebId>;
  /**
   * The same, and something done as them at their own pod before what was got is given up.
   * @throws LoginFailed when the answer is no good; whatever the work throws besides.
   */
  readonly endWith: <T>(kept: LoginKept, search: string, work: AsThem<T>) => Promise<T>;
}
/** @param as asks and proves with their own login; good for as long as the work takes. */
export type AsThem<T> = (proven: ProvenWebId, as: typeof fetch) => Promise<T>;

/** Ends the library's session: it would keep its tokens, and a timer that keeps the process from ending. */
const dispose = (session: Session): Promise<void> => session.logout({ logoutType: 'app' });

async function beginIn(
  { clientId, redirectUri }: SolidLoginDeps,
  session: Session,
  oidcIssuer: string,
): Promise<LoginBegun> {
  const requested: AuthorizationRequestState[] = [];
  session.events.on(EVENTS.AUTHORIZATION_REQUEST, (said) => requested.push(said));
  let href: string | undefined;
  await session.login({
    oidcIssuer,
    clientId,
    redirectUrl: redirectUri,
    handleRedirect: (url) => {
      href = url;
    },
  });
  const [said] = requested;
  // An issuer that knows no Solid would have us register with it under another name.
  if (href === undefined || said?.clientId !== clientId) throw new LoginFailed('PROVIDER_FAILED');
  return { href, state: said.state, verifier: said.codeVerifier };
}

async function begin(deps: SolidLoginDeps, issuer: string): Promise<LoginBegun> {
  const session = new Session({ storage: new InMemoryStorage(), keepAlive: false });
  try {
    return await beginIn(deps, session, issuer);
  } finally {
    await dispose(session);
  }
}

/** The library takes the issuer's word for it; whose WebID it is, has to say so as well. */
async function askProfile({ webIds }: SolidLoginDeps, webId: WebId, issuer: string): Promise<void> {
  const isListed = await webIds.lists(webId, issuer).catch((cause: unknown) => {
    if (!(cause instanceof Fault)) throw cause;
    throw new LoginFailed('WEBID_NOT_CONFIRMED', { cause });
  });
  if (!isListed) throw new LoginFailed('WEBID_NOT_CONFIRMED');
}

const tokensIn = (got: SessionTokenSet | undefined): readonly string[] =>
  [got?.refreshToken ?? [], got?.accessToken ?? []].flat();

/** Their token goes with proof of its key, which never leaves: a pod that sees one can use it nowhere else. */
function asThem({ pods, now }: SolidLoginDeps, got: SessionTokenSet): typeof fetch {
  const { accessToken, dpopKey } = got;
  if (accessToken === undefined || dpopKey === undefined) throw new LoginFailed('PROVIDER_FAILED');
  const { privateKey, publicKey: publicJwk } = dpopKey;
  const key = { kid: '', privateKey, publicJwk };
  return dpopFetch({ token: () => Promise.resolve(accessToken), key, fetch: pods, now });
}

interface Answered {
  readonly session: Session;
  readonly issuer: string;
  readonly answer: URL;
}
async function proven<T>(
  deps: SolidLoginDeps,
  { session, issuer, answer }: Answered,
  work: AsThem<T>,
): Promise<T> {
  const got: SessionTokenSet[] = [];
  session.events.on(EVENTS.NEW_TOKENS, (tokens) => got.push(tokens));
  const info = await session.handleIncomingRedirect(answer.href);
  const [tokens] = got;
  try {
    const webId = asWebId(info?.webId ?? '');
    const isOfIssuer = tokens !== undefined && sameIssuer(tokens.issuer) === sameIssuer(issuer);
    if (info?.isLoggedIn !== true || webId === undefined || !isOfIssuer) {
      throw new LoginFailed('PROVIDER_FAILED');
    }
    await askProfile(deps, webId, issuer);
    return await work({ webId, issuer }, asThem(deps, tokens));
  } finally {
    deps.giveUp(issuer, tokensIn(tokens));
  }
}
async function end<T>(
  deps: SolidLoginDeps,
  kept: LoginKept,
  search: string,
  work: AsThem<T>,
): Promise<T> {
  const { issuer, state, verifier: codeVerifier } = kept;
  const { clientId, redirectUri: redirectUrl } = deps;
  const answer = answerAt(redirectUrl, search);
  heedRefusal(answer);
  const begun = { state, codeVerifier, issuer, redirectUrl, dpopBound: true, clientId };
  const session = await Session.fromAuthorizationRequestState(begun);
  try {
    return await proven(deps, { session, issuer, answer }, work);
  } finally {
    await dispose(session);
  }
}

/** Notes what the work of whoever called us throws: that is no failure of a login. */
const noting =
  <A extends readonly unknown[], T>(thrown: unknown[], work: (...asked: A) => Promise<T>) =>
  async (...asked: A): Promise<T> => {
    try {
      return await work(...asked);
    } catch (error) {
      thrown.push(error);
      throw error;
    }
  };

/**
 * Whatever the library meets, its message may name a person or hold a token: it goes no further.
 * @param thrown what is none of the library's, and goes on as it is.
 */
async function withoutWords<T>(login: (thrown: unknown[]) => Promise<T>): Promise<T> {
  const thrown: unknown[] = [];
  try {
    return await login(thrown);
  } catch (cause) {
    if (cause instanceof LoginFailed || thrown.includes(cause)) throw cause;
    throw new LoginFailed('PROVIDER_FAILED', { cause });
  }
}

/** Solid-OIDC for somebody at our page: who they are, and nothing of theirs is kept. */
export function solidLogin(deps: SolidLoginDeps): SolidLogin {
  const listed = new Map(deps.issuers.map((issuer) => [sameIssuer(issuer), issuer]));
  return {
    issuerOf: (asked) => listed.get(sameIssuer(asked)),
    begin: (issuer) => withoutWords(() => begin(deps, issuer)),
    end: (kept, search) => withoutWords(() => end(deps, kept, search, async (who) => who)),
    endWith: (kept, search, work) =>
      withoutWords((thrown) => end(deps, kept, search, noting(thrown, work))),
  };
}
