import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoff,
  jittered,
  leaveAfterTrouble,
  usualPace,
  waitAfterFailure,
} from '../../../src/flows/pull-schedule.js';
import { failureOf } from '../../fixtures/properties.js';

const random = fc.oneof(
  fc.constantFrom(0, 0.5, 1 - Number.EPSILON),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
);
const failures = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 60, 1100, 1e9));
const retryAfter = fc.option(
  fc.oneof(fc.integer({ min: 0, max: 3_600_000 }), fc.constantFrom(0, 1e9, 1e15)),
  { nil: undefined },
);

const isAboutADay = (at: number): boolean => {
  const wait = jittered(usualPace.everyMs, () => at) / usualPace.everyMs;
  return wait >= 0.8 && wait <= 1.2;
};

describe('when a school is asked again', () => {
  it('is a day from now, more or less by a fifth', () => {
    expect(failureOf(random, isAboutADay)).toBe(undefined);
  });

  it('is never so soon after many failures as after few, and never later than the longest', () => {
    const limits = { first: usualPace.againMs, longest: usualPace.longestMs };
    const holds = ([count, at]: [number, number]): boolean => {
      const wait = backoff(count, limits, () => at);
      const next = backoff(count + 1, limits, () => at);
      return wait <= limits.longest && wait >= 0.8 * limits.first && next >= wait;
    };
    expect(failureOf(fc.tuple(failures, random), holds)).toBe(undefined);
  });

  it('doubles with each failure until then', () => {
    const limits = { first: 1000, longest: 8000 };
    const waits = [1, 2, 3, 4, 5, 400].map((count) => backoff(count, limits, () => 0.5));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('is never sooner than it asked for, but for a school that asks for ever', () => {
    const most = usualPace.longestRetryAfterMs;
    const holds = ([count, asked, at]: [number, number | undefined, number]): boolean =>
      [waitAfterFailure, leaveAfterTrouble].every((wait) => {
        const ms = wait(count, asked, usualPace, () => at);
        return ms >= Math.min(asked ?? 0, most) && ms <= most;
      });
    expect(failureOf(fc.tuple(failures, retryAfter, random), holds)).toBe(undefined);
  });
});

it('whoever took a fetch up is taken for dead only after all that one fetch may last', () => {
  // Three runs at the school, of a minute each; the pod, with its time for mending.
  expect(usualPace.leaseMs).toBeGreaterThan(3 * 60_000 + 20_000 + 10_000 + 30_000);
});
