import { LRUCache } from 'lru-cache';
import type { Ledger, Pace } from '../ledger/index.js';

/** Of what there is only so much: ids that are looked up, and operations that name none. */
export type Metered = 'ids' | 'operations';
export interface Rates {
  /** @returns false when this asker has asked too much lately. Nothing was looked up for the question. */
  take(asker: string, what: Metered, count: number): Promise<boolean>;
}

/** Taken from the shared bucket at once, so that most questions ask no database. */
const lotSize = 20;
/** What was taken and not used is thrown away after this long, in milliseconds. */
const keptMs = 60_000;
/** Askers of whom something is kept; of those who ask least it is thrown away. */
const kept = 10_000;

/**
 * Every id is drawn from the asker's bucket in the database before it is used, so that all processes together never
 * let pass more than it holds. What a process has drawn and not used is lost to the asker: at most one lot.
 * @param paces how fast each bucket fills.
 */
export function ratesOver(buckets: Ledger['rates'], paces: Readonly<Record<Metered, Pace>>): Rates {
  const reserves = new LRUCache<string, { left: number }>({ max: kept, ttl: keptMs });
  const turns = new Map<string, Promise<unknown>>();

  async function takeNow(key: string, pace: Pace, count: number): Promise<boolean> {
    const reserve = reserves.get(key);
    const left = reserve?.left ?? 0;
    if (reserve !== undefined && left >= count) {
      reserve.left -= count;
      return true;
    }
    const drawn = await buckets.draw(key, pace, { need: count - left, lot: lotSize });
    if (drawn === 0) return false;
    reserves.set(key, { left: left + drawn - count });
    return true;
  }

  return {
    /** One after the other per asker: of ten at once the first draws, and the others find what it left. */
    take(asker, what, count) {
      const key = `${what} ${asker}`;
      const before = turns.get(key) ?? Promise.resolve();
      const turn = before.then(
        () => takeNow(key, paces[what], count),
        () => takeNow(key, paces[what], count),
      );
      turns.set(key, turn);
      return turn.finally(() => {
        if (turns.get(key) === turn) turns.delete(key);
      });
    },
  };
}
