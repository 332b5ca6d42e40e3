/** The same throws for the same seed (mulberry32). */
export interface Chance {
  /** From 0 up to and not at `below`. */
  upTo(below: number): number;
  of<T>(list: readonly T[]): T;
  /** At least one of them. */
  someOf<T>(list: readonly T[]): readonly T[];
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number): number => Math.floor(next() * below);
  const of = <T>(list: readonly T[]): T => {
    const found = list[upTo(list.length)];
    if (found === undefined) throw new RangeError('there is nothing to choose from');
    return found;
  };
  return {
    upTo,
    of,
    someOf(list) {
      const some = list.filter(() => next() < 0.5);
      return some.length > 0 ? some : [of(list)];
    },
  };
}
