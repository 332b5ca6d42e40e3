import { Fault } from '../base/index.js';

/** However short, a document costs the pod a request: this many characters at least. */
const leastPerDocument = 10_000;

/**
 * What one reading of one learner's pod may take in, in characters: a pod that has no end is told so, and nothing of it
 * is shown as if it were all. Some 60,000 records, far over a long life's learning.
 */
export const ownReading = 64_000_000;
/** The builder holds whole originals beside what came of them. */
export const buildersReading = 200_000_000;

/** What is left for one reading. */
export class Budget {
  #left: number;
  constructor(characters: number) {
    this.#left = characters;
  }
  /** @throws Fault `PodUnreachable` once more was read than one reading takes in. */
  take(body: { readonly length: number }): void {
    this.#left -= Math.max(body.length, leastPerDocument);
    if (this.#left < 0) {
      throw new Fault('PodUnreachable', 'the pod holds more than one reading takes in');
    }
  }
}

/** As many as a pod is asked for at once. */
const atOnce = 8;

/** For work that is asked for piece by piece: each waits until there is a lane for it. */
export class Lanes {
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  async run<R>(work: () => Promise<R>): Promise<R> {
    if (this.#busy < atOnce) this.#busy += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever waits takes over the lane.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}

/** In the order of the items, a few at a time; after the first failure no more is begun. */
export async function fewAtATime<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const done = new Map<number, R>();
  const waiting = items.entries();
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (const [place, item] of waiting) {
      if (hasFailed) return;
      try {
        done.set(place, await work(item));
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return [...done].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
