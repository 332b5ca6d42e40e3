import { type ClientId, Fault, type GrantId, type WebId } from '../base/index.js';
import type { GrantablePurpose, GrantTerms, Selector } from '../consent/index.js';
import type { AccessRequestRow, LearnerRow, RequestedItem } from '../ledger/index.js';
import type { Facet, PersonFacet } from '../records/index.js';
import type { Caller, House } from './house.js';
import { missingItems } from './missing.js';
import { ownLearner } from './own-records.js';

/** What a learner gets when they say yes without saying more. */
export const defaults = { facets: ['core', 'credits'], days: 90 } as const;
const dayMs = 86_400_000;

/** Whether the pod has followed already, or will. Access counts from CONFIRMED; a stop counts at once. */
export type PodState = 'CONFIRMED' | 'PENDING';
export interface ConsentChange {
  readonly grantId: GrantId;
  readonly pod: PodState;
  /** Of the request it answers: what was required and is not given in full. */
  readonly missing?: readonly RequestedItem[];
}

export interface GivenTerms {
  readonly scope: readonly Selector[];
  readonly facets?: readonly Facet[];
  readonly personFacets?: readonly PersonFacet[];
  readonly until?: Date;
}
export interface NewGrant extends GivenTerms {
  readonly grantee: WebId;
  readonly clients?: readonly ClientId[];
  readonly purpose: GrantablePurpose;
  readonly includeFuture?: boolean;
  readonly maxSessions?: number;
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

function endOf(house: House, from: Date, until: Date | undefined): Date {
  const end = until ?? new Date(from.getTime() + defaults.days * dayMs);
  const days = (end.getTime() - from.getTime()) / dayMs;
  if (!(days > 0)) throw new Fault('BadInput', 'The end date must lie ahead.');
  if (days > house.grantMaxDays) {
    throw new Fault('BadInput', `Access can last ${house.grantMaxDays} days at most.`);
  }
  return end;
}

const mostChoices = 50;

/** A scope says what; an empty one would say everything, and nobody gives everything by leaving a field empty. */
export function refuseEmpty({ scope, facets }: GivenTerms): void {
  if (scope.length === 0) {
    throw new Fault('BadInput', 'Say which records you share: at least one choice.');
  }
  if (scope.length > mostChoices) {
    throw new Fault('BadInput', 'That is more than fits one grant: share in fewer choices.');
  }
  if (facets?.length === 0) {
    throw new Fault('BadInput', 'Say which parts of the records you share: at least one.');
  }
}

/** What was said, and what goes without saying. */
function termsOf(house: House, asked: NewGrant): GrantTerms {
  const { purpose, scope, maxSessions } = asked;
  const validFrom = new Date();
  return {
    purpose,
    scope,
    clients: asked.clients ?? [house.pageClient],
    facets: asked.facets ?? defaults.facets,
    personFacets: asked.personFacets ?? [],
    validFrom,
    validUntil: endOf(house, validFrom, asked.until),
    includeFuture: asked.includeFuture ?? false,
    ...(maxSessions !== undefined && { maxSessions }),
  };
}

async function grant(
  house: House,
  caller: Caller,
  learner: LearnerRow,
  asked: NewGrant & { answers?: string },
) {
  refuseEmpty(asked);
  const { grantee, answers } = asked;
  if (grantee === learner.webId) throw new Fault('BadInput', 'Your own records are yours already.');
  const terms = termsOf(house, asked);
  const yes = { grantee, terms, actor: actorOf(caller), ...(answers !== undefined && { answers }) };
  const made = await house.ledger.grants.grant(learner.id, yes);
  if (made?.kind === 'paused') {
    throw new Fault('BadInput', 'You paused all access: resume it before you share anew.');
  }
  if (made?.kind !== 'made') throw new Fault('NotFound', 'This request is not open.');
  return { grantId: made.id, pod: await podState(house, made.work) };
}

/** A learner shares of their own accord. */
export async function grantAccess(
  house: House,
  caller: Caller,
  asked: NewGrant,
): Promise<ConsentChange> {
  return grant(house, caller, await ownLearner(house, caller), asked);
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
  const yes = { until, ...answer, grantee, clients: [client], purpose, answers: requestId };
  const made = await grant(house, caller, learner, yes);
  const given = { scope: answer.scope, facets: answer.facets ?? defaults.facets };
  return { ...made, missing: missingItems(request.items, given) };
}
