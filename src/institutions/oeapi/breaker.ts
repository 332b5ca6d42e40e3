export interface BreakerLimits {
  /** Questions in a row that failed, each with its tries. */
  readonly failures: number;
  /** How long the source is left alone then. */
  readonly pauseMs: number;
}
/** UNKNOWN: nothing was learned, for instance because our own time was over. */
export type Outcome = 'ANSWERED' | 'FAILED' | 'UNKNOWN';

/** One question's leave to be asked. */
export interface Leave {
  /** False when the source failed too often since: what waits for its turn need not be asked any more. */
  readonly holds: () => boolean;
  readonly settle: (outcome: Outcome) => void;
}

/**
 * Leaves a source alone that keeps failing: for its sake, and so that nobody waits for what will not come. After the
 * pause one question goes through; how that ends decides for all.
 */
export class Breaker {
  readonly #limits: BreakerLimits;
  readonly #ms: () => number;
  #failures = 0;
  #pausedUntil = 0;
  #trying = false;

  constructor(limits: BreakerLimits, ms: () => number) {
    this.#limits = limits;
    this.#ms = ms;
  }

  /** @returns undefined: do not ask. */
  enter(): Leave | undefined {
    if (!this.#isBroken()) {
      return { holds: () => !this.#isBroken(), settle: (outcome) => this.#learn(outcome) };
    }
    if (this.#trying || this.#ms() < this.#pausedUntil) return undefined;
    this.#trying = true;
    const settle = (outcome: Outcome): void => {
      this.#trying = false;
      this.#learn(outcome);
    };
    return { holds: () => true, settle };
  }

  /** How long nothing will be asked yet; 0 when something may be. */
  pausedMs(): number {
    return this.#isBroken() ? Math.max(0, this.#pausedUntil - this.#ms()) : 0;
  }

  #isBroken(): boolean {
    return this.#failures >= this.#limits.failures;
  }

  #learn(outcome: Outcome): void {
    if (outcome === 'UNKNOWN') return;
    this.#failures = outcome === 'ANSWERED' ? 0 : this.#failures + 1;
    if (this.#isBroken()) {
      this.#pausedUntil = this.#ms() + this.#limits.pauseMs;
    }
  }
}
