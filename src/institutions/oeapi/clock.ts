import { setTimeout as delay } from 'node:timers/promises';

/** Time as it passes, apart from what day it is; a test brings its own and waits for nothing. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  readonly ms: () => number;
  /** Rejects when the signal aborts first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const realClock: Clock = {
  ms: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};

/** Hands out a signal that aborts when the time is over. What heeds it ends soon after, whatever a source does. */
export async function within<T>(
  clock: Clock,
  budgetMs: number,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  const [over, done] = [new AbortController(), new AbortController()];
  const count = async (): Promise<void> => {
    try {
      await clock.sleep(budgetMs, done.signal);
      over.abort();
    } catch {
      // done before the time was over
    }
  };
  void count();
  try {
    return await work(over.signal);
  } finally {
    done.abort();
  }
}
