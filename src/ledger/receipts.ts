import { z } from 'zod';
import { type GrantId, grantId, type LearnerId } from '../base/index.js';
import type { Database } from './database.js';
import { Receipt } from './tables.js';

/** What became of one version of a grant, in writing and signed. */
export interface ReceiptRow {
  readonly grant: GrantId;
  readonly version: number;
  readonly event: string;
  /** JSON-LD, as it stands in the learner's pod. */
  readonly document: string;
  readonly at: Date;
}
const Row = z.object({
  grant_id: z.uuid().transform(grantId),
  version: z.int(),
  event: z.string(),
  document: z.string(),
  at: z.coerce.date(),
});
const toReceipt = (row: unknown): ReceiptRow => {
  const { grant_id: grant, ...receipt } = Row.parse(row);
  return { grant, ...receipt };
};

export const receiptsIn = (db: Database) => {
  const rows = () => db.em().getKysely().selectFrom('receipt').selectAll();
  return {
    /** Once: what was said is never said otherwise. @returns the one that stands. */
    async keep(
      learner: LearnerId,
      grantee: string,
      { grant, version, event, document, at }: ReceiptRow,
    ): Promise<ReceiptRow> {
      const row = { grantId: grant, version, event, learnerId: learner, grantee, document, at };
      await db.em().upsertMany(Receipt, [row], { onConflictAction: 'ignore' });
      const stands = rows().where('grant_id', '=', grant).where('version', '=', version);
      return toReceipt(await stands.where('event', '=', event).executeTakeFirstOrThrow());
    },

    async find(grant: GrantId, version: number, event: string): Promise<ReceiptRow | undefined> {
      const found = rows().where('grant_id', '=', grant).where('version', '=', version);
      const row = await found.where('event', '=', event).executeTakeFirst();
      return row === undefined ? undefined : toReceipt(row);
    },

    /** Newest first. */
    async ofGrants(ids: readonly GrantId[]): Promise<readonly ReceiptRow[]> {
      if (ids.length === 0) return [];
      const found = rows()
        .where('grant_id', 'in', [...ids])
        .orderBy('at', 'desc');
      return (await found.orderBy('grant_id').limit(500).execute()).map(toReceipt);
    },

    async ofLearner(learner: LearnerId): Promise<readonly ReceiptRow[]> {
      const found = rows().where('learner_id', '=', learner).orderBy('at', 'desc');
      return (await found.orderBy('grant_id').limit(500).execute()).map(toReceipt);
    },
  };
};
