import { z } from 'zod';
import { type InstitutionId, institutionId, type LearnerId } from '../base/index.js';
import type { Database } from './database.js';

export interface AskedLast {
  readonly institution: InstitutionId;
  readonly at: Date;
  readonly code?: string;
}
const AskedRows = z.array(
  z.object({
    institution: z.string().transform(institutionId),
    at: z.coerce.date(),
    code: z.string().nullable(),
  }),
);

const ms = "interval '1 millisecond'";
/** Of a row `q` of pull. */
export const isLinked = `exists (select from institution_link k where k.learner_id = q.learner_id
  and k.institution_id = q.institution and k.expires_at > clock_timestamp())`;

/** Which learners are fetched at which institutions, and what became of it last. */
export const pullLinksIn = (db: Database) => ({
  /**
   * A link in force is fetched by from now on, a link that ended is not any more.
   * @param waitMs before the first time; the learner fetches by hand as soon as they like.
   */
  async followLinks(waitMs: number): Promise<void> {
    await db.em().execute(
      `insert into pull (learner_id, institution, next_at)
       select distinct on (k.learner_id, k.institution_id) k.learner_id, k.institution_id,
           clock_timestamp() + ? * (0.8 + 0.4 * random()) * ${ms}
         from institution_link k where k.expires_at > clock_timestamp()
           and not exists (select from pull p
             where p.learner_id = k.learner_id and p.institution = k.institution_id)
       on conflict do nothing`,
      [waitMs],
      'run',
    );
    await db.em().execute(`delete from pull q where not ${isLinked}`, [], 'run');
  },

  /** The learner fetched by themself: that counts as much. */
  async noteAsked(
    learner: LearnerId,
    institution: InstitutionId,
    { code, waitMs }: { readonly code?: string; readonly waitMs: number },
  ): Promise<void> {
    await db.em().execute(
      `insert into pull as p (learner_id, institution, next_at, last_at, last_code)
       values (?, ?, clock_timestamp() + ? * ${ms}, clock_timestamp(), ?)
       on conflict (learner_id, institution) do update set last_at = excluded.last_at,
         last_code = excluded.last_code,
         next_at = case when excluded.last_code is null and not p.is_told and p.claim is null
           then excluded.next_at else p.next_at end`,
      [learner, institution, waitMs, code ?? null],
      'run',
    );
  },

  /** When each institution was last asked for this learner, and whether that went well. */
  async askedLast(learner: LearnerId): Promise<readonly AskedLast[]> {
    const found = await db.em().execute<unknown[]>(
      `select institution, last_at as at, last_code as code from pull
       where learner_id = ? and last_at is not null order by institution`,
      [learner],
    );
    return AskedRows.parse(found).map(({ code, ...row }) => ({
      ...row,
      ...(code !== null && { code }),
    }));
  },
});
