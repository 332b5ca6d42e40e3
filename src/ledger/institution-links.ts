import { type InstitutionId, institutionId, type LearnerId } from '../base/index.js';
import type { Database } from './database.js';

export interface Link {
  readonly institution: InstitutionId;
  readonly personId: string;
}
/** From when until when a learner is known to be somebody at an institution. */
export interface StandingLink {
  readonly institution: InstitutionId;
  readonly since: Date;
  readonly until: Date;
}

/** At which institutions learners are known. */
export const institutionLinksIn = (db: Database) => ({
  /**
   * @param expiresAt a link is proven by a login and lasts 180 days from it.
   * @returns whether it is news: there was none in force, or to another person there.
   */
  async link(id: LearnerId, { institution, personId }: Link, expiresAt: Date): Promise<boolean> {
    const rows = await db.em().execute<{ news: boolean }[]>(
      `with before as (
         select 1 from institution_link where learner_id = ? and institution_id = ? and person_id = ?
           and expires_at > clock_timestamp())
       insert into institution_link as l (learner_id, institution_id, person_id, since, expires_at)
         values (?, ?, ?, clock_timestamp(), ?::timestamptz)
       on conflict (learner_id, institution_id) do update set person_id = excluded.person_id,
         expires_at = excluded.expires_at,
         since = case when exists (select from before) then l.since else excluded.since end
       returning not exists (select from before) as news`,
      [id, institution, personId, id, institution, personId, expiresAt],
    );
    return rows[0]?.news === true;
  },

  /** All that were ever proven, also those that ran out. */
  async allLinks(id: LearnerId): Promise<readonly StandingLink[]> {
    const rows = db.em().getKysely().selectFrom('institution_link');
    const found = await rows
      .select(['institution_id', 'since', 'expires_at'])
      .where('learner_id', '=', id)
      .orderBy('institution_id')
      .execute();
    return found.map((row) => ({
      institution: institutionId(row.institution_id),
      since: new Date(row.since),
      until: new Date(row.expires_at),
    }));
  },

  /** Links still good at this moment, by institution. */
  async links(id: LearnerId, now: Date): Promise<readonly Link[]> {
    const rows = await db
      .em()
      .getKysely()
      .selectFrom('institution_link')
      .select(['institution_id', 'person_id'])
      .where('learner_id', '=', id)
      .where('expires_at', '>', now)
      .orderBy('institution_id')
      .execute();
    return rows.map((row) => ({
      institution: institutionId(row.institution_id),
      personId: row.person_id,
    }));
  },
});
