import { z } from 'zod';
import { type InstitutionId, institutionId, type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';

/** An inbox that an institution may add to. */
export interface DueInbox {
  readonly learner: LearnerId;
  readonly institution: InstitutionId;
}

const Rows = z.array(
  z.object({
    learner: z.string().transform(learnerId),
    institution: z.string().transform(institutionId),
  }),
);

/** Inboxes in pods, which institutions add to by themselves. */
export const inboxesIn = (db: Database) => ({
  /**
   * Those that were looked into longest ago, and not in the last so many seconds; from now on they were. Two processes at
   * once get others.
   */
  async inboxesDue(seconds: number, limit: number): Promise<readonly DueInbox[]> {
    const found = await db.em().execute<unknown[]>(
      `insert into inbox_look (learner_id, institution, at)
       select i.learner_id, i.institution, clock_timestamp()
         from (select distinct g.learner_id, g.grantee::jsonb ->> 'institution' as institution
           from grant_version g
           where left(g.grantee, 1) = '{' and g.grantee::jsonb ->> 'kind' = 'institution'
             and g.state = 'ACTIVE' and g.valid_until > clock_timestamp()) i
         left join inbox_look l on l.learner_id = i.learner_id and l.institution = i.institution
         where l.at is null or l.at < clock_timestamp() - ? * interval '1 second'
         order by l.at nulls first, i.learner_id limit ?
       on conflict (learner_id, institution) do update set at = excluded.at
         where inbox_look.at < clock_timestamp() - ? * interval '1 second'
       returning learner_id as learner, institution`,
      [seconds, limit, seconds],
    );
    return Rows.parse(found);
  },

  /** Of these documents of a learner, by hash, those that were taken up or refused before. */
  async takenUp(learner: LearnerId, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    if (hashes.length === 0) return new Set();
    const found = await db.em().execute<{ name_hash: string }[]>(
      `select name_hash from inbox_taken where learner_id = ?
         and name_hash in (select value from jsonb_array_elements_text(?::jsonb))`,
      [learner, JSON.stringify(hashes)],
    );
    return new Set(found.map((row) => row.name_hash));
  },

  async noteTakenUp(learner: LearnerId, hash: string): Promise<void> {
    await db
      .em()
      .execute(
        'insert into inbox_taken (learner_id, name_hash) values (?, ?) on conflict do nothing',
        [learner, hash],
        'run',
      );
  },
});
