import type { GrantId, LearnerId } from '../base/index.js';
import { granteeKey, roleLifeMs } from '../consent/index.js';
import { facesOf, ownFacesOf } from '../identity/index.js';
import type { GrantRow, Standing } from '../ledger/index.js';
import type { Caller, House } from './house.js';
import { grantsKnownTo } from './known-grants.js';
import type { Live } from './live.js';
import { begunOr, type Stream, streamOf } from './stream.js';

export const grantEventStates = ['ACTIVE', 'ENDED', 'CHANGED'] as const;
/** That a grant to whoever listens is another one now. What it is now, they ask in the usual way. */
export interface GrantEvent {
  readonly grant: GrantId;
  readonly learner: LearnerId;
  readonly state: (typeof grantEventStates)[number];
  /** When it was seen. */
  readonly at: Date;
  /** Whether it is so at this moment, and theirs to hear. Looked up anew. */
  readonly isSo: () => Promise<boolean>;
}

/** RESTING: paused, or on its way. Which of them is not told apart here. */
type Shown = 'LIVE' | 'RESTING' | 'OVER';
interface Known {
  readonly row: GrantRow;
  readonly shown: Shown;
}
type Snapshot = ReadonlyMap<GrantId, Known>;

const going = new Set<GrantRow['state']>(['PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED']);

function shownOf({ state, validUntil, maxSessions, used }: GrantRow, now: Date): Shown {
  const isUsedUp = maxSessions !== undefined && used >= maxSessions;
  if (!going.has(state) || validUntil <= now || isUsedUp) return 'OVER';
  return state === 'ACTIVE' ? 'LIVE' : 'RESTING';
}

async function snapshotOf(house: House, caller: Caller, now: Date): Promise<Snapshot> {
  const rows = await grantsKnownTo(house, caller);
  return new Map(rows.map((row) => [row.id, { row, shown: shownOf(row, now) }]));
}

function changeOf(
  before: Known | undefined,
  { row, shown }: Known,
): GrantEvent['state'] | undefined {
  if (before?.shown === shown && (shown === 'OVER' || before.row.version === row.version)) {
    return undefined;
  }
  if (shown === 'OVER') return 'ENDED';
  return shown === 'LIVE' && before?.shown !== 'LIVE' ? 'ACTIVE' : 'CHANGED';
}

interface Change extends Known {
  readonly state: GrantEvent['state'];
}
/**
 * What became another one. A grant that is not among those any more was narrowed to other apps, which ends it for this
 * one; unless whoever listens is no longer what it was to, of whom it is not told any more.
 */
function changesBetween(
  before: Snapshot,
  now: Snapshot,
  faces: readonly string[],
): readonly Change[] {
  const gone = [...before.values()].filter(
    ({ row, shown }) =>
      shown !== 'OVER' && !now.has(row.id) && faces.includes(granteeKey(row.grantee)),
  );
  const changed = [...now.values()].flatMap((known) => {
    const state = changeOf(before.get(known.row.id), known);
    return state === undefined ? [] : [{ ...known, state }];
  });
  return [...gone.map((known) => ({ ...known, state: 'ENDED' as const })), ...changed];
}

const openIn = (snapshot: Snapshot) =>
  [...snapshot.values()].filter(({ shown }) => shown !== 'OVER').map(({ row }) => row);

/** When the clock alone may change what is known: a grant runs out, or a role that was asserted too long ago. */
function nextTurn(snapshot: Snapshot, { principal: { roles = [] } }: Caller, now: Date): number {
  const ends = openIn(snapshot).map(({ validUntil }) => validUntil.getTime());
  const roleEnds = roles.map(({ assertedAt }) => assertedAt.getTime() + roleLifeMs + 1);
  return Math.min(...[...ends, ...roleEnds].filter((at) => at > now.getTime()));
}

/** Whether something may have changed since the last look, by what is known without looking. */
function newsFor(faces: readonly string[]) {
  const seen = new Map<LearnerId, string>();
  return ({ policies, grantees }: Standing, open: readonly GrantRow[]): boolean => {
    let isNews = faces.some((face) => grantees.has(face));
    for (const { learner, maxSessions } of open) {
      const at = policies.get(learner);
      const stamp = `${at?.epoch} ${maxSessions === undefined ? '' : at?.seq}`;
      isNews ||= seen.get(learner) !== stamp;
      seen.set(learner, stamp);
    }
    return isNews;
  };
}

/**
 * Somebody hears of changes in grants to them, through the app they ask by: of those that `consentedLearners` shows them,
 * and no more of them than it shows. Ends with the last grant that was going on: then there is nothing to listen for until
 * somebody says yes again.
 */
export async function grantEvents(
  house: House,
  live: Live,
  caller: Caller,
): Promise<Stream<GrantEvent>> {
  const { principal } = caller;
  const isNews = newsFor(facesOf(principal));
  let snapshot: Snapshot = new Map();
  let turnsAt = 0;
  const unfollow = live.follow({
    policies: () => openIn(snapshot).map(({ learner }) => learner),
    hear(standing, isWhole) {
      const isTime = Date.now() >= turnsAt;
      if (isNews(standing, openIn(snapshot)) || isWhole || isTime) stream.wake();
    },
  });
  const stream = streamOf(look, unfollow);
  const now = new Date();
  snapshot = await begunOr(unfollow, () => snapshotOf(house, caller, now));
  turnsAt = nextTurn(snapshot, caller, now);

  async function isSo({ row, shown, state }: Change): Promise<boolean> {
    const known = (await snapshotOf(house, caller, new Date())).get(row.id);
    const isSame = known?.shown === shown && known.row.version === row.version;
    const isStill = known === undefined ? state === 'ENDED' : isSame;
    // Another one again: what it is by now is told instead.
    if (!isStill) stream.wake();
    return isStill;
  }
  async function look() {
    const [before, at] = [snapshot, new Date()];
    snapshot = await snapshotOf(house, caller, at);
    turnsAt = nextTurn(snapshot, caller, at);
    const changes = changesBetween(before, snapshot, ownFacesOf(principal, at));
    const events = changes.map((change) => {
      const { id: grant, learner } = change.row;
      return { grant, learner, state: change.state, at, isSo: () => isSo(change) };
    });
    const isOver = openIn(before).length > 0 && openIn(snapshot).length === 0;
    return { events, isOver };
  }
  return stream;
}
