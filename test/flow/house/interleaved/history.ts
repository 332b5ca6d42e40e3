/** What a learner's log says of their grants: the policy as it was at any line of it. */

import type { LearnerId } from '../../../../src/base/index.js';
import type { Grant } from '../../../../src/consent/index.js';
import type { GrantRow, Ledger, LogLine } from '../../../../src/ledger/index.js';

/** From this line of the log on. */
export interface Moment {
  readonly seq: number;
  readonly at: Date;
  /** Every version of every grant, as it stood. */
  readonly grants: readonly Grant[];
}
export interface History {
  readonly lines: readonly LogLine[];
  readonly moments: readonly Moment[];
}

type Policy = Extract<LogLine, { kind: 'POLICY' }>;
type Standing = Pick<Grant, 'state' | 'wasActive'>;
const nameOf = ({ id, version }: Pick<Grant, 'id' | 'version'>): string => `${id} ${version}`;

const becomes: Partial<Record<Policy['event'], Grant['state']>> = {
  GRANTED: 'PREPARING',
  ACTIVATED: 'ACTIVE',
  REVOKED: 'REVOKED',
  PAUSED: 'SUSPENDED',
  RESUMED: 'PREPARING',
};

/** A narrower version goes on where the one before it stood. */
function narrowed(
  standing: Map<string, Standing>,
  { id, version }: Policy['grants'][number],
): void {
  const before = nameOf({ id, version: version - 1 });
  const was = standing.get(before);
  if (was === undefined) throw new Error('a narrower version of nothing');
  standing.set(before, { ...was, state: 'SUPERSEDED' });
  standing.set(nameOf({ id, version }), was);
}

function follow(standing: Map<string, Standing>, { event, grants }: Policy): void {
  for (const grant of grants) {
    const state = becomes[event];
    if (event === 'NARROWED') narrowed(standing, grant);
    else if (state !== undefined) {
      const wasActive = state === 'ACTIVE' || (standing.get(nameOf(grant))?.wasActive ?? false);
      standing.set(nameOf(grant), { state, wasActive });
    }
  }
}

/** Reads a whole log, oldest first. */
export async function historyOf({ log, grants }: Ledger, learner: LearnerId): Promise<History> {
  const lines = (await log.read(learner, 100_000)).toReversed();
  const rows = new Map<string, GrantRow>();
  for (const { id } of await grants.ofLearner(learner)) {
    for (const version of await grants.versions(id)) rows.set(nameOf(version), version);
  }
  const standing = new Map<string, Standing>();
  const moments: Moment[] = [{ seq: 0, at: new Date(0), grants: [] }];
  for (const line of lines) {
    if (line.kind !== 'POLICY') continue;
    follow(standing, line);
    const now = [...standing].flatMap(([name, stood]) => {
      const row = rows.get(name);
      return row === undefined ? [] : [{ ...row, ...stood }];
    });
    moments.push({ seq: line.seq, at: new Date(line.at), grants: now });
  }
  return { lines, moments };
}

/** The policy that held at a line of the log. */
export function policyAt({ moments }: History, seq: number): readonly Grant[] {
  return moments.findLast((moment) => moment.seq < seq)?.grants ?? [];
}

/**
 * When a moment was over for everybody, at the latest: a change is dated before it is committed, and who comes next in
 * the log waited for that. Refused tries join the log later than they are dated.
 */
function endOf({ lines, moments }: History, n: number): number {
  const next = moments[n + 1];
  if (next === undefined) return Infinity;
  const after = lines.find(({ seq, kind }) => seq > next.seq && kind !== 'DENIED');
  return after === undefined ? Infinity : Date.parse(after.at);
}

/** Every policy that somebody could meet at some time between these, in milliseconds. */
export function policiesIn(history: History, from: number, to: number): readonly Moment[] {
  return history.moments.filter(({ at }, n) => at.getTime() <= to && endOf(history, n) >= from);
}
