import type { LearnerId } from '../base/index.js';
import type { Ledger, Standing } from '../ledger/index.js';
import { hasRunOut, isGood, type Pass, passesOf } from './live-pass.js';
import { both, earOf, nothing, oneAtATime } from './live-told.js';

/** Milliseconds between two looks at where everything stands, whether or not anything was told. */
const beatMs = 400;
/** Beats without a look that came to an end: then who listens is let go, and comes back once there is a database. */
const patience = 5;

/** OVER: what they came by is no good any more. AWAY: nothing is known at this moment. */
export type Ended = 'OVER' | 'AWAY';
/** Somebody who listens, with all that they follow. */
export interface Hearer {
  readonly pass: Pass;
  readonly end: (why: Ended) => void;
}
/** One thing that somebody follows. */
export interface Follower {
  readonly logs?: () => Iterable<LearnerId>;
  readonly policies?: () => Iterable<LearnerId>;
  /** How things stand now. `isWhole`: something may have been told that was not heard. */
  readonly hear: (standing: Standing, isWhole: boolean) => void;
}

/** Where everybody who listens at this process is looked after. */
export interface Live {
  /** They are told once that it is over, and are looked after no more. @returns what ends it before. */
  attend(hearer: Hearer): () => void;
  /** @returns what ends it. */
  follow(follower: Follower): () => void;
  /** Whether what somebody came by is good at this moment. Where it is not, they are let go. */
  stands(hearer: Hearer): Promise<boolean>;
  close(): Promise<void>;
}

const eachOf = <T>(
  followers: readonly Follower[],
  of: (one: Follower) => Iterable<T> | undefined,
): readonly T[] => [...new Set(followers.flatMap((one) => [...(of(one) ?? [])]))];

interface Crowd {
  readonly hearers: Set<Hearer>;
  readonly followers: Set<Follower>;
  readonly letGo: (hearer: Hearer, why: Ended) => void;
}

/** Looks for all of them in one go: when something was told, and at each beat. */
function lookingAfter(
  { hearers, followers, letGo }: Crowd,
  ledger: Ledger['live'],
  onFault: (error: unknown) => void,
) {
  let told = nothing;
  let missed = 0;
  async function look(): Promise<void> {
    // Who comes meanwhile was not asked about.
    const [asking, following, before] = [[...hearers], [...followers], told];
    told = nothing;
    if (asking.length === 0) return;
    try {
      const standing = await ledger.standing({
        ...passesOf(asking.map(({ pass }) => pass)),
        logs: eachOf(following, (one) => one.logs?.()),
        policies: eachOf(following, (one) => one.policies?.()),
        told: [...before.ids],
      });
      missed = 0;
      for (const hearer of asking) if (!isGood(hearer.pass, standing)) letGo(hearer, 'OVER');
      for (const one of following) if (followers.has(one)) one.hear(standing, before.isWhole);
    } catch (error) {
      told = both(before, told);
      if (missed < 2) onFault(error);
    }
  }
  const lookSoon = oneAtATime(look);
  const ear = earOf(
    ledger,
    (news) => {
      told = both(told, news);
      lookSoon();
    },
    onFault,
  );
  function beat(): void {
    missed += 1;
    for (const hearer of hearers) {
      if (hasRunOut(hearer.pass)) letGo(hearer, 'OVER');
      else if (missed > patience) letGo(hearer, 'AWAY');
    }
    lookSoon();
  }
  return { ear, beat, startAfresh: () => void (missed = 0) };
}

/**
 * Everybody who listens at this process. What changes at once is told by the database to all processes; what strangers do
 * is not, and is found by looking: so their tries cost what they cost, whoever listens. A look more than twice a second
 * also finds what was told and not heard.
 */
export function liveOver(ledger: Ledger['live'], onFault: (error: unknown) => void): Live {
  const [hearers, followers] = [new Set<Hearer>(), new Set<Follower>()];
  let timer: NodeJS.Timeout | undefined;
  /** Nobody listens: nothing is asked. */
  function rest(): Promise<void> {
    clearInterval(timer);
    timer = undefined;
    return ear.close();
  }
  function leave(hearer: Hearer): boolean {
    const wasHere = hearers.delete(hearer);
    if (wasHere && hearers.size === 0) void rest();
    return wasHere;
  }
  function letGo(hearer: Hearer, why: Ended): void {
    if (leave(hearer)) hearer.end(why);
  }
  const crowd = { hearers, followers, letGo };
  const { ear, beat, startAfresh } = lookingAfter(crowd, ledger, onFault);
  return {
    attend(hearer) {
      if (hearers.size === 0) startAfresh();
      hearers.add(hearer);
      ear.open();
      timer ??= setInterval(beat, beatMs);
      return () => void leave(hearer);
    },
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    async stands(hearer) {
      const asked = { ...passesOf([hearer.pass]), logs: [], policies: [], told: [] };
      const standing = await ledger.standing(asked);
      const isStill = hearers.has(hearer) && isGood(hearer.pass, standing);
      if (!isStill) letGo(hearer, 'OVER');
      return isStill;
    },
    close: rest,
  };
}
