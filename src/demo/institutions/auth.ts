import { createHash, timingSafeEqual } from 'node:crypto';
import type { LearnerKey } from './model.js';
import { unauthorized } from './problem.js';

export type Credentials = {
  /** HTTP Basic, as an application signs in at a gateway. */
  readonly applicationId: string;
  readonly password: string;
  /** Bearer tokens that stand for a learner; only `/persons/me` takes them. */
  readonly learnerTokens?: Readonly<Record<string, LearnerKey>>;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** What follows the scheme's name, which is case-insensitive (RFC 9110). */
const after = (scheme: string, header: string | undefined): string | undefined =>
  header?.slice(0, scheme.length + 1).toLowerCase() === `${scheme} `
    ? header.slice(scheme.length + 1).trim()
    : undefined;

/** @throws Problem 401 unless the application signs in with its id and password. */
export function requireApplication(header: string | undefined, expected: Credentials): void {
  const sent = after('basic', header);
  const { applicationId, password } = expected;
  const given = sent === undefined ? '' : Buffer.from(sent, 'base64').toString('utf8');
  if (!same(given, `${applicationId}:${password}`)) throw unauthorized('Basic');
}

/** @throws Problem 401 unless the bearer token belongs to a learner. */
export function requireLearner(header: string | undefined, expected: Credentials): LearnerKey {
  const sent = after('bearer', header);
  const match = Object.entries(expected.learnerTokens ?? {}).find(
    ([token]) => sent !== undefined && same(token, sent),
  );
  if (match === undefined) throw unauthorized('Bearer');
  return match[1];
}
