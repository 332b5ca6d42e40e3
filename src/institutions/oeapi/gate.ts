import type { Clock } from './clock.js';

export interface GateLimits {
  /** Requests under way at one moment. */
  readonly atOnce: number;
  /** Requests a second, over time. */
  readonly perSecond: number;
  /** Requests that may go without waiting after a quiet time. */
  readonly burst: number;
}

interface Waiting {
  readonly go: () => void;
}

/** What a source has to bear of us, over all learners together: so many at once, so many a second. First come, first served. */
export class Gate {
  readonly #limits: GateLimits;
  readonly #clock: Clock;
  readonly #queue: Waiting[] = [];
  #busy = 0;
  /** When the next request may leave, had there been no quiet time before. */
  #next = Number.NEGATIVE_INFINITY;

  constructor(limits: GateLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** @throws what the signal aborts with, when that comes before the turn. */
  async pass<T>(over: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#place(over);
    try {
      await this.#turn(over);
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Nothing leaves for so long: the source said that we ask too much. */
  hold(ms: number): void {
    const { burst, perSecond } = this.#limits;
    const spared = ((burst - 1) * 1000) / perSecond;
    this.#next = Math.max(this.#next, this.#clock.ms() + ms + spared);
  }

  async #place(over: AbortSignal): Promise<void> {
    over.throwIfAborted();
    if (this.#busy < this.#limits.atOnce) {
      this.#busy += 1;
      return;
    }
    const { promise, reject, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { go: resolve };
    const giveUp = (): void => {
      const at = this.#queue.indexOf(waiting);
      if (at >= 0) this.#queue.splice(at, 1);
      reject(new Error('no turn in time'));
    };
    this.#queue.push(waiting);
    over.addEventListener('abort', giveUp, { once: true });
    // Whoever leaves hands on its place, so the count stays.
    await promise.finally(() => over.removeEventListener('abort', giveUp));
  }

  async #turn(over: AbortSignal): Promise<void> {
    const { burst, perSecond } = this.#limits;
    const interval = 1000 / perSecond;
    const now = this.#clock.ms();
    const due = Math.max(this.#next, now);
    const wait = due - (burst - 1) * interval - now;
    this.#next = due + interval;
    if (wait > 0) await this.#clock.sleep(wait, over);
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#busy -= 1;
    else next.go();
  }
}
