import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Fault, type FaultKind } from '../base/index.js';
import type { Answer } from '../flows/index.js';
import { unreadable } from './unreadable.js';

/** Codes are contract: listed in docs/errors.md (a test compares), never renamed. Messages carry no data. */
export const errorCodes = {
  UNAUTHENTICATED: 'Sign in first.',
  PURPOSE_REQUIRED: 'Say what you read this for: one purpose, with the request.',
  NOT_FOUND: 'There is nothing here for you.',
  GRANT_ENDED: 'The learner no longer shares this with you.',
  FORBIDDEN: 'This is not open to you.',
  RATE_LIMITED: 'Too many requests. Try again later.',
  COST_LIMIT: 'This question asks for too much at once.',
  BAD_INPUT: 'The question cannot be read as it is.',
  CONFLICT: 'This changed while you were asking. Ask again.',
  UPSTREAM: 'A part of the chain does not answer now. Try again later.',
} as const;
export type ErrorCode = keyof typeof errorCodes;

const ofFault: Record<FaultKind, ErrorCode> = {
  BadInput: 'BAD_INPUT',
  Conflict: 'CONFLICT',
  Forbidden: 'FORBIDDEN',
  NotFound: 'NOT_FOUND',
  PodRefused: 'UPSTREAM',
  PodUnreachable: 'UPSTREAM',
  RateLimited: 'RATE_LIMITED',
  SourceMalformed: 'UPSTREAM',
  SourceUnreachable: 'UPSTREAM',
  Unauthenticated: 'UNAUTHENTICATED',
  UrlRefused: 'BAD_INPUT',
};
const ofRefusal = {
  NO_GRANT: 'NOT_FOUND',
  ENDED: 'GRANT_ENDED',
  PURPOSE_REQUIRED: 'PURPOSE_REQUIRED',
} as const satisfies Record<Extract<Answer, { kind: 'refused' }>['because'], ErrorCode>;

export const graphError = (code: ErrorCode, message: string = errorCodes[code]): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

const requestStatus = {
  BAD_INPUT: 400,
  COST_LIMIT: 400,
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
} as const;
/** Refused before anything was worked out, which HTTP says too: asking the same again will not help. */
export const requestError = (code: keyof typeof requestStatus, message?: string): GraphQLError =>
  new GraphQLError(message ?? errorCodes[code], {
    extensions: { code, http: { status: requestStatus[code] } },
  });

export const refusal = (because: keyof typeof ofRefusal): GraphQLError =>
  graphError(ofRefusal[because]);

const isOurs = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** Faults whose sentence is written for the person who asked; of others only the code's own sentence goes out. */
const speaksToPerson = new Set<FaultKind>(['BadInput', 'Conflict', 'Forbidden']);

interface Public {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What went wrong, without what GraphQL puts round it. */
const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError ? (error.originalError ?? error) : error;

function publicOf(formatted: GraphQLFormattedError, error: unknown): Public | undefined {
  const cause = causeOf(error);
  if (cause instanceof Fault) {
    const code = ofFault[cause.kind];
    return { code, message: speaksToPerson.has(cause.kind) ? cause.message : errorCodes[code] };
  }
  const code = formatted.extensions?.['code'];
  if (isOurs(code)) return { code, message: formatted.message };
  const wrong = unreadable(formatted, error);
  return wrong && { code: wrong.code, message: wrong.message ?? errorCodes[wrong.code] };
}

/**
 * What leaves of an error: a stable code and a sentence, and where in the answer.
 * @param onFault hears of errors nobody foresaw, and of upstream faults.
 */
export const formatError =
  (onFault: (error: unknown) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const known = publicOf(formatted, error);
    const { code, message } = known ?? { code: 'UPSTREAM', message: errorCodes.UPSTREAM };
    if (code === 'UPSTREAM') onFault(causeOf(error));
    const { locations, path } = formatted;
    return {
      message,
      ...(locations !== undefined && { locations }),
      ...(path !== undefined && { path }),
      extensions: { code },
    };
  };
