import { Fault } from '../../base/index.js';

/**
 * Why a source gave us nothing, for people and programs: it gave no answer; it is too busy; it refuses our credentials;
 * it answered what we can do nothing with; or it failed so often just now that it is left alone for a while.
 */
export const sourceProblems = ['NO_ANSWER', 'BUSY', 'REFUSED', 'UNREADABLE', 'PAUSED'] as const;
export type SourceProblem = (typeof sourceProblems)[number];

type Kind = 'SourceMalformed' | 'SourceUnreachable';
interface Options extends ErrorOptions {
  /** Worth another try: the same question may well be answered in a moment. */
  readonly passes?: boolean;
  /** How long the source asked us to wait. */
  readonly retryAfterMs?: number;
  /** We ask too much: not only this question should wait. */
  readonly isTooMuch?: boolean;
  /** Nothing of the question reached the source. */
  readonly isUnheard?: boolean;
  /** Of the answer, where there was one. */
  readonly status?: number;
}

/** A Fault that knows its reason. */
export class SourceFault extends Fault {
  readonly passes: boolean;
  readonly retryAfterMs: number | undefined;
  readonly isTooMuch: boolean;
  readonly isUnheard: boolean;
  readonly status: number | undefined;
  constructor(
    kind: Kind,
    readonly problem: SourceProblem,
    message: string,
    {
      passes = false,
      retryAfterMs,
      isTooMuch = false,
      isUnheard = false,
      status,
      ...options
    }: Options = {},
  ) {
    super(kind, message, options);
    this.passes = passes;
    this.retryAfterMs = retryAfterMs;
    this.isTooMuch = isTooMuch;
    this.isUnheard = isUnheard;
    this.status = status;
  }
}

/** Why a source could not be read, or undefined for an error that is not about a source. */
export function sourceProblemOf(error: unknown): SourceProblem | undefined {
  if (error instanceof SourceFault) return error.problem;
  if (!(error instanceof Fault)) return undefined;
  if (error.kind === 'SourceMalformed') return 'UNREADABLE';
  return error.kind === 'SourceUnreachable' ? 'NO_ANSWER' : undefined;
}

/**
 * Whether it is the way to the source that fails, for whatever is asked: it gives no answer now, or does not know us. That it
 * stumbles over one document, or keeps one person from us, is none of it.
 */
export const isOfConnection = (error: unknown): boolean =>
  error instanceof SourceFault && (error.passes || error.status === 401);

/** The same failure, of a source that answered other questions meanwhile. That we ask too much is said of all of them. */
export function ofOneAnswer(fault: Fault): Fault {
  if (!(fault instanceof SourceFault) || fault.isTooMuch || !isOfConnection(fault)) return fault;
  const { problem, message, retryAfterMs } = fault;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new SourceFault('SourceUnreachable', problem, message, { cause: fault, ...wait });
}

/** How long a source asked us to wait, in milliseconds, where it did. */
export const retryAfterOf = (error: unknown): number | undefined =>
  error instanceof SourceFault ? error.retryAfterMs : undefined;

/** Before a byte could be sent: there was nobody to send it to. */
const ofNoConnection: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a request failed before anything of it could be sent. */
export function neverConnected(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && ofNoConnection.has(at.code)) return true;
  }
  return false;
}

/** Whether the source did nothing with a question that failed so: it never reached it, or it takes none now. */
export const wasUnheard = (error: unknown): boolean =>
  error instanceof SourceFault && (error.isUnheard || error.isTooMuch);
