import type { StatusPlace } from './award-row.js';
import { oneAward } from './award-steps.js';
import type { Database } from './database.js';
import { type ChoosePlace, type ListSize, takePlace } from './status-lists.js';

/** Places in lists, for what is about to be signed. */
export const awardPlacesIn = (db: Database) => ({
  /**
   * The same place each time, however often its signing is tried.
   * @param choose of a list, by which of its places are taken.
   */
  place: (id: string, size: ListSize, choose: ChoosePlace): Promise<StatusPlace | undefined> =>
    db.inTransaction(async (tx) => {
      await tx.execute('select from award where id = ?::uuid for no key update', [id]);
      const row = await oneAward(tx, id);
      if (row === undefined || row.at !== undefined) return row?.at;
      const at = await takePlace(tx, row.institution, size, choose);
      await tx.execute(
        'update award set list = ?, place = ? where id = ?::uuid',
        [at.list, at.place, id],
        'run',
      );
      return at;
    }),
});
