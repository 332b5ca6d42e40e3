import { institutionId, type LearnerId, type WebId } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import type { LogLine } from '../ledger/index.js';
import type { Caller, House } from './house.js';
import { granteeIn, type KnownNames, namesFor } from './known-names.js';
import { ownLearner } from './own-records.js';

export interface LogPage {
  readonly learner: LearnerId;
  /** The learner as they stand in their own log. */
  readonly self: WebId;
  readonly names: KnownNames;
  readonly lines: readonly LogLine[];
  /** Refused tries of people the learner never shared with: counted, since anyone can try. */
  readonly strangersRefused: number;
  /** Place to read on from; absent at the end. */
  readonly next?: number;
}

/** Whom these lines name. A name is looked up when they are read and stands in no line: the chain is over who, not over what they are called. */
const namedIn = (lines: readonly LogLine[]) => ({
  actors: lines.map(({ actor }) => actor.webId),
  grantees: lines.flatMap((line) =>
    line.kind === 'POLICY' && line.grantee !== undefined ? (granteeIn(line.grantee) ?? []) : [],
  ),
});

/** As what somebody tried, in the words grants have for it. */
function triedBy({ actor, institution }: Extract<LogLine, { kind: 'DENIED' }>): string {
  if (institution === undefined) return actor.webId;
  return granteeKey({ kind: 'institution', institution: institutionId(institution) });
}

/** A learner reads their log, newest first. Tries of those who have or had a grant are shown one by one. */
export async function readLog(
  house: House,
  caller: Caller,
  { first, before }: { readonly first: number; readonly before?: number | undefined },
): Promise<LogPage> {
  const { id, webId: self } = await ownLearner(house, caller);
  const { log, grants } = house.ledger;
  const found = await log.read(id, first + 1, before);
  const grantees = new Set((await grants.ofLearner(id)).map(({ grantee }) => granteeKey(grantee)));
  const page = found.slice(0, first);
  const last = page.at(-1)?.seq;
  const lines = page.filter((line) => line.kind !== 'DENIED' || grantees.has(triedBy(line)));
  return {
    learner: id,
    self,
    names: await namesFor(house, id, namedIn(lines)),
    lines,
    strangersRefused: await log.refusedStrangers(id),
    ...(found.length > first && last !== undefined && { next: last }),
  };
}
