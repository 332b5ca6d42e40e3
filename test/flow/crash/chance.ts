/** Chance that a seed shows again (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** A whole number from `least` up to and including `most`. */
    between: (least: number, most: number): number =>
      least + Math.floor(next() * (most - least + 1)),
    /** So many of a list, in its order. */
    some: <T>(list: readonly T[], count: number): readonly T[] =>
      list
        .map((item, at) => ({ item, at, by: next() }))
        .toSorted((a, b) => a.by - b.by)
        .slice(0, count)
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
export type Chance = ReturnType<typeof chanceOf>;
