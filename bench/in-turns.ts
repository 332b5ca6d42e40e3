import { median } from './table.js';

/** Milliseconds that each takes; they take turns, so that a slow minute is everybody's. */
export async function inTurns(
  works: Readonly<Record<string, () => Promise<unknown>>>,
  rounds = 60,
): Promise<ReadonlyMap<string, number>> {
  const spent = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
  for (let round = -10; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      await work();
      if (round >= 0) spent.get(name)?.push(performance.now() - start);
    }
  }
  return new Map([...spent].map(([name, times]) => [name, median(times)]));
}
