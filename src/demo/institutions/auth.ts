import { createHash, timingSafeEqual } from 'node:crypto';
import type { Learner, LearnerInfo, LearnerKey } from './model.js';
import { unauthorized } from './problem.js';

type AskIssuer = (token: string) => Promise<{ readonly person: LearnerInfo } | undefined>;

export type Credentials = {
  /** HTTP Basic, as an application signs in at a gateway. */
  readonly applicationId: string;
  readonly password: string;
  /** Whom bearer tokens stand for: a list, or whoever gives them out is asked each time. Only learners' own addresses take them. */
  readonly learnerTokens?: Readonly<Record<string, LearnerKey>> | AskIssuer;
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

async function whose(token: string, { learnerTokens = {} }: Credentials) {
  if (typeof learnerTokens === 'function') return (await learnerTokens(token))?.person;
  return Object.entries(learnerTokens).find(([known]) => same(known, token))?.[1];
}

/** @throws Problem 401 unless the bearer token belongs to a learner. */
export async function requireLearner(
  header: string | undefined,
  expected: Credentials,
): Promise<Learner> {
  const sent = after('bearer', header);
  const learner = sent === undefined || sent === '' ? undefined : await whose(sent, expected);
  if (learner === undefined) throw unauthorized('Bearer');
  return learner;
}
