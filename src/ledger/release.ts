import { type ClientId, Fault, type LearnerId } from '../base/index.js';
import { appendLog, lockLearner, saveUnlessStopped } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRef, LogFacts } from './log.js';

/** What one operation is about to send out about one learner. */
export interface Disclosure {
  readonly learner: LearnerId;
  /** Policy epoch the answer was worked out under. */
  readonly epoch: number;
  /** Grants that each lose one use by this. */
  readonly uses: readonly GrantRef[];
  /** The app whose token asked. Suspended or removed meanwhile, it gets nothing. */
  readonly app?: ClientId;
  readonly log: LogFacts;
}
export type Outcome = { readonly kind: 'released'; readonly at: Date } | { readonly kind: 'moved' };

class PolicyMoved extends Error {}

/** Takes one use of a grant that is still good at this instant. */
async function consume(tx: Em, { id, version }: GrantRef): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `update grant_version set used = used + 1 where grant_id = ? and version = ? and state = 'ACTIVE'
       and valid_from <= clock_timestamp() and clock_timestamp() < valid_until
       and (max_sessions is null or used < max_sessions) returning grant_id`,
    [id, version],
  );
  return rows.length === 1;
}

/** The learner's own records are theirs, whatever our database came to. */
const isOwn = ({ log }: Disclosure): boolean => 'purpose' in log && log.purpose === 'SELF_USE';

/** Nothing leaves under a grant that an older copy of the database might have brought back. */
export const unproven = () =>
  new Fault('PodUnreachable', 'the database was not compared with the pods since it was opened');

async function releaseOne(tx: Em, disclosure: Disclosure): Promise<Date> {
  const learner = await lockLearner(tx, disclosure.learner);
  if (learner === undefined || learner.epoch !== disclosure.epoch) throw new PolicyMoved();
  if (learner.held && !isOwn(disclosure)) throw unproven();
  for (const grant of disclosure.uses) {
    if (!(await consume(tx, grant))) throw new PolicyMoved();
  }
  await appendLog(tx, learner, disclosure.log);
  // Looked at last: whoever is stopped while this waited for its turn gets nothing.
  if (!(await saveUnlessStopped(tx, learner, disclosure.app))) throw new PolicyMoved();
  return learner.now;
}

/**
 * The one way out: in one transaction the policy is found unmoved, the uses are taken and the log rows stand.
 * Nothing may be sent before this says released; when it says moved, the answer in hand is void.
 */
export const releaseIn =
  (db: Database) =>
  async (disclosures: readonly Disclosure[]): Promise<Outcome> => {
    const inOrder = disclosures.toSorted((a, b) => (a.learner < b.learner ? -1 : 1));
    try {
      return await db.inTransaction(async (tx) => {
        let at = new Date(0);
        for (const disclosure of inOrder) at = await releaseOne(tx, disclosure);
        return { kind: 'released', at };
      });
    } catch (error) {
      if (error instanceof PolicyMoved) return { kind: 'moved' };
      throw error;
    }
  };
export type Release = ReturnType<typeof releaseIn>;

/**
 * For a process that does not look after pods itself: lets nothing out under a grant until a worker has said that it
 * looks after this database. Until then it may be an older copy of it, of which no learner is held yet.
 */
export function onceWatched(release: Release, isWatched: () => Promise<boolean>): Release {
  let watched = false;
  return async (disclosures) => {
    watched ||= disclosures.every(isOwn) ? false : await isWatched();
    if (!watched && !disclosures.every(isOwn)) throw unproven();
    return release(disclosures);
  };
}
