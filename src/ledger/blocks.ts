import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GrantId, grantId, type LearnerId, learnerId, present } from '../base/index.js';
import type { Block as BlockOf, Selector } from '../consent/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { SelectorShape } from './grant-shapes.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { Block, GrantVersion } from './tables.js';

/** A block with when the learner said so. */
export interface BlockRow extends BlockOf {
  readonly createdAt: Date;
}

/** In a statement that calls somebody's id `asked.id`: their blocks that stand, as JSON. */
export const blockJson = `(select coalesce(json_agg(json_build_object('id', id, 'learner', learner_id, 'scope', scope,
  'exceptGrants', except_grants, 'createdAt', created_at) order by created_at, id), '[]')
  from block where block.learner_id = asked.id and ended_at is null)`;

const Rows = z.array(
  z.strictObject({
    id: z.uuid(),
    learner: z.uuid().transform(learnerId),
    scope: z.array(SelectorShape.transform((selector): Selector => present(selector))).min(1),
    exceptGrants: z.array(z.uuid().transform(grantId)),
    createdAt: z.coerce.date(),
  }),
);

/** @returns undefined when one of them says what we do not understand. */
export function readBlocks(json: unknown): readonly BlockRow[] | undefined {
  const parsed = Rows.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

/** Every view that is open, or on its way, holds less or more by it. */
async function rewriteViews(tx: Em, outbox: Outbox, learner: LockedLearner) {
  const open = { learnerId: learner.id, state: { $in: ['PREPARING', 'ACTIVE'] } };
  const found = await tx.find(GrantVersion, open, { fields: ['grantId'] });
  const works = found.map(({ grantId: id }) => ({
    lane: 'POLICY' as const,
    kind: 'REWRITE_VIEW',
    payload: { grantId: id },
  }));
  return outbox.add(tx, learner.id, works);
}

interface Said {
  readonly scope: readonly Selector[];
  readonly exceptGrants: readonly GrantId[];
  readonly actor: LogActor;
}

async function block(tx: Em, outbox: Outbox, learner: LockedLearner, said: Said) {
  const { scope, exceptGrants, actor } = said;
  const id = randomUUID();
  const { id: learnerOf, now: createdAt } = learner;
  const row = { id, learnerId: learnerOf, scope, exceptGrants, createdAt, endedAt: null };
  await tx.insert(Block, row);
  await appendLog(tx, learner, { kind: 'POLICY', event: 'BLOCKED', actor, grants: [] });
  await saveLearner(tx, learner, true);
  return { id, work: await rewriteViews(tx, outbox, learner) };
}

async function unblock(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { id, actor }: { id: string; actor: LogActor },
) {
  const standing = { id, learnerId: learner.id, endedAt: null };
  if ((await tx.nativeUpdate(Block, standing, { endedAt: learner.now })) !== 1) return undefined;
  await appendLog(tx, learner, { kind: 'POLICY', event: 'UNBLOCKED', actor, grants: [] });
  await saveLearner(tx, learner, true);
  return rewriteViews(tx, outbox, learner);
}

/** What learners hide from every grant. */
export const blocksIn = (db: Database, outbox: Outbox) => ({
  /** Holds for questions from when this returns, and for those under way; the pod is owed views that hold less. */
  block: (learner: LearnerId, said: Said) =>
    withLearner(db, learner, (tx, row) => block(tx, outbox, row, said)),

  /** @returns what the pod is owed; undefined when no such block stands. */
  unblock: (learner: LearnerId, ended: { readonly id: string; readonly actor: LogActor }) =>
    withLearner(db, learner, (tx, row) => unblock(tx, outbox, row, ended)),

  /** @throws TypeError when one cannot be read: then nobody sees anything of this learner. */
  async ofLearner(learner: LearnerId): Promise<readonly BlockRow[]> {
    const rows = await db
      .em()
      .execute<{ blocks: unknown }[]>(
        `select ${blockJson} as blocks from (select ?::uuid as id) asked`,
        [learner],
      );
    const read = readBlocks(rows[0]?.blocks ?? []);
    if (read === undefined) throw new TypeError('a block that cannot be read');
    return read;
  },
});
