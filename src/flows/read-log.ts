import type { LearnerId } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import type { LogLine } from '../ledger/index.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

export interface LogPage {
  readonly learner: LearnerId;
  readonly lines: readonly LogLine[];
  /** Refused tries of people the learner never shared with: counted, since anyone can try. */
  readonly strangersRefused: number;
  /** Place to read on from; absent at the end. */
  readonly next?: number;
}

/** A learner reads their log, newest first. Tries of those who have or had a grant are shown one by one. */
export async function readLog(
  house: House,
  caller: Caller,
  { first, before }: { readonly first: number; readonly before?: number | undefined },
): Promise<LogPage> {
  const { id } = await ownLearner(house, caller);
  const { log, grants } = house.ledger;
  const found = await log.read(id, first + 1, before);
  const grantees = new Set((await grants.ofLearner(id)).map(({ grantee }) => granteeKey(grantee)));
  const page = found.slice(0, first);
  const last = page.at(-1)?.seq;
  return {
    learner: id,
    lines: page.filter(({ kind, actor }) => kind !== 'DENIED' || grantees.has(actor.webId)),
    strangersRefused: await log.refusedStrangers(id),
    ...(found.length > first && last !== undefined && { next: last }),
  };
}
