/** What went wrong, for programs. The graph maps each to a public code (docs/errors.md). */
export type FaultKind =
  | 'BadInput'
  | 'Conflict'
  | 'Forbidden'
  | 'NotFound'
  | 'PodRefused'
  | 'PodUnreachable'
  | 'RateLimited'
  | 'SourceMalformed'
  | 'SourceUnreachable'
  | 'Unauthenticated'
  | 'UrlRefused';

/**
 * A failure that is nobody's answer: something broke or was malformed. A refusal is a value instead.
 * The message may reach a log: it names fields and places, never a person's data.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly kind: FaultKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
