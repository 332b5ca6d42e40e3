import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';

/** How a worker knows this database again: by the last thing it wrote there, of which no older copy knows. */
export interface Watcher {
  readonly worker: string;
  beat?: string;
}
export const newWatcher = (): Watcher => ({ worker: randomUUID() });

/** Older than this, a word of a worker tells nothing of the database of today. */
const freshness = `interval '3 minutes'`;

/** Whether this database is still the one that was written to, or an older copy of it. */
export const watchIn = (db: Database) => ({
  /**
   * A worker says that it looks after this database; once a minute.
   * @returns false when the database does not know what this worker said before: it is another one, or this is the
   * first time. Then every learner is held: nothing leaves under a grant until their pod was asked.
   */
  async beat(watcher: Watcher): Promise<boolean> {
    const { worker, beat: before } = watcher;
    const beat = randomUUID();
    const isKnown = await db.inTransaction(async (tx) => {
      const known = await tx.execute<unknown[]>(
        `update log_watch set beat = ?, at = clock_timestamp()
         where worker = ? and beat = ?::uuid returning worker`,
        [beat, worker, before ?? beat],
      );
      if (known.length === 0) {
        await tx.execute(
          'update learner set held_at = clock_timestamp() where opened_at is not null',
          [],
          'run',
        );
        await tx.execute(
          `insert into log_watch (worker, beat, at) values (?, ?, clock_timestamp())
           on conflict (worker) do update set beat = excluded.beat, at = excluded.at`,
          [worker, beat],
          'run',
        );
      }
      await tx.execute(`delete from log_watch where at < clock_timestamp() - interval '1 day'`);
      return known.length > 0;
    });
    // Not before the database has it: what was never committed is no sign of an older copy.
    watcher.beat = beat;
    return isKnown;
  },

  /** Whether a worker said lately that it looks after this database. */
  async isWatched(): Promise<boolean> {
    const [row] = await db
      .em()
      .execute<{ watched: boolean }[]>(
        `select exists (select 1 from log_watch where at > clock_timestamp() - ${freshness}) as watched`,
      );
    return row?.watched === true;
  },
});
export type Watch = ReturnType<typeof watchIn>;
