/** Two lists of times, and whether they can be told apart. */
export interface Compared {
  /** Welch's t. */
  readonly t: number;
  readonly meansMs: readonly [number, number];
  readonly differenceMs: number;
  /** The difference as a part of the mean. */
  readonly share: number;
  /** The least difference, as a part of the mean, that these samples would have told apart. */
  readonly sees: number;
  /** Not told apart, or by so little that a network hides it. */
  readonly isEven: boolean;
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, value) => sum + value, 0) / list.length;
const variance = (list: readonly number[], middle: number): number =>
  list.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (list.length - 1);

/** Beyond this, a difference is hardly chance (the usual bar of leak tests). */
const mostT = 4.5;
const mostShare = 0.02;
/** What takes longest is the machine's other work: above this part of all times together, both lists are cut. */
const kept = 0.95;

export function compare(one: readonly number[], other: readonly number[]): Compared {
  const all = [...one, ...other].toSorted((a, b) => a - b);
  const cut = all[Math.floor(all.length * kept)] ?? Infinity;
  const [a, b] = [one.filter((ms) => ms <= cut), other.filter((ms) => ms <= cut)];
  const [ofA, ofB] = [mean(a), mean(b)];
  const error = Math.sqrt(variance(a, ofA) / a.length + variance(b, ofB) / b.length);
  const differenceMs = ofA - ofB;
  const t = error === 0 ? 0 : differenceMs / error;
  const share = Math.abs(differenceMs) / Math.min(ofA, ofB);
  const isEven = Math.abs(t) < mostT || share < mostShare;
  const sees = (mostT * error) / Math.min(ofA, ofB);
  return { t, sees, meansMs: [ofA, ofB], differenceMs, share, isEven };
}
