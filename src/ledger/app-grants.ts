import type { GrantId, LearnerId } from '../base/index.js';
import { type LockedLearner, withLearner } from './chain.js';
import { endGrant, type GrantMade, sayYes, type Yes } from './change-grants.js';
import type { Database, Em } from './database.js';
import { canDo, speaking, storedGrant } from './grant-steps.js';
import type { LogActor } from './log.js';
import type { Outbox } from './outbox.js';

interface Over {
  readonly ids: readonly GrantId[];
  readonly actor: LogActor;
}
export type Exchanged =
  | { readonly work: readonly string[] }
  | { readonly kind: Exclude<GrantMade['kind'], 'made' | 'proposed'> };

async function end(tx: Em, outbox: Outbox, learner: LockedLearner, { ids, actor }: Over) {
  const work: string[] = [];
  for (const id of ids) {
    const found = await speaking(tx, learner.id, id);
    if (found === null || !canDo(found.state, 'REVOKED')) continue;
    const grant = { ...storedGrant(id, found), state: found.state };
    work.push(...(await endGrant(tx, outbox, learner, { grant, event: 'REVOKED', actor })));
  }
  return work;
}

/** What is shared with an app, as a learner says it on our page. */
export const appGrantsIn = (db: Database, outbox: Outbox) => ({
  /**
   * All these yeses, and an end to those: both or neither.
   * @returns undefined when there is no such learner; why not, when nothing was said.
   */
  exchange: (
    learner: LearnerId,
    yeses: readonly Yes[],
    over: Over,
  ): Promise<Exchanged | undefined> =>
    withLearner(db, learner, async (tx, row): Promise<Exchanged> => {
      const work: string[] = [];
      for (const yes of yeses) {
        const made = await sayYes(tx, outbox, row, yes);
        // The first of them meets whatever stands in the way: nothing was written yet.
        if (!('id' in made)) return { kind: made.kind };
        work.push(...made.work);
      }
      return { work: [...work, ...(await end(tx, outbox, row, over))] };
    }),
});
