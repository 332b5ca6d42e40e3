import { type Request, type Response, Router } from 'express';
import { type LearnerId, sha256Url } from '../base/index.js';
import { keepAuthority, linkEduid } from '../flows/index.js';
import { type BegunSignIn, isAnswerTo, LoginFailed, sessionTokenHash } from '../identity/index.js';
import type { LearnerRow, SignedIn } from '../ledger/index.js';
import { unkept } from './headers.js';
import { type Ending, enrolWay, type LoginKind, type Logins, wayOf } from './logins.js';
import { type Refusal, refuse } from './refuse.js';
import { returnPath } from './return-path.js';
import { type SessionDeps, startSession } from './session-start.js';
import { problemAt, type SignInProblem, signInAgain } from './sign-in-problems.js';
import { cookieOf } from './who-asks.js';

/** How long somebody may take at their login. */
const beginMs = 10 * 60_000;
const kinds = { eduid: 'EDUID', solid: 'SOLID' } as const satisfies Record<string, LoginKind>;

/** Stops here, and tells the page why. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(readonly problem: SignInProblem) {
    super(`a sign-in stopped: ${problem}`);
  }
}

/** @throws Stopped with the code for what went wrong; what is a fault of somebody's is heard of as well. */
function problemOf(error: unknown, onFault: Logins['onFault']): SignInProblem {
  if (error instanceof Stopped) return error.problem;
  if (error instanceof LoginFailed && error.code !== 'PROVIDER_FAILED') return error.code;
  onFault(error);
  return error instanceof LoginFailed ? error.code : 'TRY_LATER';
}

export interface Wish {
  readonly kind: LoginKind;
  readonly issuer: unknown;
  readonly returnTo: string;
  readonly link?: LearnerId;
  readonly bring?: BegunSignIn['bring'];
  /** Lets us ask hosts in their name. */
  readonly enrol?: LearnerId;
}

/** @returns where the browser is to go; what it comes back with will be held against what it carries. */
export async function begin(logins: Logins, response: Response, wish: Wish): Promise<string> {
  const { stateCookie, seal } = logins;
  const { kind, returnTo, link, bring, enrol } = wish;
  const way = enrol === undefined ? wayOf(logins, kind) : enrolWay(logins);
  if (way === undefined) throw new Stopped('NOT_OFFERED');
  const issuer = way.issuerOf(wish.issuer);
  if (issuer === undefined) throw new Stopped('ISSUER_NOT_TRUSTED');
  const { href, ...begun } = await way.begin(issuer);
  const expiresAt = new Date(Date.now() + beginMs);
  const sealed = seal.seal({ ...begun, kind, issuer, returnTo, link, bring, enrol, expiresAt });
  response.cookie(stateCookie.name, sealed, { ...stateCookie.attributes, maxAge: beginMs });
  response.set(unkept);
  return href;
}

/**
 * What this browser began, if this is the answer to it. An answer counts once, in the browser that asked: another’s, or one
 * that was shown before, is none.
 */
async function begunHere(
  { house, stateCookie, seal }: Logins,
  [request, response]: readonly [Request, Response],
  kind: LoginKind,
): Promise<BegunSignIn> {
  const { state } = request.query;
  const begun = seal.open(cookieOf(request, stateCookie.name) ?? '');
  const isOurs = begun?.kind === kind && typeof state === 'string' && isAnswerTo(begun, state);
  if (begun === undefined || !isOurs) throw new Stopped('START_AGAIN');
  response.clearCookie(stateCookie.name, stateCookie.attributes);
  const name = sha256Url(`sign-in ${begun.state}`);
  if (!(await house.ledger.usedProofs.isFirst(name, begun.expiresAt))) {
    throw new Stopped('START_AGAIN');
  }
  return begun;
}

/** Who is signed in in this browser. */
export async function signedInHere(
  { house }: Logins,
  { cookie }: SessionDeps,
  request: Request,
): Promise<SignedIn | undefined> {
  const token = cookieOf(request, cookie.name);
  return token === undefined ? undefined : house.ledger.sessions.find(sessionTokenHash(token));
}

async function learnerHere(
  logins: Logins,
  sessions: SessionDeps,
  request: Request,
): Promise<LearnerRow | undefined> {
  const { house } = logins;
  const signedIn = await signedInHere(logins, sessions, request);
  return signedIn && house.ledger.learners.byWebId(signedIn.webId);
}

/** Nothing is done as whoever comes back before it is them who began here. @throws Stopped */
async function heedBringing(
  logins: Logins,
  sessions: SessionDeps,
  request: Request,
  { bring }: BegunSignIn,
): Promise<void> {
  if (bring === undefined) return;
  const here = await signedInHere(logins, sessions, request);
  if (here?.webId !== bring.webId) throw new Stopped('SESSION_ENDED');
}

async function linkTo(
  learner: LearnerRow | undefined,
  meant: LearnerId,
  ending: Ending,
): Promise<void> {
  if (learner?.id !== meant) throw new Stopped('SESSION_ENDED');
  if (!(await ending.link(learner))) throw new Stopped('LINKED_ELSEWHERE');
}

/** Leave to ask hosts in their name, of an eduID that leads to no other kluis. */
async function endEnrolling(
  { house, enrol: login }: Logins,
  here: () => Promise<LearnerRow | undefined>,
  begun: BegunSignIn,
  search: string,
): Promise<string> {
  if (login?.issuer !== begun.issuer) throw new Stopped('NOT_OFFERED');
  const { who, authority } = await login.end(begun, search);
  // Only now: a session that ended while the provider was asked gives nothing any more.
  const learner = await here();
  const isHere = learner !== undefined && learner.id === begun.enrol;
  if (!isHere || !(await linkEduid(house, learner.id, who))) {
    login.giveUp([authority.refreshToken ?? [], authority.accessToken].flat());
    throw new Stopped(isHere ? 'LINKED_ELSEWHERE' : 'SESSION_ENDED');
  }
  await keepAuthority(house, learner.id, authority);
  return begun.returnTo;
}

/** @returns where they go from here. */
async function finish(
  logins: Logins,
  sessions: SessionDeps,
  at: readonly [Request, Response],
  begun: BegunSignIn,
): Promise<string> {
  const { kind, issuer, link, returnTo } = begun;
  const [request] = at;
  const { search } = new URL(request.originalUrl, 'http://own.invalid');
  if (begun.enrol !== undefined) {
    return endEnrolling(logins, () => learnerHere(logins, sessions, request), begun, search);
  }
  const way = wayOf(logins, kind);
  if (way?.issuerOf(issuer) !== issuer) throw new Stopped('NOT_OFFERED');
  await heedBringing(logins, sessions, request, begun);
  const ending = await way.end(begun, search);
  if (ending.pod !== undefined && ending.pod !== 'brought') throw new Stopped(ending.pod);
  if (link !== undefined) {
    await linkTo(await learnerHere(logins, sessions, request), link, ending);
    return returnTo;
  }
  const arrived = await ending.arrive();
  if (typeof arrived === 'string') throw new Stopped(arrived);
  await startSession(sessions, at, arrived.who, { issuer, way: arrived.way });
  return arrived.problem === undefined ? returnTo : problemAt(arrived.problem, '/account');
}

/** Where somebody hears that it did not come about: at the sign-in, or on the page where they linked a login. */
function backTo(begun: BegunSignIn | undefined, problem: SignInProblem): string {
  if (begun?.link === undefined && begun?.bring === undefined && begun?.enrol === undefined)
    return signInAgain(problem, begun?.returnTo ?? '/');
  return problemAt(problem, begun.returnTo);
}

function signInDoors(router: Router, logins: Logins, sessions: SessionDeps): void {
  const { onFault } = logins;
  for (const [name, kind] of Object.entries(kinds)) {
    router.get(`/sign-in/${name}`, async (request, response) => {
      const { issuer, return: asked } = request.query;
      const wish = { kind, issuer, returnTo: returnPath(asked) };
      const to = await begin(logins, response, wish).catch((error: unknown) =>
        signInAgain(problemOf(error, onFault), wish.returnTo),
      );
      response.set(unkept).redirect(303, to);
    });
    router.get(`/sign-in/${name}/callback`, async (request, response) => {
      const at = [request, response] as const;
      let begun: BegunSignIn | undefined;
      try {
        begun = await begunHere(logins, at, kind);
        response.set(unkept).redirect(303, await finish(logins, sessions, at, begun));
      } catch (error) {
        response.set(unkept).redirect(303, backTo(begun, problemOf(error, onFault)));
      }
    });
  }
}

export const foreign: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'This request did not come from our own page.',
};
export const nobody: Refusal = { status: 401, code: 'UNAUTHENTICATED', message: 'Sign in first.' };
const notOffered: Refusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is no such way to sign in here.',
};
const away: Refusal = {
  status: 502,
  code: 'UPSTREAM',
  message: 'This way to sign in does not answer now. Try again later.',
};

/** What a page of ours is told that could not send its browser to a login. */
export function whyNotBegun(error: unknown, onFault: Logins['onFault']): Refusal {
  const problem = problemOf(error, onFault);
  return problem === 'PROVIDER_FAILED' || problem === 'TRY_LATER' ? away : notOffered;
}

/** Whether a request came from our own page. */
export function isOwnPage({ ownOrigins }: Logins, request: Request): boolean {
  const origin = request.get('origin');
  return request.get('x-csrf') === '1' && (origin === undefined || ownOrigins.includes(origin));
}

function linkDoors(router: Router, logins: Logins, sessions: SessionDeps): void {
  const { onFault } = logins;
  for (const [name, kind] of Object.entries(kinds)) {
    router.post(`/account/link/${name}`, async (request, response) => {
      if (!isOwnPage(logins, request)) return refuse(response, foreign, unkept);
      const learner = await learnerHere(logins, sessions, request);
      if (learner === undefined) return refuse(response, nobody, unkept);
      const { issuer, return: asked } = request.query;
      const wish = { kind, issuer, returnTo: returnPath(asked, '/account'), link: learner.id };
      try {
        response.json({ href: await begin(logins, response, wish) });
      } catch (error) {
        refuse(response, whyNotBegun(error, onFault), unkept);
      }
    });
  }
}

/** A learner lets us ask hosts for a place in their name. */
function enrolDoor(router: Router, logins: Logins, sessions: SessionDeps): void {
  const { onFault } = logins;
  router.post('/account/enrol/eduid', async (request, response) => {
    if (!isOwnPage(logins, request)) return refuse(response, foreign, unkept);
    const learner = await learnerHere(logins, sessions, request);
    if (learner === undefined) return refuse(response, nobody, unkept);
    const returnTo = returnPath(request.query['return'], '/route');
    const wish = { kind: 'EDUID', issuer: undefined, returnTo, enrol: learner.id } as const;
    try {
      response.json({ href: await begin(logins, response, wish) });
    } catch (error) {
      refuse(response, whyNotBegun(error, onFault), unkept);
    }
  });
}

/** Signing in by a login elsewhere, and linking one to a kluis. No token of it reaches the browser. */
export function loginDoors(logins: Logins, sessions: SessionDeps): Router {
  const router = Router();
  signInDoors(router, logins, sessions);
  linkDoors(router, logins, sessions);
  enrolDoor(router, logins, sessions);
  return router;
}
