import { type GrantId, grantId, type LearnerId, uuidOf } from '../base/index.js';
import { withLearner } from './chain.js';
import { type GrantMade, sayYes, type Yes } from './change-grants.js';
import type { Database, Em } from './database.js';
import { canDo } from './grant-steps.js';
import type { Outbox } from './outbox.js';
import { GrantVersion } from './tables.js';

/** A learner's yes to the terms of an earlier grant, which may be of another place. */
export interface Carried {
  readonly from: GrantId;
  readonly yes: Yes;
}
/** None of them, where one cannot be: then why. */
export type CarriedOver =
  | { readonly kind: 'carried'; readonly made: readonly (Made | 'in force')[] }
  | { readonly kind: Exclude<GrantMade['kind'], 'made' | 'proposed'> };
type Made = Extract<GrantMade, { readonly id: GrantId }>;

class CannotBe extends Error {
  constructor(readonly kind: Exclude<GrantMade['kind'], 'made' | 'proposed'>) {
    super();
  }
}

/** The grant that comes after this one has an id that follows from it: so it is found again, whoever brings the document. */
export const after = (id: GrantId): GrantId => grantId(uuidOf(`after ${id}`));

/** Where the next yes to the terms of this grant would stand, and whether one is there that is not over. */
async function placeAfter(em: Em, from: GrantId) {
  for (let id = after(from); ; id = after(id)) {
    const newest = { orderBy: { version: 'desc' }, limit: 1 } as const;
    const [found] = await em.find(GrantVersion, { grantId: id }, newest);
    if (found === undefined) return { id, isLive: false };
    if (canDo(found.state, 'REVOKED')) return { id, isLive: true };
  }
}

async function carry(tx: Em, say: (yes: Yes) => Promise<GrantMade>, { from, yes }: Carried) {
  const { id, isLive } = await placeAfter(tx, from);
  if (isLive) return 'in force' as const;
  const made = await say({ ...yes, id });
  if ('id' in made) return made;
  throw new CannotBe(made.kind);
}

/** Grants that come of the documents of earlier ones. */
export const carriedGrantsIn = (db: Database, outbox: Outbox) => ({
  /** Whether a grant that came of this one is not over. */
  livesOn: async (from: GrantId): Promise<boolean> => (await placeAfter(db.em(), from)).isLive,

  /**
   * All of them or none. One that came of the same grant before and is not over stays as it is, and gets no second.
   * @returns undefined when there is no such learner.
   */
  async carryOver(learner: LearnerId, all: readonly Carried[]): Promise<CarriedOver | undefined> {
    try {
      return await withLearner(db, learner, async (tx, row) => {
        const made: (Made | 'in force')[] = [];
        for (const one of all) {
          made.push(await carry(tx, (yes) => sayYes(tx, outbox, row, yes), one));
        }
        return { kind: 'carried', made };
      });
    } catch (error) {
      if (error instanceof CannotBe) return { kind: error.kind };
      throw error;
    }
  },
});
