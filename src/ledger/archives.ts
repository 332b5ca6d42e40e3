import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type LearnerId, learnerId } from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';

/** An archive that waits for our signature. */
export interface SealAsked {
  readonly learner: LearnerId;
  /** SHA-256 of its manifest, in hex. */
  readonly digest: string;
}
const Asked = z.array(z.object({ learner: z.string().transform(learnerId), digest: z.string() }));

/** Hours after which a signature that nobody came for is thrown away. */
const keptHours = 1;

/** Signatures under archives: asked by who answers people, given by who holds the key. */
export const archivesIn = (db: Database, outbox: Outbox) => ({
  /** @returns its id, and what the builder's side owes for it; undefined for no such learner. */
  askSeal: (learner: LearnerId, digest: string) =>
    withLearner(db, learner, async (tx) => {
      const id = randomUUID();
      await tx.execute(
        `delete from archive_seal where asked_at < clock_timestamp() - interval '${keptHours} hours'`,
        [],
        'run',
      );
      await tx.execute(
        `insert into archive_seal (id, learner_id, digest, asked_at)
         values (?, ?, ?, clock_timestamp())`,
        [id, learner, digest],
        'run',
      );
      const work = { lane: 'POLICY', kind: 'SIGN_ARCHIVE', payload: { seal: id } } as const;
      return { id, work: await outbox.add(tx, learner, [work]) };
    }),

  /** @returns undefined where nobody waits for it any more. */
  async sealAsked(id: string): Promise<SealAsked | undefined> {
    const rows = await db
      .em()
      .execute('select learner_id as learner, digest from archive_seal where id = ?', [id]);
    return Asked.parse(rows)[0];
  },

  async keepSeal(id: string, signature: string): Promise<void> {
    const now = 'update archive_seal set signature = ? where id = ?';
    await db.em().execute(now, [signature, id], 'run');
  },

  /** Once. @returns undefined while there is none. */
  async takeSeal(id: string): Promise<string | undefined> {
    const rows = await db
      .em()
      .execute<{ signature: string }[]>(
        'delete from archive_seal where id = ? and signature is not null returning signature',
        [id],
      );
    return rows[0]?.signature;
  },
});
