import { z } from 'zod';
import { type LearnerId, learnerId } from '../base/index.js';
import type { Database } from './database.js';

/** Minutes in which a wallet can answer, and in which what came can be kept. */
const minutes = { toAnswer: 5, toKeep: 15 } as const;
/** Questions of one learner that wait at once; of more the oldest are dropped. */
const mostWaiting = 3;

const Row = z
  .object({
    learner_id: z.string().transform(learnerId),
    state: z.enum(['WAITING', 'CAME', 'REFUSED']),
    mode: z.string(),
    sealed: z.string(),
    problem: z.string().nullable(),
    code_hash: z.string().nullable(),
    made_at: z.coerce.date(),
    expires_at: z.coerce.date(),
  })
  .transform(({ learner_id, problem, code_hash, made_at, expires_at, ...row }) => ({
    ...row,
    learner: learner_id,
    problem: problem ?? undefined,
    codeHash: code_hash ?? undefined,
    madeAt: made_at,
    expiresAt: expires_at,
  }));
export type WalletRequestRow = z.infer<typeof Row>;
/** What a request comes to. Sealed: what came. A hash: whoever wants to see it has to bring what it is of. */
export type WalletOutcome =
  | { readonly state: 'CAME'; readonly sealed: string; readonly codeHash?: string }
  | { readonly state: 'REFUSED'; readonly problem: string };

const Times = z.array(z.object({ expires_at: z.coerce.date() }));
const columns = 'learner_id, state, mode, sealed, problem, code_hash, made_at, expires_at';

/** What learners ask their wallets for: each is answered once, and gone after minutes. */
export const walletRequestsIn = (db: Database) => ({
  async ask(
    learner: LearnerId,
    { id, mode, sealed }: { readonly id: string; readonly mode: string; readonly sealed: string },
  ): Promise<Date> {
    return db.inTransaction(async (tx) => {
      await tx.execute(
        `delete from wallet_request where id in (select id from wallet_request
           where learner_id = ? order by made_at desc offset ?)`,
        [learner, mostWaiting - 1],
        'run',
      );
      const made = await tx.execute<unknown[]>(
        `insert into wallet_request (id, learner_id, state, mode, sealed, made_at, expires_at)
         values (?, ?, 'WAITING', ?, ?, clock_timestamp(),
           clock_timestamp() + interval '${minutes.toAnswer} minutes') returning expires_at`,
        [id, learner, mode, sealed],
      );
      return Times.parse(made)[0]?.expires_at ?? new Date(0);
    });
  },

  /** @returns undefined for what nobody asked, and for what is over. */
  async find(id: string): Promise<WalletRequestRow | undefined> {
    const found = await db
      .em()
      .execute<unknown[]>(
        `select ${columns} from wallet_request where id = ? and expires_at > clock_timestamp()`,
        [id],
      );
    return z.array(Row).parse(found)[0];
  },

  /** @returns whether this was the answer: of two that come at once one is. */
  async answer(id: string, outcome: WalletOutcome): Promise<boolean> {
    const { sealed, codeHash, problem } = { sealed: '', codeHash: null, problem: null, ...outcome };
    const changed = await db.em().execute<unknown[]>(
      `update wallet_request set state = ?, sealed = ?, code_hash = ?, problem = ?,
         expires_at = clock_timestamp() + interval '${minutes.toKeep} minutes'
       where id = ? and state = 'WAITING' and expires_at > clock_timestamp() returning id`,
      [outcome.state, sealed, codeHash, problem, id],
    );
    return changed.length > 0;
  },

  /** Kept or dropped: nothing of it stays. */
  async forget(learner: LearnerId, id: string): Promise<void> {
    await db
      .em()
      .execute('delete from wallet_request where id = ? and learner_id = ?', [id, learner], 'run');
  },

  async sweep(): Promise<void> {
    await db
      .em()
      .execute('delete from wallet_request where expires_at <= clock_timestamp()', [], 'run');
  },
});
