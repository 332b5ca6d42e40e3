/** Worked on at once; more would be more than a pod or a database is there for. */
export const atOnce = 4;

/** Says yes for so many milliseconds, or until `goesOn` says no. */
export function forAWhile(ms: number, goesOn: () => boolean): () => boolean {
  const until = Date.now() + ms;
  return () => Date.now() <= until && goesOn();
}

/**
 * Each its turn, a few at once.
 * @param goesOn asked before each: a stop does not wait for a whole round.
 * @returns who was not reached, and is to be first in the next round.
 */
export async function inTurn<T>(
  all: readonly T[],
  goesOn: () => boolean,
  work: (one: T) => Promise<void>,
): Promise<readonly T[]> {
  const waiting = [...all];
  const next = async (): Promise<void> => {
    if (!goesOn()) return;
    const one = waiting.shift();
    if (one === undefined) return;
    await work(one);
    return next();
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return waiting;
}
