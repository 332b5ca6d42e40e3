import type { Ledger, Listening } from '../ledger/index.js';

/** What the database told since the last look. */
export interface Told {
  readonly ids: ReadonlySet<string>;
  /** Something may have been told that was not heard. */
  readonly isWhole: boolean;
}
export const nothing: Told = { ids: new Set(), isWhole: false };
export const both = (a: Told, b: Told): Told => ({
  ids: a.ids.union(b.ids),
  isWhole: a.isWhole || b.isWhole,
});

/** An ear for what the database tells, open while somebody listens. */
export function earOf(
  ledger: Ledger['live'],
  hear: (told: Told) => void,
  onError: (error: unknown) => void,
) {
  let listening: Listening | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  return {
    open() {
      listening ??= ledger.listen({
        onId: (id) => hear({ ids: new Set([id]), isWhole: false }),
        onGap: () => hear({ ids: new Set(), isWhole: true }),
        onError,
      });
    },
    async close() {
      closed = Promise.all([closed, listening?.close()]);
      listening = undefined;
      await closed;
    },
  };
}

/** One after the other; what is asked for during one is one more. */
export function oneAtATime(work: () => Promise<void>): () => void {
  let [isUnderWay, isAsked] = [false, false];
  async function run(): Promise<void> {
    isUnderWay = true;
    while (isAsked) {
      isAsked = false;
      await work();
    }
    isUnderWay = false;
  }
  return () => {
    isAsked = true;
    if (!isUnderWay) void run();
  };
}
