import { asWebId, Fault, type InstitutionId, learnerId } from '../base/index.js';
import type { NewAccessRequest } from '../ledger/index.js';
import { ownSource } from '../records/index.js';
import { nobody } from './find-learner.js';
import type { Caller, House } from './house.js';
import { plainText } from './plain-text.js';

/** Most things one request may ask for. */
const mostItems = 20;
/** Longest reason a learner is asked to read, in characters. */
export const reasonLength = 500;

/** Longest a grantee can say that they keep what they read, in days. */
const mostRetention = 3650;

export type AccessAsk = Omit<NewAccessRequest, 'grantee' | 'client'>;

/** @throws Fault `BadInput` for what nobody can be asked, whoever it is about. */
function refuseOdd(house: House, ask: AccessAsk): void {
  if (ask.items.length === 0 || ask.items.some(({ facets }) => facets.length === 0)) {
    throw new Fault('BadInput', 'Say what you ask for: at least one item with at least one part.');
  }
  if (ask.items.length > mostItems) {
    throw new Fault('BadInput', 'That is more than fits one request: ask for less at once.');
  }
  const isKnown = (id: InstitutionId) => id === ownSource.id || house.institutions.has(id);
  if (!ask.items.every(({ institutions }) => institutions.every(isKnown))) {
    throw new Fault('BadInput', 'There is no such institution here: ask for those that are.');
  }
  const days = (ask.until.getTime() - Date.now()) / 86_400_000;
  if (days <= 0 || days > house.grantMaxDays) {
    throw new Fault(
      'BadInput',
      'The end date must lie ahead, and no further than access can last.',
    );
  }
  const keeps = ask.retentionDays ?? 1;
  if (keeps < 1 || keeps > mostRetention) {
    throw new Fault('BadInput', 'Say for how many days you keep what you read: 1 to 3,650.');
  }
}

/**
 * Somebody asks a learner for access. The answer is the same whether or not there is such a learner, and whether or not
 * they want to hear of it.
 * @param learner a WebID, or a pairwise id we gave this requester.
 */
export async function requestAccess(house: House, caller: Caller, learner: string, ask: AccessAsk) {
  const { principal } = caller;
  refuseOdd(house, ask);
  const id = house.idsFor(principal.webId).open('learner', learner);
  const named = asWebId(learner);
  const found =
    named === undefined
      ? await house.ledger.learners.byId(id === undefined ? nobody : learnerId(id))
      : await house.ledger.learners.byWebId(named);
  const request = {
    ...ask,
    reason: plainText(ask.reason, reasonLength),
    grantee: principal.webId,
    client: principal.clientId,
  };
  const added = await house.ledger.requests.add(found?.id, learner, request, house.requestsPerDay);
  if (added === undefined) throw new Fault('RateLimited', 'as many requests as fit in a day');
}
