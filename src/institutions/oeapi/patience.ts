import { askOnce, type Endpoint, type Question } from './ask.js';
import { Breaker, type BreakerLimits, type Leave, type Outcome } from './breaker.js';
import type { Clock } from './clock.js';
import { Gate, type GateLimits } from './gate.js';
import { SourceFault, sourceProblemOf } from './source-fault.js';

export interface RetryLimits {
  /** In all, the first one included. */
  readonly tries: number;
  /** Before the second try, more or less by half; twice that before the third. */
  readonly backoffMs: number;
  /** A source that asks for more patience than this has none of our time. */
  readonly longestRetryAfterMs: number;
}
/** How much we ask of a source, and how long we bear with it. */
export interface Patience {
  readonly gate: GateLimits;
  readonly breaker: BreakerLimits;
  readonly retry: RetryLimits;
}
export const usualPatience: Patience = {
  gate: { atOnce: 4, perSecond: 50, burst: 50 },
  breaker: { failures: 5, pauseMs: 30_000 },
  retry: { tries: 3, backoffMs: 250, longestRetryAfterMs: 5000 },
};

/** An endpoint as all runs see it together. */
export interface Door {
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly retry: RetryLimits;
  readonly gate: Gate;
  readonly breaker: Breaker;
}

export function openDoor(
  endpoint: Endpoint,
  patience: Patience,
  time: Pick<Door, 'clock' | 'random'>,
): Door {
  const { retry } = patience;
  const gate = new Gate(patience.gate, time.clock);
  const breaker = new Breaker(patience.breaker, time.clock.ms);
  return { endpoint, ...time, retry, gate, breaker };
}

type Read<T> = (response: Response, question: Question) => Promise<T>;

/** How long to wait before the next try; undefined when there is none to come. */
function waitFor({ random, retry }: Door, fault: SourceFault, tries: number): number | undefined {
  if (!fault.passes || tries >= retry.tries) return undefined;
  const { retryAfterMs = 0 } = fault;
  if (retryAfterMs > retry.longestRetryAfterMs) return undefined;
  return Math.max(retryAfterMs, retry.backoffMs * 2 ** (tries - 1) * (0.5 + random()));
}

const paused = ({ label }: Question): SourceFault => {
  const message = `GET ${label} was not asked: the source failed too often just now`;
  return new SourceFault('SourceUnreachable', 'PAUSED', message);
};

/** One question on its way: until when, with whose leave, and what to make of the answer. */
interface Asking<T> {
  readonly over: AbortSignal;
  readonly leave: Leave;
  readonly read: Read<T>;
}

async function askAgain<T>(door: Door, question: Question, { over, leave, read }: Asking<T>) {
  const { clock, endpoint, gate } = door;
  const askNow = (): Promise<T> => {
    if (!leave.holds()) throw paused(question);
    return askOnce(endpoint, question, over, read);
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await gate.pass(over, askNow);
    } catch (fault) {
      if (over.aborted || !(fault instanceof SourceFault)) throw fault;
      const wait = waitFor(door, fault, tries);
      if (wait === undefined) throw fault;
      if (fault.isTooMuch) gate.hold(wait);
      await clock.sleep(wait, over);
    }
  }
}

function outcomeOf(error: unknown): Outcome {
  const problem = sourceProblemOf(error);
  if (problem === undefined || problem === 'PAUSED') return 'UNKNOWN';
  // A source that stumbles over one document each time is not down: others are answered.
  return error instanceof SourceFault && error.passes ? 'FAILED' : 'ANSWERED';
}

/**
 * Asks, and asks again where that may help: not too much at once, not too long, and not at all of a source that keeps
 * failing.
 * @throws SourceFault
 */
export async function ask<T>(
  door: Door,
  question: Question,
  over: AbortSignal,
  read: Read<T>,
): Promise<T> {
  const leave = door.breaker.enter();
  if (leave === undefined) throw paused(question);
  try {
    const answer = await askAgain(door, question, { over, leave, read });
    leave.settle('ANSWERED');
    return answer;
  } catch (cause) {
    leave.settle(over.aborted ? 'UNKNOWN' : outcomeOf(cause));
    if (!over.aborted) throw cause;
    const message = `GET ${question.label} got no answer before the time of this run was over`;
    throw new SourceFault('SourceUnreachable', 'NO_ANSWER', message, { cause, passes: true });
  }
}
