import type { GrantId, LearnerId } from '../base/index.js';
import { granteeKey, type Policy } from '../consent/index.js';
import { blockJson, readBlocks } from './blocks.js';
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
  /**
   * Everything between a learner and whoever asks, earlier versions too, with the epoch it holds at and the database clock.
   * Where a block cannot be read, nothing is: it may have been a no to anything.
   * @param faces what they may be meant as, each as one text.
   */
  async policyBetween(
    learner: LearnerId,
    faces: readonly string[],
  ): Promise<Policy & { now: Date }> {
    const between = await db.em().execute<{ epoch: number; now: string; blocks: unknown }[]>(
      // The same work for somebody who is not here.
      `select coalesce(learner.epoch, -1) as epoch, (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now,
         ${blockJson} as blocks
       from (select ?::uuid as id) asked left join learner on learner.id = asked.id`,
      [learner],
    );
    const found = await rows(db)
      .where('learner_id', '=', learner)
      .where('grantee', 'in', faces)
      .orderBy('grant_id')
      .execute();
    const { epoch = -1, now = '0', blocks: said = [] } = between[0] ?? {};
    const blocks = readBlocks(said);
    const grants = blocks === undefined ? [] : found.flatMap(toGrant);
    return { epoch, now: new Date(Number(now)), grants, blocks: blocks ?? [] };
  },

  async ofLearner(learner: LearnerId): Promise<readonly GrantRow[]> {
    const found = speaking(db).where('learner_id', '=', learner);
    return (await found.orderBy('created_at', 'desc').orderBy('grant_id').execute()).flatMap(
      toGrant,
    );
  },

  async toGrantee(faces: readonly string[]): Promise<readonly GrantRow[]> {
    const found = speaking(db).where('grantee', 'in', faces);
    return (await found.orderBy('created_at', 'desc').orderBy('grant_id').execute()).flatMap(
      toGrant,
    );
  },

  /** @returns undefined where no link of ours has this secret. */
  async learnerBehindLink(secretHash: string): Promise<LearnerId | undefined> {
    const link = rows(db).where('grantee', '=', granteeKey({ kind: 'link', secretHash }));
    return (await link.limit(1).execute()).flatMap(toGrant)[0]?.learner;
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
