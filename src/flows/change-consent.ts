import { Fault, type GrantId, present } from '../base/index.js';
import type { Grantee, Selector } from '../consent/index.js';
import type {
  AccessRequestRow,
  GrantMade,
  LearnerRow,
  RequestedItem,
  Yes,
} from '../ledger/index.js';
import type { Facet } from '../records/index.js';
import { defaults, type GivenTerms, type NewGrant, termsOf } from './grant-terms.js';
import type { Caller, House } from './house.js';
import { missingItems } from './missing.js';
import { ownLearner } from './own-records.js';

/** Whether the pod has followed already, or will. Access counts from CONFIRMED; a stop counts at once. */
export type PodState = 'CONFIRMED' | 'PENDING';
export interface ConsentChange {
  readonly grantId: GrantId;
  readonly pod: PodState;
  /** Of the request it answers: what was required and is not given in full. */
  readonly missing?: readonly RequestedItem[];
}

export type RequestAnswer =
  | { readonly decision: 'DECLINE' }
  | ({ readonly decision: 'GRANT' } & GivenTerms);

export const actorOf = ({ principal }: Caller) => ({
  webId: principal.webId,
  client: principal.clientId,
});

export const podState = async (house: House, work: readonly string[]): Promise<PodState> =>
  (await house.ledger.outbox.isDone(work, house.podWaitMs)) ? 'CONFIRMED' : 'PENDING';

export function whyNot(kind: Exclude<GrantMade['kind'], 'made' | 'proposed'> | undefined): Fault {
  if (kind === 'paused') {
    return new Fault('BadInput', 'You paused all access: resume it before you share anew.');
  }
  if (kind === 'no guardian') {
    return new Fault(
      'BadInput',
      'You are under sixteen: a parent or guardian has to say yes too, and none is known here yet.',
    );
  }
  return new Fault('NotFound', 'This request is not open.');
}

/** A guardian's right is to decide, never to read: not for themself, and not by a link whose secret they would hold. */
function refuseReading(grantee: Grantee, { principal }: Caller): void {
  const isForThemself = grantee.kind === 'person' && grantee.webId === principal.webId;
  if (isForThemself || grantee.kind === 'link') {
    throw new Fault('BadInput', 'A guardian decides with their ward, and does not read.');
  }
}

/** With the request it answers, if it answers one. */
type AskedGrant = NewGrant & {
  readonly answers?: string;
  readonly byGuardian?: boolean;
  readonly unlessGiven?: Date;
};

/** A yes that may be said, in full. */
export function yesOf(house: House, caller: Caller, learner: LearnerRow, asked: AskedGrant): Yes {
  const { grantee, answers, byGuardian, unlessGiven } = asked;
  if (grantee.kind === 'person' && grantee.webId === learner.webId) {
    throw new Fault('BadInput', 'Your own records are yours already.');
  }
  if (byGuardian === true) refuseReading(grantee, caller);
  const yes = { grantee, terms: termsOf(house, asked), actor: actorOf(caller) };
  return present({ ...yes, answers, byGuardian, unlessGiven });
}

export async function giveAccess(
  house: House,
  caller: Caller,
  learner: LearnerRow,
  asked: AskedGrant,
): Promise<ConsentChange> {
  const yes = yesOf(house, caller, learner, asked);
  const made = await house.ledger.grants.grant(learner.id, yes);
  if (made === undefined || !('id' in made)) throw whyNot(made?.kind);
  // What waits for a guardian is owed no view yet.
  const pod = made.kind === 'made' ? await podState(house, made.work) : 'PENDING';
  return { grantId: made.id, pod };
}

/** A learner shares of their own accord. */
export async function grantAccess(
  house: House,
  caller: Caller,
  asked: NewGrant,
): Promise<ConsentChange> {
  return giveAccess(house, caller, await ownLearner(house, caller), asked);
}

const inside = <T>(given: readonly T[] | undefined, asked: readonly T[]): boolean =>
  asked.length === 0 || (given !== undefined && given.every((item) => asked.includes(item)));

const covers = (item: RequestedItem, selector: Selector, facets: readonly Facet[]): boolean =>
  selector.status === undefined &&
  inside(selector.types, item.recordTypes) &&
  inside(selector.institutions, item.institutions) &&
  facets.every((facet) => item.facets.includes(facet));

/** What is given is part of what was asked: a yes never gives more than the question. */
function refuseMore(request: AccessRequestRow, given: GivenTerms): void {
  const facets = given.facets ?? defaults.facets;
  const asked = given.scope.every((selector) =>
    request.items.some((item) => covers(item, selector, facets)),
  );
  const later = given.until !== undefined && given.until > request.until;
  if (
    !asked ||
    later ||
    !(given.personFacets ?? []).every((facet) => request.personFacets.includes(facet))
  ) {
    throw new Fault('BadInput', 'You can give less than was asked, not more.');
  }
}

/** @returns undefined after a no: the asker is told nothing that silence would not tell. */
export async function answerRequest(
  house: House,
  caller: Caller,
  requestId: string,
  answer: RequestAnswer,
): Promise<ConsentChange | undefined> {
  const learner = await ownLearner(house, caller);
  const request = await house.ledger.requests.byId(learner.id, requestId);
  if (request === undefined || request.state !== 'OPEN') {
    throw new Fault('NotFound', 'This request is not open.');
  }
  if (answer.decision === 'DECLINE') {
    if (!(await house.ledger.requests.decline(learner.id, requestId, actorOf(caller)))) {
      throw new Fault('NotFound', 'This request is not open.');
    }
    return undefined;
  }
  refuseMore(request, answer);
  const { grantee, client, purpose, until } = request;
  const yes = { until, ...answer, clients: [client], purpose, answers: requestId };
  const made = await giveAccess(house, caller, learner, {
    ...yes,
    grantee: { kind: 'person', webId: grantee },
  });
  const given = { scope: answer.scope, facets: answer.facets ?? defaults.facets };
  return { ...made, missing: missingItems(request.items, given) };
}
