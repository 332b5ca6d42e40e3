import type { Database } from './database.js';

/** How fast a bucket fills, and how much it holds. Ours to set: both stand in a statement as they are. */
export interface Pace {
  readonly perMinute: number;
  readonly burst: number;
}
export interface Draw {
  /** At least so many, or none. */
  readonly need: number;
  /** And as many as this, where they are there. */
  readonly lot: number;
}

/** One statement, so that two processes never take the same. A bucket that nobody drew from is full. */
function drawing({ perMinute, burst }: Pace): string {
  const since = 'extract(epoch from clock_timestamp() - b.at)';
  const there = `least(${burst}, b.tokens + greatest(0, ${since}) * ${perMinute / 60})`;
  const taken = `least(excluded.lot, floor(${there}))`;
  return `insert into rate_bucket as b (key, tokens, lot, at) values (?, ${burst} - ?::int, ?, clock_timestamp())
    on conflict (key) do update set at = clock_timestamp(), lot = ${taken}, tokens = ${there} - ${taken}
    where ${there} >= ? returning lot`;
}

/** How much somebody may ask, shared by all processes and told by the database's clock. */
export const ratesIn = (db: Database) => ({
  /**
   * @param key tells nothing of whose it is.
   * @returns how many were taken; 0 when there are not as many as needed.
   */
  async draw(key: string, pace: Pace, { need, lot: wish }: Draw): Promise<number> {
    if (need > pace.burst) return 0;
    const lot = Math.min(Math.max(wish, need), pace.burst);
    const values = [key, lot, lot, need];
    const rows = await db.em().execute<{ lot: number }[]>(drawing(pace), values);
    return rows[0]?.lot ?? 0;
  },

  /** Forgets buckets that have long been full again. */
  async sweep(): Promise<void> {
    const old = "delete from rate_bucket where at < clock_timestamp() - interval '1 day'";
    await db.em().execute(old, [], 'run');
  },
});
