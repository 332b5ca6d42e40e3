import type { GrantId, LearnerId } from '../base/index.js';
import type { GrantLooks } from '../ledger/index.js';
import type { Caller, House } from './house.js';

/** How a learner's own grants were used, by their log. */
export interface OwnLooks {
  readonly learner: LearnerId;
  readonly perGrant: ReadonlyMap<GrantId, GrantLooks>;
}

/** For a learner, signed in themself; to anybody else it says nothing. All grants in one question. */
export async function ownLooks(
  { ledger }: House,
  { principal }: Caller,
): Promise<OwnLooks | undefined> {
  const learner =
    principal.kind === 'session' ? await ledger.learners.byWebId(principal.webId) : undefined;
  if (learner === undefined) return undefined;
  return { learner: learner.id, perGrant: await ledger.log.perGrant(learner.id) };
}
