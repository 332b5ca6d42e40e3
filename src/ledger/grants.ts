import type { GrantId, LearnerId, WebId } from '../base/index.js';
import type { Policy } from '../consent/index.js';
import type { Database } from './database.js';
import { type GrantRow, toGrant } from './grant-row.js';

const rows = (db: Database) =>
  db
    .em()
    .getKysely()
    .selectFrom('grant_version')
    .innerJoin('learner', 'learner.id', 'grant_version.learner_id')
    .selectAll('grant_version')
    .select('learner.storage');

/** Without the versions that a narrower one took the place of. */
const speaking = (db: Database) => rows(db).where('state', '<>', 'SUPERSEDED');

/** Reads the index of grants. */
export const grantsIn = (db: Database) => ({
  /** Everything between a learner and a grantee, earlier versions too, with the epoch it holds at and the database clock. */
  async policyBetween(learner: LearnerId, grantee: WebId): Promise<Policy & { now: Date }> {
    const between = await db.em().execute<{ epoch: number; now: string }[]>(
      `select epoch, (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now
       from learner where id = ?`,
      [learner],
    );
    const found = await rows(db)
      .where('learner_id', '=', learner)
      .where('grantee', '=', grantee)
      .orderBy('grant_id')
      .execute();
    const { epoch = -1, now = '0' } = between[0] ?? {};
    return { epoch, now: new Date(Number(now)), grants: found.flatMap(toGrant) };
  },

  async ofLearner(learner: LearnerId): Promise<readonly GrantRow[]> {
    const found = speaking(db).where('learner_id', '=', learner);
    return (await found.orderBy('created_at', 'desc').orderBy('grant_id').execute()).flatMap(
      toGrant,
    );
  },

  async toGrantee(grantee: WebId): Promise<readonly GrantRow[]> {
    const found = speaking(db).where('grantee', '=', grantee);
    return (await found.orderBy('created_at', 'desc').orderBy('grant_id').execute()).flatMap(
      toGrant,
    );
  },

  async byId(id: GrantId): Promise<GrantRow | undefined> {
    const found = await speaking(db).where('grant_id', '=', id).execute();
    return found.flatMap(toGrant)[0];
  },

  /** All versions, newest first: whoever could ever read under it stands in one of them. */
  async versions(id: GrantId): Promise<readonly GrantRow[]> {
    const found = await rows(db).where('grant_id', '=', id).orderBy('version', 'desc').execute();
    return found.flatMap(toGrant);
  },
});
