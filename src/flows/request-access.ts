import { asWebId, Fault, learnerId } from '../base/index.js';
import type { NewAccessRequest } from '../ledger/index.js';
import type { Caller, House } from './house.js';

/** Most things one request may ask for. */
const mostItems = 20;
/** Longest reason a learner is asked to read, in characters. */
export const reasonLength = 500;

/** Direction marks can make a sentence read as another; controls have no place in one. Cut to what a learner is asked to read. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .trim()
    .slice(0, reasonLength)
    .toWellFormed();

export type AccessAsk = Omit<NewAccessRequest, 'grantee' | 'client'>;

/**
 * Somebody asks a learner for access. The answer is the same whether or not there is such a learner.
 * @param learner a WebID, or a pairwise id we gave this requester.
 */
export async function requestAccess(house: House, caller: Caller, learner: string, ask: AccessAsk) {
  const { principal } = caller;
  if (ask.items.length === 0 || ask.items.some(({ facets }) => facets.length === 0)) {
    throw new Fault('BadInput', 'Say what you ask for: at least one item with at least one part.');
  }
  if (ask.items.length > mostItems) {
    throw new Fault('BadInput', 'That is more than fits one request: ask for less at once.');
  }
  const days = (ask.until.getTime() - Date.now()) / 86_400_000;
  if (days <= 0 || days > house.grantMaxDays) {
    throw new Fault(
      'BadInput',
      'The end date must lie ahead, and no further than access can last.',
    );
  }
  const id = house.idsFor(principal.webId).open('learner', learner);
  const named = asWebId(learner);
  const found =
    named === undefined
      ? await house.ledger.learners.byId(learnerId(id ?? '00000000-0000-0000-0000-000000000000'))
      : await house.ledger.learners.byWebId(named);
  await house.ledger.requests.add(found?.id, learner, {
    ...ask,
    reason: plainText(ask.reason),
    grantee: principal.webId,
    client: principal.clientId,
  });
}
