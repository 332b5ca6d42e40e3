import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GrantId, grantId, type LearnerId, learnerId } from '../base/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { storedGrant } from './grant-steps.js';
import type { LogActor } from './log.js';
import { GrantVersion } from './tables.js';

export const deletionStates = ['ASKED', 'DONE', 'REFUSED'] as const;
/** A learner asked a former grantee to delete what they had seen. What was seen cannot be taken back; it can be asked. */
export interface DeletionRow {
  readonly id: string;
  readonly grant: GrantId;
  /** Who is asked, as one text. */
  readonly grantee: string;
  readonly state: (typeof deletionStates)[number];
  readonly askedAt: Date;
  readonly answeredAt?: Date;
  /** The grantee's own words. */
  readonly answer?: string;
}

const Row = z.object({
  id: z.uuid(),
  learner_id: z.uuid(),
  grant_id: z.uuid().transform(grantId),
  grantee: z.string(),
  state: z.enum(deletionStates),
  asked_at: z.coerce.date(),
  answered_at: z.coerce.date().nullable(),
  answer: z.string().nullable(),
});
function toDeletion(row: unknown): DeletionRow {
  const { grant_id: grant, asked_at: askedAt, ...read } = Row.parse(row);
  const { id, grantee, state, answered_at, answer } = read;
  return {
    id,
    grant,
    grantee,
    state,
    askedAt,
    ...(answered_at !== null && { answeredAt: answered_at }),
    ...(answer !== null && { answer }),
  };
}

const over = ['REVOKED', 'EXPIRED', 'EXHAUSTED'];

async function ask(tx: Em, learner: LockedLearner, id: GrantId, actor: LogActor): Promise<boolean> {
  const ended = { grantId: id, learnerId: learner.id, state: { $in: over } };
  const found = await tx.findOne(GrantVersion, { ...ended, activatedAt: { $ne: null } });
  if (found === null) return false;
  const { version, grantee, purpose } = storedGrant(id, found);
  const asked = await tx.execute<unknown[]>(
    `insert into deletion_request (id, learner_id, grant_id, grantee, state, asked_at)
     values (?, ?, ?, ?, 'ASKED', ?) on conflict (grant_id) do nothing returning id`,
    [randomUUID(), learner.id, id, grantee, learner.now],
  );
  if (asked.length === 0) return true;
  const about = { actor, purpose, grantee, grants: [{ id, version }] };
  await appendLog(tx, learner, { kind: 'POLICY', event: 'DELETION_ASKED', ...about });
  await saveLearner(tx, learner, false);
  return true;
}

interface Answer {
  readonly id: string;
  readonly done: boolean;
  readonly text?: string;
  readonly actor: LogActor;
}
const Asked = z.object({
  learner_id: z.uuid().transform(learnerId),
  grant_id: z.uuid().transform(grantId),
  grantee: z.string(),
});

async function hear(
  tx: Em,
  learner: LockedLearner,
  { id, done, text, actor }: Answer,
  { grant_id: grant, grantee }: z.infer<typeof Asked>,
): Promise<boolean> {
  const answered = await tx.execute<unknown[]>(
    `update deletion_request set state = ?, answered_at = ?, answer = ?
     where id = ? and state = 'ASKED' returning id`,
    [done ? 'DONE' : 'REFUSED', learner.now, text ?? null, id],
  );
  if (answered.length === 0) return false;
  const about = { actor, grantee, grants: [{ id: grant, version: 1 }] };
  await appendLog(tx, learner, { kind: 'POLICY', event: 'DELETION_ANSWERED', ...about });
  await saveLearner(tx, learner, false);
  return true;
}

/** What learners ask former grantees to delete, and what those say. */
export const deletionsIn = (db: Database) => {
  const rows = () => db.em().getKysely().selectFrom('deletion_request').selectAll();
  return {
    /** Once per grant that is over and was ever in force. @returns false for any other. */
    ask: async (learner: LearnerId, id: GrantId, actor: LogActor): Promise<boolean> =>
      (await withLearner(db, learner, (tx, row) => ask(tx, row, id, actor))) ?? false,

    /** @param grants that whoever answers knows of. @returns false when nothing was asked of them. */
    async answer(grants: readonly GrantId[], said: Answer): Promise<boolean> {
      if (grants.length === 0) return false;
      const open = rows().where('id', '=', said.id).where('state', '=', 'ASKED');
      const found = await open.where('grant_id', 'in', [...grants]).executeTakeFirst();
      if (found === undefined) return false;
      const asked = Asked.parse(found);
      const done = await withLearner(db, asked.learner_id, (tx, row) => hear(tx, row, said, asked));
      return done ?? false;
    },

    async ofLearner(learner: LearnerId): Promise<readonly DeletionRow[]> {
      const found = rows().where('learner_id', '=', learner).orderBy('asked_at', 'desc');
      return (await found.execute()).map(toDeletion);
    },

    async ofGrants(ids: readonly GrantId[]): Promise<readonly DeletionRow[]> {
      if (ids.length === 0) return [];
      const found = rows()
        .where('grant_id', 'in', [...ids])
        .orderBy('asked_at', 'desc');
      return (await found.execute()).map(toDeletion);
    },
  };
};
