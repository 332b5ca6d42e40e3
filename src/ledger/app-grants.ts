import { type GrantId, grantId, type LearnerId } from '../base/index.js';
import { type GrantablePurpose, type Grantee, granteeKey } from '../consent/index.js';
import { type PaperText, rewritePaper } from './app-papers.js';
import { type LockedLearner, withLearner } from './chain.js';
import { endGrant, type GrantMade, sayYes, type Yes } from './change-grants.js';
import type { Database, Em } from './database.js';
import { canDo, storedGrant } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';
import { GrantVersion } from './tables.js';

/** All that is shared with an app for one purpose, as a learner says it on our page. */
export interface SaidToApp {
  readonly grantee: Grantee;
  readonly purpose: GrantablePurpose;
  readonly yeses: readonly Yes[];
  readonly actor: LogActor;
  /** The app's question as it reads once it is answered. */
  readonly answered?: PaperText;
}
export type Exchanged =
  | { readonly work: readonly string[] }
  | { readonly kind: Exclude<GrantMade['kind'], 'made' | 'proposed'> };

/** The question is gone: what was said in this transaction is not said. */
class NotAsked extends Error {}

/**
 * Ends what the learner shared with it until now, as it is under the lock: another answer may have come since they were asked.
 * Also what they had stopped themself does not come back: this is what they say of it now.
 */
async function replace(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { said, made }: { readonly said: SaidToApp; readonly made: readonly GrantId[] },
): Promise<readonly string[]> {
  const { grantee, purpose, actor } = said;
  const share = { learnerId: learner.id, grantee: granteeKey(grantee), purpose };
  const earlier = { ...share, grantId: { $nin: [...made] }, replacedAt: null };
  const found = await tx.find(GrantVersion, { ...earlier, validUntil: { $gt: learner.now } });
  await tx.nativeUpdate(GrantVersion, earlier, { replacedAt: learner.now });
  const work: string[] = [];
  for (const row of found.filter(({ state }) => canDo(state, 'REVOKED'))) {
    const grant = { ...storedGrant(grantId(row.grantId), row), state: row.state };
    work.push(...(await endGrant(tx, outbox, learner, { grant, event: 'REVOKED', actor })));
  }
  return work;
}

async function exchange(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  said: SaidToApp,
): Promise<Exchanged> {
  const work: string[] = [];
  const made: GrantId[] = [];
  for (const yes of said.yeses) {
    const one = await sayYes(tx, outbox, learner, yes);
    // The first of them meets whatever stands in the way: nothing was written yet.
    if (!('id' in one)) return { kind: one.kind };
    made.push(one.id);
    work.push(...one.work);
  }
  work.push(...(await replace(tx, outbox, learner, { said, made })));
  const { answered } = said;
  if (answered !== undefined && !(await rewritePaper(tx, answered))) throw new NotAsked();
  return { work };
}

export const appGrantsIn = (db: Database, outbox: Outbox) => ({
  /**
   * All these yeses, an end to what was shared with that app for that purpose before, and the answer to its question: all
   * or nothing.
   * @returns undefined when there is no such learner; why not, when nothing was said.
   */
  async exchange(learner: LearnerId, said: SaidToApp): Promise<Exchanged | undefined> {
    try {
      return await withLearner(db, learner, (tx, row) => exchange(tx, outbox, row, said));
    } catch (error) {
      if (error instanceof NotAsked) return { kind: 'not open' };
      throw error;
    }
  },
});
