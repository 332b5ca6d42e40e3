/** An answer that is an error, in OEAPI v5's form: `status` is text. Says no more than the caller sent. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: 400 | 401 | 404 | 405 | 500,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(title);
  }
}

export const badRequest = (detail: string): Problem => new Problem(400, 'Bad request', detail);
export const notFound = (): Problem =>
  new Problem(404, 'Not found', 'There is nothing at this address.');
export const broken = (cause: unknown): Problem =>
  cause instanceof Problem
    ? cause
    : new Problem(500, 'Internal error', 'This school made a mistake.');
export const notAllowed = (): Problem =>
  new Problem(405, 'Method not allowed', 'This address can only be read.', { allow: 'GET, HEAD' });
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
