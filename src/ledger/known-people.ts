import { type LearnerId, type WebId, webId } from '../base/index.js';
import type { Database, Em } from './database.js';

/** Kept of what a login says; how much of it is shown is decided where it is shown. */
const mostKept = 200;

/**
 * With each sign-in: what somebody is called now, in the place of what they were called. A login that says no name
 * takes none away.
 */
export const keepName = (tx: Em, person: WebId, displayName: string): Promise<unknown> =>
  tx.execute(
    `insert into known_person (web_id, display_name, at) values (?, ?, clock_timestamp())
     on conflict (web_id) do update set at = excluded.at,
       display_name = coalesce(nullif(excluded.display_name, ''), known_person.display_name)`,
    [person, displayName.trim() === '' ? '' : displayName.slice(0, mostKept).toWellFormed()],
    'run',
  );

/** Whose names one answer may need. */
export interface NamesAsked {
  /** Whoever did something here that the learner may read, or was looked into by the operator. */
  readonly met: readonly WebId[];
  /** Whoever the learner named. Somebody who never turned to them is not told who they are: naming is free. */
  readonly named: readonly WebId[];
}
export interface KnownPerson {
  readonly webId: WebId;
  /** As their login said it. */
  readonly displayName: string;
}

/** Asked, read, or was named as guardian: no more than the learner was told of already. */
const turnedToThem = `(
  exists (select from access_request a where a.learner_id = asked.id and a.grantee = k.web_id)
  or exists (select from grant_version g where g.learner_id = asked.id and g.grantee = k.web_id and g.used > 0)
  or exists (select from delegation d where d.learner_id = asked.id and d.guardian = k.web_id))`;

/** What those are called who signed in here. */
export const knownPeopleIn = (db: Database) => ({
  /** All that one answer to a learner needs, in one statement. */
  async names(learner: LearnerId, { met, named }: NamesAsked): Promise<readonly KnownPerson[]> {
    const rows = await db.em().execute<{ web_id: string; display_name: string }[]>(
      `select k.web_id, k.display_name from (select ?::uuid as id) asked,
         (select value as web_id, true as met from jsonb_array_elements_text(?::jsonb)
          union all select value, false from jsonb_array_elements_text(?::jsonb)) who
         join known_person k on k.web_id = who.web_id
       where who.met or ${turnedToThem}`,
      [learner, JSON.stringify(met), JSON.stringify(named)],
    );
    return rows.map((row) => ({ webId: webId(row.web_id), displayName: row.display_name }));
  },

  /** Forgets who did not sign in for so many days, but for those to whom a learner gives access now. */
  async forget(days: number): Promise<void> {
    await db.em().execute(
      `delete from known_person k where at < clock_timestamp() - make_interval(days => ?::int)
         and not exists (select from grant_version g where g.grantee = k.web_id
           and g.state in ('PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED'))`,
      [days],
      'run',
    );
  },
});
