import { randomInt } from 'node:crypto';

/**
 * A place in a list that nobody has, each as likely as any other: from its number nobody learns who came when.
 * @param random a whole number below what it is given, uniformly.
 * @returns undefined when the list is full.
 */
export function allotIndex(
  isTaken: (index: number) => boolean,
  size: number,
  random: (below: number) => number = (below) => randomInt(below),
): number | undefined {
  const free: number[] = [];
  for (let index = 0; index < size; index += 1) if (!isTaken(index)) free.push(index);
  return free.length === 0 ? undefined : free[random(free.length)];
}
