import { type InstitutionId, institutionId, type LearnerId, learnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database, Em } from './database.js';

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

/** What becomes of a link. REFUSED: another way proves another number there, or the number is of another kluis. */
export type Linked = 'NEW' | 'KNOWN' | 'REFUSED';

/** A login that was taken away meanwhile proves nothing any more. */
async function isWayOf(tx: Em, id: LearnerId, way: string): Promise<boolean> {
  const mine = 'select from sign_in_way where id = ? and learner_id = ?';
  return (await tx.execute<unknown[]>(mine, [way, id])).length > 0;
}

interface Standing {
  readonly own: boolean;
  readonly same: boolean;
  readonly by_it: boolean;
}

/** Links in force to this person there, of anybody, and of this learner to anybody there. */
async function standing(tx: Em, id: LearnerId, { institution, personId }: Link, way?: string) {
  // Two kluizen at once do not both get one number.
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `known at ${institution} as ${personId}`,
  ]);
  return tx.execute<Standing[]>(
    `select learner_id = ? as own, person_id = ? as same, way_id is not distinct from ?::uuid as by_it
     from institution_link where institution_id = ? and expires_at > clock_timestamp()
       and (learner_id = ? or person_id = ?)`,
    [id, personId, way ?? null, institution, id, personId],
  );
}

/** What another login proved stands; and a login proves nothing that another kluis is known by. */
const isInTheWay =
  (way: string | undefined) =>
  ({ own, same, by_it }: Standing): boolean =>
    own ? !same && !by_it : way !== undefined;

const putLink = `insert into institution_link as l (learner_id, institution_id, person_id, way_id, since, expires_at)
     values (?, ?, ?, ?, clock_timestamp(), ?::timestamptz)
   on conflict (learner_id, institution_id, way_id) do update set person_id = excluded.person_id,
     expires_at = excluded.expires_at,
     since = case when l.person_id = excluded.person_id and l.expires_at > clock_timestamp()
       then l.since else excluded.since end`;

/** At which institutions learners are known. */
export const institutionLinksIn = (db: Database) => ({
  /**
   * One person at an institution belongs to one kluis at a time: whose login proved it first.
   * @param expiresAt a link is proven by a login and lasts 180 days from it.
   * @param way the login of this learner that proved it, with which it ends; absent: the operator says so, who
   * can let learners of a demo share a number.
   */
  link: async (id: LearnerId, link: Link, expiresAt: Date, way?: string): Promise<Linked> =>
    (await withLearner(db, id, async (tx): Promise<Linked> => {
      if (way !== undefined && !(await isWayOf(tx, id, way))) return 'REFUSED';
      const found = await standing(tx, id, link, way);
      // What is in force goes on, whoever else has that number as well, as an operator can have it.
      const isKnown = found.some(({ own, same }) => own && same);
      if (!isKnown && found.some(isInTheWay(way))) return 'REFUSED';
      const { institution, personId } = link;
      await tx.execute(putLink, [id, institution, personId, way ?? null, expiresAt], 'run');
      return isKnown ? 'KNOWN' : 'NEW';
    })) ?? 'REFUSED',

  /** All that were ever proven, also those that ran out; not those that went with their login. */
  async allLinks(id: LearnerId): Promise<readonly StandingLink[]> {
    const rows = await db.em().execute<{ institution_id: string; since: Date; until: Date }[]>(
      `select institution_id, max(expires_at) as until,
         coalesce(min(since) filter (where expires_at > clock_timestamp()), max(since)) as since
       from institution_link where learner_id = ? group by institution_id order by institution_id`,
      [id],
    );
    return rows.map((row) => ({
      institution: institutionId(row.institution_id),
      since: new Date(row.since),
      until: new Date(row.until),
    }));
  },

  /**
   * Whose kluis an institution's own number of a person leads to, by a link in force. Two of them are none: then the number
   * does not say whom it is of.
   */
  async linkedAs({ institution, personId }: Link): Promise<LearnerId | undefined> {
    const [found, ...others] = await db.em().execute<{ learner_id: string }[]>(
      `select distinct learner_id from institution_link
       where institution_id = ? and person_id = ? and expires_at > clock_timestamp() limit 2`,
      [institution, personId],
    );
    return found === undefined || others.length > 0 ? undefined : learnerId(found.learner_id);
  },

  /** Links still good at this moment, by institution. */
  async links(id: LearnerId, now: Date): Promise<readonly Link[]> {
    const rows = await db
      .em()
      .getKysely()
      .selectFrom('institution_link')
      .select(['institution_id', 'person_id'])
      .distinct()
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
