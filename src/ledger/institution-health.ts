import { z } from 'zod';
import type { InstitutionId } from '../base/index.js';
import type { Database } from './database.js';

/** What one fetch says of the institution it was from. */
export interface PullOutcome {
  /** Why not all of it came, as a code; absent: it did. */
  readonly code?: string;
  /** The institution itself is in trouble, not the answer for one learner. */
  readonly isTrouble: boolean;
  /** Since the first question of it, in milliseconds. */
  readonly tookMs: number;
  /** Nobody asks it sooner than so many milliseconds from now. */
  readonly leaveMs?: number;
}
/** How an institution answers, over all learners together. */
export interface InstitutionHealth {
  /** When all that was asked came, last. */
  readonly wholeAt?: Date;
  readonly failedAt?: Date;
  /** The first of the failures in a row that go on; absent: the last one asked answered. */
  readonly failingSince?: Date;
  /** Of the last failure. */
  readonly code?: string;
  /** It is left alone until then. */
  readonly askAgainAt?: Date;
  /** Learners that it is asked for. */
  readonly links: number;
  /** Of those, learners whose turn came more than an hour ago and who were not fetched yet. */
  readonly overdue: number;
}

/** NOT_ASKED: nobody is known there, or nobody's turn came yet. */
export const connectionStates = ['WORKS', 'FAILING', 'NOT_ASKED'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** In one word. What cannot be read of one learner is no failing of the connection, as long as others are read. */
export function connectionStateOf(health: InstitutionHealth): ConnectionState {
  if (health.failingSince !== undefined) return 'FAILING';
  if (health.wholeAt !== undefined) return 'WORKS';
  return health.failedAt === undefined ? 'NOT_ASKED' : 'FAILING';
}

const moment = z.coerce.date().nullable();
const Row = z.object({
  whole_at: moment,
  failed_at: moment,
  failing_since: moment,
  code: z.string().nullable(),
  ask_again_at: moment,
  links: z.int(),
  overdue: z.int(),
});

// What was asked before it failed last, and all came, says nothing of how it is since.
const isLate = `excluded.whole_at - ? * interval '1 millisecond' <= h.failed_at`;
const noting = `insert into institution_health as h
    (institution, whole_at, failed_at, failing_since, code, failures, ask_again_at)
  select ?, case when n.ok then n.at end, case when not n.ok then n.at end,
    case when n.trouble then n.at end, n.code, case when n.trouble then 1 else 0 end,
    n.at + n.leave * interval '1 millisecond'
  from (select ?::text as code, ?::text is null as ok, ?::boolean as trouble, ?::float8 as leave,
    clock_timestamp() as at) n
  on conflict (institution) do update set
    whole_at = coalesce(excluded.whole_at, h.whole_at),
    failed_at = coalesce(excluded.failed_at, h.failed_at),
    failing_since = case when ${isLate} then h.failing_since
      when excluded.failing_since is null then null else coalesce(h.failing_since, excluded.failing_since) end,
    code = coalesce(excluded.code, h.code),
    failures = case when ${isLate} then h.failures when excluded.failures = 0 then 0 else h.failures + 1 end,
    ask_again_at = case when excluded.whole_at is null or ${isLate}
      then greatest(h.ask_again_at, excluded.ask_again_at) end`;

/** How institutions answer, from what really happened. */
export const institutionHealthIn = (db: Database) => ({
  async noteOutcome(
    institution: InstitutionId,
    { code, isTrouble, leaveMs, tookMs }: PullOutcome,
  ): Promise<void> {
    const said = code ?? null;
    const values = [institution, said, said, isTrouble, leaveMs ?? null, tookMs, tookMs, tookMs];
    await db.em().execute(noting, values, 'run');
  },

  /** Failures in a row of the institution itself. */
  async troubleOf(institution: InstitutionId): Promise<number> {
    const rows = await db
      .em()
      .execute<{ failures: number }[]>(
        'select failures from institution_health where institution = ?',
        [institution],
      );
    return rows[0]?.failures ?? 0;
  },

  async healthOf(institution: InstitutionId): Promise<InstitutionHealth> {
    const found = await db.em().execute<unknown[]>(
      `select h.whole_at, h.failed_at, h.failing_since, h.code,
         case when h.ask_again_at > clock_timestamp() then h.ask_again_at end as ask_again_at,
         (select count(*)::int from pull p where p.institution = i.id) as links,
         (select count(*)::int from pull p where p.institution = i.id
           and p.next_at < clock_timestamp() - interval '1 hour') as overdue
       from (select ?::text as id) i left join institution_health h on h.institution = i.id`,
      [institution],
    );
    const row = Row.parse(found[0]);
    return {
      links: row.links,
      overdue: row.overdue,
      ...(row.whole_at !== null && { wholeAt: row.whole_at }),
      ...(row.failed_at !== null && { failedAt: row.failed_at }),
      ...(row.failing_since !== null && { failingSince: row.failing_since }),
      ...(row.code !== null && { code: row.code }),
      ...(row.ask_again_at !== null && { askAgainAt: row.ask_again_at }),
    };
  },
});
