import type { ClientId, WebId } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import type { Database } from './database.js';

const ended = "'DECLINED', 'REVOKED', 'EXPIRED', 'EXHAUSTED'";

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
   * Whether somebody who signed in to an app then still is: a learner who stopped what they shared with it since, and
   * shares nothing with it now, is not.
   */
  async isStillSignedIn(client: ClientId, person: WebId, since: Date): Promise<boolean> {
    const grantee = granteeKey({ kind: 'app', client });
    const [row] = await db.em().execute<{ over: boolean; live: boolean }[]>(
      `select count(*) filter (where least(ended_at, valid_until) between ? and clock_timestamp()) > 0 as over,
         count(*) filter (where state not in (${ended}) and valid_until > clock_timestamp()) > 0 as live
       from grant_version g join learner l on l.id = g.learner_id
       where l.web_id = ? and g.grantee = ? and state <> 'SUPERSEDED'`,
      [since, person, grantee],
    );
    return row === undefined || row.live || !row.over;
  },
});
