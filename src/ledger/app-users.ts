import type { ClientId, WebId } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import type { Database } from './database.js';

/** What stands between a person and an app. */
export const appUsersIn = (db: Database) => ({
  /** Whether a learner does not want to hear of this app. */
  async isMuted(client: ClientId, person: WebId): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `select from muted_grantee m join learner l on l.id = m.learner_id
       where l.web_id = ? and m.grantee = ?`,
      [person, client],
    );
    return rows.length > 0;
  },

  /**
   * Whether somebody who signed in to an app still is. A learner who stopped all they shared with it since is not, also
   * when they share something again by now: that yes came with a sign-in of its own. A stop that was undone is none.
   * @param signIn the hash of what names the paper of that sign-in.
   */
  async isStillSignedIn(client: ClientId, person: WebId, signIn: string): Promise<boolean> {
    const grantee = granteeKey({ kind: 'app', client });
    const [row] = await db.em().execute<{ over: boolean }[]>(
      `with signed_in as (select made_at as since from app_paper where model = 'Grant' and id_hash = ?),
       shared as (
         select state, created_at as began, least(coalesce(undone_at, ended_at), valid_until) as ended
         from grant_version g join learner l on l.id = g.learner_id
         where l.web_id = ? and g.grantee = ?)
       select not exists (select from signed_in) or exists (select from signed_in, shared one
         where state <> 'SUPERSEDED' and ended between since and clock_timestamp()
           and not exists (select from shared other
             where other.began <= one.ended and other.ended > one.ended)) as over`,
      [signIn, person, grantee],
    );
    return row?.over !== true;
  },
});
