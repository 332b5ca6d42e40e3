import type { InstitutionId, LearnerId, RecordKey } from '../base/index.js';
import type { Database } from './database.js';
import {
  type CopyPlace,
  Lists,
  lockLists,
  newestList,
  publishList,
  type SignList,
} from './wallet-copies.js';

const signList = (db: Database, list: Omit<CopyPlace, 'place'>, sign: SignList): Promise<void> =>
  db.inTransaction(async (tx) => {
    await lockLists(tx, list.institution);
    await publishList(tx, list, sign);
  });

/** Lists of institutions that say which copies in wallets hold no more. */
export const walletListsIn = (db: Database) => ({
  /** Whether an institution has anything signed for wallets: it has a list then. */
  issuesToWallets: async (institution: InstitutionId): Promise<boolean> =>
    (await newestList(db.em(), institution)) > 0,

  /** Signs anew what was signed so many hours ago, and the first list of an institution that has none. */
  async keepLists(institution: InstitutionId, hours: number, sign: SignList): Promise<void> {
    const isFirst = (await newestList(db.em(), institution)) === 0;
    const rows = await db.em().execute(
      `select institution, number from wallet_list
       where institution = ? and signed_at < clock_timestamp() - ? * interval '1 hour'`,
      [institution, hours],
    );
    const due = isFirst ? [{ institution, number: 1 }] : Lists.parse(rows);
    for (const list of due) {
      await signList(db, list, sign);
    }
  },

  /** Signs a list as it stands. */
  signList: (list: Omit<CopyPlace, 'place'>, sign: SignList): Promise<void> =>
    signList(db, list, sign),

  /** Lists in which copies of this record have a place. */
  async listsOf(
    learner: LearnerId,
    record: RecordKey,
  ): Promise<readonly Omit<CopyPlace, 'place'>[]> {
    const rows = await db
      .em()
      .execute(
        `select distinct institution, number from wallet_copy where learner_id = ? and record_key = ?`,
        [learner, record],
      );
    return Lists.parse(rows);
  },

  /** As it is given out. */
  async signedList(institution: InstitutionId, number: number): Promise<string | undefined> {
    const rows = await db
      .em()
      .execute<{ signed: string }[]>(
        'select signed from wallet_list where institution = ? and number = ?',
        [institution, number],
      );
    return rows[0]?.signed;
  },
});
