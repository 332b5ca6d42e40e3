import { randomUUID } from 'node:crypto';
import { type LearnerId, sha256Url } from '../base/index.js';
import type { NewAccessRequest } from './access-request.js';
import { noteInInbox } from './chain.js';
import type { Em } from './database.js';
import { dueWith } from './messages.js';
import { lapsedBefore } from './request-clock.js';
import { AccessRequest } from './tables.js';

interface Standing {
  /** Requests of this grantee in the last 24 hours. */
  readonly asked: number;
  /** The learner said no lately, or does not want to hear of this grantee. */
  readonly held: boolean;
}

/**
 * One asks at a time per grantee, so that counting is exact. By a name of its own, not the learner's row: whoever is
 * not here has none to wait for.
 */
async function lockGrantee(tx: Em, grantee: string): Promise<Date> {
  const [clock] = await tx.execute<{ at: string }[]>(
    `select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at
     from (select pg_advisory_xact_lock(hashtextextended(?, 0))) locked`,
    [`asks ${grantee}`],
  );
  return new Date(Number(clock?.at));
}

/** One statement, whatever the answer. A new one after the lock: it sees what those before have committed. */
async function standingOf(
  tx: Em,
  { grantee }: NewAccessRequest,
  about: string,
  learner: LearnerId | undefined,
): Promise<Standing> {
  const [row] = await tx.execute<Standing[]>(
    `select
       (select count(*)::int from access_request
        where grantee = ? and created_at > clock_timestamp() - interval '24 hours') as asked,
       exists (select from access_request where about = ? and grantee = ? and state = 'DECLINED'
         and answered_at > clock_timestamp() - interval '30 days')
       or exists (select from muted_grantee where learner_id = ?::uuid and grantee = ?) as held`,
    [grantee, about, grantee, learner ?? null, grantee],
  );
  return row ?? { asked: 0, held: true };
}

/** What was asked before and not answered makes room; what had lapsed, says so. */
const closeEarlier = (tx: Em, about: string, grantee: string, now: Date) =>
  tx.execute(
    `update access_request set answered_at = ?,
       state = case when created_at <= ? then 'LAPSED' else 'REPLACED' end
     where about = ? and grantee = ? and state in ('OPEN', 'HELD')`,
    [now, lapsedBefore(now), about, grantee],
    'run',
  );

/**
 * Stores a request. The same statements for a learner who is here, one who is not, one who said no before and one who
 * does not want to hear of it: only in what they hold do these differ.
 * @param asked whom it is about, as the asker named them; used where nobody here goes by that name.
 * @returns undefined when this grantee asked as often as they may in a day; then nothing is stored.
 */
export async function ask(
  tx: Em,
  learner: LearnerId | undefined,
  asked: string,
  { most, ...request }: NewAccessRequest & { readonly most: number },
): Promise<string | undefined> {
  const { grantee, client, purpose, retentionDays } = request;
  const about = sha256Url(learner ?? asked);
  const now = await lockGrantee(tx, grantee);
  const { asked: before, held } = await standingOf(tx, request, about, learner);
  if (before >= most) return undefined;
  await closeEarlier(tx, about, grantee, now);
  const id = randomUUID();
  await tx.insert(AccessRequest, {
    ...request,
    retentionDays: retentionDays ?? null,
    id,
    learnerId: learner ?? null,
    about,
    state: held ? 'HELD' : 'OPEN',
    createdAt: now,
    answeredAt: null,
  });
  const event = held ? 'REQUEST_HELD' : 'ACCESS_REQUESTED';
  const actor = { webId: grantee, client };
  const facts = { kind: 'POLICY', event, actor, purpose, grantee, grants: [] };
  await noteInInbox(tx, learner, facts, now);
  await dueWith(tx, held ? undefined : learner, 'REQUEST');
  return id;
}
