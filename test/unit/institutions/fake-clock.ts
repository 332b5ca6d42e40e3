import { setImmediate as settled } from 'node:timers/promises';
import type { Clock } from '../../../src/institutions/index.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Lets time pass, as fast as it can, until the work is done. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Nobody sleeps meanwhile. */
  skip(ms: number): void;
  /** Every wait that was asked for, in order. */
  readonly waits: readonly number[];
}

/** A clock that stands still until all there is to do waits for it. */
export function fakeClock(): FakeClock {
  let now = 1000;
  let sleepers: Sleeper[] = [];
  const waits: number[] = [];

  const wakeNext = (): void => {
    const next = sleepers.toSorted((a, b) => a.until - b.until)[0];
    if (next === undefined) throw new Error('everything waits for something else than time');
    now = Math.max(now, next.until);
    sleepers = sleepers.filter((sleeper) => sleeper !== next);
    next.wake();
  };

  return {
    waits,
    ms: () => now,
    skip: (ms) => {
      now += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        waits.push(ms);
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(new Error('woken'));
        });
      }),
    async until(work) {
      const ended = { isTrue: false };
      const watched = work.finally(() => {
        ended.isTrue = true;
      });
      // Whoever asked hears of a failure below; here it only ends the waiting.
      watched.catch(() => undefined);
      for (;;) {
        for (let turn = 0; turn < 5; turn += 1) await settled();
        if (ended.isTrue) return watched;
        wakeNext();
      }
    },
  };
}
