import { Fault, type InstitutionId, present } from '../base/index.js';
import {
  type ClusterName,
  clusterNames,
  clusters,
  clustersInScope,
  isNoMoreThan,
  scopeOfCluster,
  termsOfClusters,
} from '../consent/index.js';
import type { AppAnswerDraft, AppAsk } from '../identity/index.js';
import type { GrantRow, LearnerRow, RegisteredApp } from '../ledger/index.js';
import { actorOf, type PodState, podState, whyNot, yesOf } from './change-consent.js';
import type { NewGrant } from './grant-terms.js';
import type { Caller, House } from './house.js';

/** What an app asks somebody, and how it compares with what they share with it. */
export interface AppRequest {
  readonly app: RegisteredApp;
  /** Where the answer goes: the part of its address that nobody else can have. */
  readonly origin: string;
  readonly asked: readonly ClusterName[];
  /** Asked now, and not part of what this learner ever shared with it; empty at the first time. */
  readonly added: readonly ClusterName[];
  /** In force at this moment. */
  readonly shared: readonly ClusterName[];
  readonly grants: readonly GrantRow[];
  readonly isFirst: boolean;
  /** Undefined: they are no learner here, and have nothing to share. */
  readonly learner: LearnerRow | undefined;
}

const live = new Set(['PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED']);
const isLive = ({ state, validUntil }: GrantRow): boolean =>
  live.has(state) && validUntil > new Date();

/** Whether a grant shows all of a cluster, of one school or of all. */
const shows = ({ scope, facets }: GrantRow, name: ClusterName): boolean => {
  const { recordTypes, facets: wanted } = clusters[name];
  const types = recordTypes.every((type) =>
    scope.some((selector) => selector.types === undefined || selector.types.includes(type)),
  );
  return types && wanted.every((facet) => facets.includes(facet));
};
const clustersIn = (grants: readonly GrantRow[]): readonly ClusterName[] =>
  clusterNames.filter((name) => grants.some((grant) => shows(grant, name)));

/** @throws Fault `Forbidden` for a token: no app says yes for somebody. */
function person({ principal }: Caller) {
  if (principal.kind !== 'session') {
    throw new Fault('Forbidden', 'This is for people who are signed in themselves.');
  }
  return principal.webId;
}

async function grantsTo(house: House, learner: LearnerRow | undefined, app: RegisteredApp) {
  const all = learner === undefined ? [] : await house.ledger.grants.ofLearner(learner.id);
  return all.filter(
    ({ grantee, purpose }) =>
      grantee.kind === 'app' && grantee.client === app.client && purpose === app.purpose,
  );
}

async function requestOf(house: House, caller: Caller, ask: AppAsk): Promise<AppRequest> {
  const app = await house.ledger.apps.byClient(ask.client);
  if (app === undefined || app.suspended) throw new Fault('NotFound', 'No such app.');
  const learner = await house.ledger.learners.byWebId(person(caller));
  const ever = await grantsTo(house, learner, app);
  const grants = ever.filter(isLive);
  const asked = clustersInScope(ask.scope).filter((name) => app.clusters.includes(name));
  const before = clustersIn(ever);
  const isFirst = ever.length === 0;
  return {
    app,
    origin: new URL(ask.redirectUri).origin,
    asked,
    added: isFirst ? [] : asked.filter((name) => !before.includes(name)),
    shared: clustersIn(grants),
    grants,
    isFirst,
    learner,
  };
}

const isOver = () => new Fault('NotFound', 'This is not asked of you, or not any more.');

/** What waits for an answer on our page. @throws Fault `NotFound` for what is over, or was asked of somebody else. */
export async function appRequest(house: House, caller: Caller, id: string): Promise<AppRequest> {
  const ask = await house.apps.issuer.askOf(id, person(caller));
  if (ask === undefined) throw isOver();
  return requestOf(house, caller, ask);
}

/** SIGN_IN: no more than who they are; what they share stays as it is. */
export type AppDecision = 'GRANT' | 'SIGN_IN' | 'DECLINE';
export interface AppAnswer {
  readonly decision: AppDecision;
  /** For GRANT: all of what is shared from now on. */
  readonly clusters: readonly ClusterName[];
  /** Absent: of any school. */
  readonly institutions?: readonly InstitutionId[];
  readonly until?: Date;
  readonly includeFuture?: boolean;
}
export interface AppAnswered {
  /** Where the browser goes on. */
  readonly redirectTo: string;
  readonly grants: readonly GrantRow[];
  readonly pod: PodState;
}

/** Each as one grant; together exactly what was chosen. */
function grantsFor({ app }: AppRequest, answer: AppAnswer): readonly NewGrant[] {
  const { institutions, until, includeFuture } = answer;
  return termsOfClusters(answer.clusters).map(({ types, facets }) =>
    present({
      grantee: { kind: 'app' as const, client: app.client },
      purpose: app.purpose,
      scope: [present({ types, institutions })],
      facets,
      until,
      includeFuture,
    }),
  );
}

function refuseOdd({ asked, learner }: AppRequest, { decision, ...answer }: AppAnswer): void {
  if (decision !== 'GRANT') {
    if (answer.clusters.length === 0) return;
    throw new Fault('BadInput', 'To share something, say yes to sharing.');
  }
  if (learner === undefined) {
    throw new Fault('BadInput', 'You have no kluis here, so there is nothing to share.');
  }
  if (answer.clusters.length === 0) {
    throw new Fault('BadInput', 'Choose what you share, or sign in without sharing.');
  }
  if (!isNoMoreThan(answer.clusters, asked)) {
    throw new Fault('BadInput', 'You can give less than was asked, not more.');
  }
  if (answer.institutions?.length === 0) {
    throw new Fault('BadInput', 'Choose at least one school, or leave it open.');
  }
}

interface Answering {
  readonly id: string;
  readonly request: AppRequest;
  readonly answer: AppAnswer;
}
/**
 * The answer stands; and with a yes to sharing, in one go: what was shared with this app for this purpose is over, and this is
 * shared.
 */
async function keep(
  house: House,
  caller: Caller,
  { request, answer }: Answering,
  { paper }: AppAnswerDraft,
): Promise<readonly string[]> {
  const { learner, app } = request;
  if (learner === undefined || answer.decision !== 'GRANT') {
    if (await house.ledger.papers.rewrite(paper)) return [];
    throw isOver();
  }
  const made = await house.ledger.grants.exchange(learner.id, {
    grantee: { kind: 'app', client: app.client },
    purpose: app.purpose,
    yeses: grantsFor(request, answer).map((one) => yesOf(house, caller, learner, one)),
    actor: actorOf(caller),
    answered: paper,
  });
  if (made === undefined || !('work' in made)) throw whyNot(made?.kind);
  return made.work;
}

/** @returns scopes of what the app can read from here on. */
const scopesOf = ({ shared }: AppRequest, { decision, clusters: given }: AppAnswer) =>
  (decision === 'GRANT' ? given : shared).map(scopeOfCluster);

async function answerOnce(
  house: House,
  caller: Caller,
  answering: Answering,
): Promise<AppAnswered> {
  const { issuer } = house.apps;
  const { id, request, answer } = answering;
  const who = person(caller);
  const isNo = answer.decision === 'DECLINE';
  const draft = await (isNo
    ? issuer.decline(id, who)
    : issuer.signIn(id, who, scopesOf(request, answer)));
  if (draft === undefined) throw isOver();
  const { redirectTo, discard } = draft;
  const work = await keep(house, caller, answering, draft).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  if (isNo) return { redirectTo, grants: [], pod: 'CONFIRMED' };
  const pod = await podState(house, work);
  const grants = (await grantsTo(house, request.learner, request.app)).filter(isLive);
  return { redirectTo, grants, pod };
}

/**
 * Somebody answers what an app asks them. Said twice, it counts once: the second is told where the first leads. A no,
 * and less than was asked, are answers like any other.
 */
export async function answerAppRequest(
  house: House,
  caller: Caller,
  id: string,
  answer: AppAnswer,
): Promise<AppAnswered> {
  const { issuer } = house.apps;
  const who = person(caller);
  const ask = await issuer.askOf(id, who);
  const request = ask && (await requestOf(house, caller, ask));
  if (request !== undefined) refuseOdd(request, answer);
  const claimed = await issuer.claim(id, who);
  if (typeof claimed === 'string') return { redirectTo: claimed, grants: [], pod: 'CONFIRMED' };
  if (!claimed || request === undefined) {
    throw request === undefined
      ? isOver()
      : new Fault('Conflict', 'You are answering this already.');
  }
  try {
    return await answerOnce(house, caller, { id, request, answer });
  } catch (error) {
    await issuer.giveBack(id);
    throw error;
  }
}
