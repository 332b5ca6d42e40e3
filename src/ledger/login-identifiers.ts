import type { LearnerId } from '../base/index.js';
import type { Database } from './database.js';

/** By what else logins name learners: sealed, and gone with the way in that said it. */
export const loginIdentifiersIn = (db: Database) => ({
  /** What the login by one way in said, sealed; in the place of what it said before. */
  async keepIdentifiers(learner: LearnerId, way: string, sealed: string): Promise<void> {
    await db.em().execute(
      `insert into login_identifier (way_id, learner_id, sealed, at)
       values (?, ?, ?, clock_timestamp())
       on conflict (way_id) do update set sealed = excluded.sealed, at = excluded.at
         where login_identifier.learner_id = excluded.learner_id`,
      [way, learner, sealed],
      'run',
    );
  },

  async identifiers(learner: LearnerId): Promise<readonly string[]> {
    const rows = await db
      .em()
      .execute<{ sealed: string }[]>('select sealed from login_identifier where learner_id = ?', [
        learner,
      ]);
    return rows.map(({ sealed }) => sealed);
  },
});
