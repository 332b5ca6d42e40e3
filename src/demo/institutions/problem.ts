import type { Resource } from './register.js';

type Status = 400 | 401 | 403 | 404 | 405 | 406 | 413 | 415 | 500;

/** An answer that is an error; each version of the standard has a form for it. Says no more than the caller sent. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: Status,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly members: Resource = {},
  ) {
    super(title);
  }
}

export const badRequest = (detail: string): Problem => new Problem(400, 'Bad request', detail);
export const forbidden = (detail: string): Problem => new Problem(403, 'Forbidden', detail);
export const notFound = (): Problem =>
  new Problem(404, 'Not found', 'There is nothing at this address.');
export const broken = (cause: unknown): Problem =>
  cause instanceof Problem
    ? cause
    : new Problem(500, 'Internal error', 'This school made a mistake.');
export const notAllowed = (verbs: readonly string[]): Problem => {
  const allowed = verbs.join(', ');
  const detail =
    allowed === 'GET, HEAD'
      ? 'This address can only be read.'
      : `This address can be asked for: ${allowed}.`;
  return new Problem(405, 'Method not allowed', detail, { allow: allowed });
};
export const notAcceptable = (
  requestedVersion: string,
  supportedVersions: readonly string[],
): Problem =>
  new Problem(
    406,
    'Version not acceptable',
    `The requested OEAPI version ${requestedVersion} cannot be served.`,
    {},
    { requestedVersion, supportedVersions },
  );
export const tooLarge = (): Problem =>
  new Problem(413, 'Content too large', 'What was sent is too large.');
export const unsupported = (mediaType: string): Problem =>
  new Problem(415, 'Unsupported media type', `This address takes ${mediaType}.`);
export const unauthorized = (scheme: 'Basic' | 'Bearer'): Problem =>
  new Problem(
    401,
    'Unauthorized',
    scheme === 'Basic'
      ? 'Sign in with your application id and password.'
      : 'Only a learner who signed in can ask this.',
    {
      'www-authenticate': `${scheme} realm="OEAPI"${scheme === 'Basic' ? ', charset="UTF-8"' : ''}`,
    },
  );
