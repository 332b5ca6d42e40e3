import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type InstitutionId, institutionId, type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';
import { isLinked } from './pull-links.js';

/** A learner at an institution, to be fetched by whoever holds the claim. */
export interface DuePull {
  readonly learner: LearnerId;
  readonly institution: InstitutionId;
  readonly claim: string;
  /** In a row, of this learner there. */
  readonly failures: number;
  /** What the source said by which it knows all of it again, as JSON text; and how things stood here then. */
  readonly seen?: string;
  readonly stand?: string;
}
/** What is known after a fetch, to fetch by next time. */
export interface PullResult {
  /** When it is due again; sooner where the institution says meanwhile that something changed. */
  readonly waitMs: number;
  /** When it is due again where that was said while it was fetched; after a failure never before its wait is over. */
  readonly restMs: number;
  /** Why not all of it came, as a code; absent: it did. */
  readonly code?: string;
  /** In a row. */
  readonly failures: number;
  /** SAME: what is kept stays. */
  readonly seen: 'SAME' | undefined | { readonly said: string; readonly stand: string };
}
export interface ClaimLimits {
  /** Of one institution under way at one moment, over all processes. */
  readonly perInstitution: number;
  /** After so many milliseconds whoever held the claim is taken for dead. */
  readonly leaseMs: number;
  /** What was seen longer ago is not believed any more, whatever the source says. */
  readonly seenMs: number;
}

const Row = z.object({
  learner: z.string().transform(learnerId),
  institution: z.string().transform(institutionId),
  failures: z.int(),
  seen: z.string().nullable(),
  stand: z.string().nullable(),
});
const ms = "interval '1 millisecond'";
const claiming = `update pull p set claim = ?, claimed_until = clock_timestamp() + ? * ${ms}, is_told = false
  from (select q.learner_id, q.institution from pull q
      join learner l on l.id = q.learner_id and l.opened_at is not null and l.held_at is null
    where q.next_at <= clock_timestamp()
      and (q.claimed_until is null or q.claimed_until <= clock_timestamp())
      and q.institution in (select value from jsonb_array_elements_text(?::jsonb))
      and ${isLinked}
      and not exists (select from institution_health h
        where h.institution = q.institution and h.ask_again_at > clock_timestamp())
      and (select count(*) from pull r
        where r.institution = q.institution and r.claimed_until > clock_timestamp()) < ?
    order by q.next_at limit 1) due
  where p.learner_id = due.learner_id and p.institution = due.institution
    and (p.claimed_until is null or p.claimed_until <= clock_timestamp())
  returning p.learner_id as learner, p.institution, p.failures, p.stand,
    case when p.whole_at > clock_timestamp() - ? * ${ms} then p.seen end as seen`;

const finishing = `update pull set claim = null, claimed_until = null, last_at = clock_timestamp(),
    last_code = ?, failures = ?,
    next_at = clock_timestamp() + case when is_told then ?::float8 else ?::float8 end * ${ms},
    seen = case when is_told then null when ? then seen else ? end,
    stand = case when is_told then null when ? then stand else ? end,
    whole_at = case when ?::text is null and not ? then clock_timestamp() else whole_at end
  where learner_id = ? and institution = ? and claim = ?`;

/** What is fetched from institutions unasked, and when. */
export const pullsIn = (db: Database) => ({
  /** The one that is due longest. One at a time is handed out, so that no two processes get the same or too many. */
  claim: (
    institutions: readonly InstitutionId[],
    { perInstitution, leaseMs, seenMs }: ClaimLimits,
  ): Promise<DuePull | undefined> =>
    db.inTransaction(async (tx) => {
      await tx.execute("select pg_advisory_xact_lock(hashtextextended('pull', 0))");
      const claim = randomUUID();
      const known = JSON.stringify(institutions);
      const found = await tx.execute<unknown[]>(claiming, [
        claim,
        leaseMs,
        known,
        perInstitution,
        seenMs,
      ]);
      const [row] = z.array(Row).parse(found);
      if (row === undefined) return undefined;
      const { seen, stand, ...due } = row;
      return { ...due, claim, ...(seen !== null && { seen }), ...(stand !== null && { stand }) };
    }),

  /** Lets go of a claim. One that was taken for dead has no word any more. @returns whether it still held. */
  async finish(
    { learner, institution, claim }: DuePull,
    { code, failures, seen, waitMs, restMs }: PullResult,
  ): Promise<boolean> {
    const isSame = seen === 'SAME';
    const { said = null, stand = null } = isSame ? {} : (seen ?? {});
    const found = await db
      .em()
      .execute<unknown[]>(`${finishing} returning learner_id`, [
        code ?? null,
        failures,
        code === undefined ? restMs : Math.max(restMs, waitMs),
        waitMs,
        isSame,
        said,
        isSame,
        stand,
        code ?? null,
        isSame,
        learner,
        institution,
        claim,
      ]);
    return found.length > 0;
  },

  /** Lets go, unasked: nothing was learned of this learner there. */
  async putOff({ learner, institution, claim }: DuePull, waitMs: number): Promise<void> {
    await db.em().execute(
      `update pull set claim = null, claimed_until = null, next_at = clock_timestamp() + ? * ${ms}
       where learner_id = ? and institution = ? and claim = ?`,
      [waitMs, learner, institution, claim],
      'run',
    );
  },
});
