/** When what institutions have is fetched unasked. Milliseconds. */
export interface PullPace {
  /** Between two fetches of one learner at one institution, more or less by a fifth. */
  readonly everyMs: number;
  /** After a failure; twice that after the next one, and so on. */
  readonly againMs: number;
  readonly longestMs: number;
  /** However much patience a source asks for, it is not left alone for ever. */
  readonly longestRetryAfterMs: number;
  /** An institution that was asked in vain is left alone by everybody; twice that after the next failure. */
  readonly leaveMs: number;
  readonly longestLeaveMs: number;
  /** Between two fetches of one learner there, however often the institution says that something changed. */
  readonly restMs: number;
  /** That nothing changed is believed for so long after all was read. */
  readonly seenMs: number;
  /** Whoever took one up is taken for dead after so long: longer than all limits of one fetch together. */
  readonly leaseMs: number;
  /** Under way at one institution, over all processes. */
  readonly perInstitution: number;
  /** Under way in this process. */
  readonly atOnce: number;
  /** In one round of one process. */
  readonly most: number;
}
const [minute, hour] = [60_000, 3_600_000];
export const usualPace: PullPace = {
  everyMs: 24 * hour,
  againMs: 15 * minute,
  longestMs: 24 * hour,
  longestRetryAfterMs: 7 * 24 * hour,
  leaveMs: minute,
  longestLeaveMs: hour,
  restMs: minute,
  seenMs: 7 * 24 * hour,
  leaseMs: 5 * minute,
  perInstitution: 3,
  atOnce: 12,
  most: 500,
};

type Random = () => number;

/** More or less by a fifth. @param random from 0 up to 1. */
export const jittered = (ms: number, random: Random): number => ms * (0.8 + 0.4 * random());

/** Twice as long for each failure in a row, and never longer than the longest. */
export const backoff = (
  failures: number,
  { first, longest }: { readonly first: number; readonly longest: number },
  random: Random,
): number =>
  Math.min(longest, jittered(Math.min(longest, first * 2 ** Math.max(0, failures - 1)), random));

/** As long as we would wait, and no shorter than a source asked for. */
const notBefore = (retryAfterMs: number | undefined, pace: PullPace, waitMs: number): number =>
  Math.max(Math.min(retryAfterMs ?? 0, pace.longestRetryAfterMs), waitMs);

/** How long after a failure of one learner's fetch. @param failures in a row, this one included. */
export const waitAfterFailure = (
  failures: number,
  retryAfterMs: number | undefined,
  pace: PullPace,
  random: Random,
): number =>
  notBefore(
    retryAfterMs,
    pace,
    backoff(failures, { first: pace.againMs, longest: pace.longestMs }, random),
  );

/** How long nobody asks an institution that was asked in vain. @param failures in a row, this one included. */
export const leaveAfterTrouble = (
  failures: number,
  retryAfterMs: number | undefined,
  pace: PullPace,
  random: Random,
): number =>
  notBefore(
    retryAfterMs,
    pace,
    backoff(failures, { first: pace.leaveMs, longest: pace.longestLeaveMs }, random),
  );
