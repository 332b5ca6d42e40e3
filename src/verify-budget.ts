import { sha256Hex } from './base/index.js';
import type { Examined, ExaminedList, Examiner } from './credentials/index.js';
import { givenUp, listGivenUp } from './examiner.js';

/** Milliseconds for all that one file holds and leads to. An honest one takes seconds. */
const mostTime = 120_000;
/** Credentials and lists of one file that take too long to look into, before the others are not looked into either. */
const mostTooComplex = 5;

export interface HurriedExaminer extends Examiner {
  /** Whether all that is asked from now on is given up at once. */
  readonly isOver: () => boolean;
}
/** Milliseconds since some moment. */
export type Clock = () => number;

const isTooComplex = (found: Examined | ExaminedList): boolean =>
  'findings' in found
    ? found.findings.some(({ code }) => code === 'TOO_COMPLEX')
    : 'finding' in found && found.finding.code === 'TOO_COMPLEX';

/**
 * One file keeps nobody waiting for hours: all of its credentials and lists have one time together, and none is looked into
 * twice.
 */
export function inOneBudget(
  examiner: Examiner,
  clock: Clock = () => performance.now(),
): HurriedExaminer {
  const until = clock() + mostTime;
  let left = mostTooComplex;
  const isOver = (): boolean => left <= 0 || clock() >= until;
  const counted = async <Found extends Examined | ExaminedList>(
    asked: Promise<Found>,
  ): Promise<Found> => {
    const found = await asked;
    if (isTooComplex(found)) left -= 1;
    return found;
  };
  const known = new Map<string, Promise<Examined>>();
  return {
    isOver,
    async examine(bytes, dids) {
      const digest = sha256Hex(bytes);
      const before = known.get(digest);
      if (before !== undefined) return before;
      if (isOver()) return givenUp(bytes);
      const found = counted(examiner.examine(bytes, dids));
      known.set(digest, found);
      return found;
    },
    examineList: async (bytes, dids) =>
      isOver() ? listGivenUp : counted(examiner.examineList(bytes, dids)),
  };
}
