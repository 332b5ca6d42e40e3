import { z } from 'zod';
import { type GrantId, grantId, type LearnerId } from '../base/index.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';

/** A credential that a claim's answer was worked out with, and how it stood then. */
export interface ClaimGround {
  /** The claim, as canonical JSON. */
  readonly claim: string;
  /** Hex SHA-256 of the credential. */
  readonly digest: string;
  readonly standing: string;
}

const Rows = z.array(
  z.object({
    grant_id: z.uuid().transform(grantId),
    claim: z.string(),
    digest: z.string(),
    standing: z.string(),
  }),
);
const isWaiting = `select 1 from outbox_item where learner_id = ? and lane = 'POLICY' and kind = 'REWRITE_VIEW'
  and state = 'WAITING' and payload::jsonb ->> 'grantId' = ? limit 1`;

/** What the answers in views were worked out with: no grantee sees it, in no view. */
export const claimGroundsIn = (db: Database, outbox: Outbox) => ({
  /** Beside those of the view that stands: whichever of the two is read, what it rests on is known. */
  async keep(id: GrantId, grounds: readonly ClaimGround[]): Promise<void> {
    if (grounds.length === 0) return;
    await db.em().execute(
      `insert into claim_ground (grant_id, claim, digest, standing)
       select ?::uuid, g ->> 'claim', g ->> 'digest', g ->> 'standing' from jsonb_array_elements(?::jsonb) as g
       on conflict do nothing`,
      [id, JSON.stringify(grounds)],
      'run',
    );
  },

  /** The view that was worked out with these stands in the pod, and no other. */
  async keepOnly(id: GrantId, grounds: readonly ClaimGround[]): Promise<void> {
    await db.em().execute(
      `delete from claim_ground c where grant_id = ? and not exists (
         select 1 from jsonb_array_elements(?::jsonb) as g
         where g ->> 'claim' = c.claim and g ->> 'digest' = c.digest and g ->> 'standing' = c.standing)`,
      [id, JSON.stringify(grounds)],
      'run',
    );
  },

  async of(ids: readonly GrantId[]): Promise<ReadonlyMap<GrantId, readonly ClaimGround[]>> {
    if (ids.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select grant_id, claim, digest, standing from claim_ground
         where grant_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
      [JSON.stringify(ids)],
    );
    return Map.groupBy(Rows.parse(rows), ({ grant_id: id }) => id);
  },

  /** Its view is owed anew; where it is already, nothing is asked. */
  async askAnew(learner: LearnerId, id: GrantId): Promise<void> {
    await db.inTransaction(async (tx) => {
      const waiting = await tx.execute<unknown[]>(isWaiting, [learner, id]);
      if (waiting.length > 0) return;
      const payload = { grantId: id };
      await outbox.add(tx, learner, [{ lane: 'POLICY', kind: 'REWRITE_VIEW', payload }]);
    });
  },
});
