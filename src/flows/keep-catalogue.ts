import { setTimeout as later } from 'node:timers/promises';
import {
  type CatalogueReading,
  type Connection,
  retryAfterOf,
  sourceProblemOf,
} from '../institutions/index.js';
import type { DueCatalogue } from '../ledger/index.js';
import type { Workshop } from './house.js';
import { jittered, type PullPace, usualPace, waitAfterFailure } from './pull-schedule.js';

/** When catalogues are read. */
interface CataloguePace
  extends Pick<PullPace, 'againMs' | 'atOnce' | 'everyMs' | 'leaseMs' | 'longestMs'> {}
const [minute, hour] = [60_000, 3_600_000];
/** A reading has ten minutes; after twice that whoever took it up is taken for dead. */
const cataloguePace: CataloguePace = {
  everyMs: hour,
  againMs: 5 * minute,
  longestMs: 6 * hour,
  leaseMs: 20 * minute,
  atOnce: 4,
};

interface CatalogueRound {
  readonly pace: CataloguePace;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly goesOn: () => boolean;
  readonly onError: (error: unknown) => void;
}
interface CatalogueCounts {
  readonly asked: number;
  readonly unchanged: number;
  /** Of those, where not all came. */
  readonly failed: number;
}
type End = 'WHOLE' | 'UNCHANGED' | 'FAILED' | 'LEFT_ALONE';

interface Visit {
  readonly shop: Pick<Workshop, 'ledger' | 'institutions'>;
  readonly due: DueCatalogue;
  readonly round: CatalogueRound;
}

const waitAfter = ({ due, round: { pace, random } }: Visit, retryAfterMs: number | undefined) =>
  waitAfterFailure(due.failures + 1, retryAfterMs, { ...usualPace, ...pace }, random);

async function keep({ shop, due, round }: Visit, reading: CatalogueReading): Promise<End> {
  const { problem, retryAfterMs } = reading;
  const waitMs =
    problem === undefined
      ? jittered(round.pace.everyMs, round.random)
      : waitAfter({ shop, due, round }, retryAfterMs);
  const news = { ...reading, ...(problem !== undefined && { code: problem }) };
  await shop.ledger.catalogue.keep(due, news, { at: new Date(), waitMs });
  if (problem !== undefined) return 'FAILED';
  return reading.unchanged ? 'UNCHANGED' : 'WHOLE';
}

/** Nothing came. It was not asked at all where it is left alone for a while: that is nobody's failure. */
async function settle(visit: Visit, error: unknown): Promise<End> {
  const { shop, due, round } = visit;
  const problem = sourceProblemOf(error);
  if (problem === undefined) throw error;
  if (problem === 'PAUSED') {
    await shop.ledger.catalogue.putOff(due, jittered(round.pace.againMs, round.random));
    return 'LEFT_ALONE';
  }
  const waitMs = waitAfter(visit, retryAfterOf(error));
  await shop.ledger.catalogue.fail(due, { code: problem, waitMs });
  return 'FAILED';
}

async function readAll(all: Visit, door: Pick<Connection, 'readCatalogue'>): Promise<End> {
  const { catalogue } = all.shop.ledger;
  const { institution } = all.due;
  try {
    const memory = { find: (path: string) => catalogue.document(institution, path) };
    return await keep(all, await door.readCatalogue(memory));
  } catch (error) {
    return settle(all, error);
  }
}

async function takeUp(of: Visit): Promise<End> {
  const { shop, due, round } = of;
  const desk = shop.institutions.get(due.institution);
  const door = desk?.connection;
  const pausedMs = desk?.connection.pausedMs() ?? 0;
  try {
    if (door !== undefined && pausedMs === 0) return await readAll(of, door);
  } catch (error) {
    // What a stop cuts off is read again by whoever takes it up after it.
    if (!round.goesOn()) return 'LEFT_ALONE';
    round.onError(error);
  }
  await shop.ledger.catalogue.putOff(due, jittered(pausedMs + round.pace.againMs, round.random));
  return 'LEFT_ALONE';
}

/**
 * What institutions offer is read anew, each about once an hour. Any number of processes may do it: no two read the same
 * one at once, and each that was taken up is read once in a round.
 */
export async function keepCatalogue(
  shop: Pick<Workshop, 'ledger' | 'institutions'>,
  onError: (error: unknown) => void,
  changes: Partial<Omit<CatalogueRound, 'onError' | 'pace'>> & {
    readonly pace?: Partial<CataloguePace>;
  } = {},
): Promise<CatalogueCounts> {
  const { goesOn = () => true, random = Math.random } = changes;
  const pace = { ...cataloguePace, ...changes.pace };
  const round: CatalogueRound = { pace, random, goesOn, onError };
  const left = new Set(shop.institutions.keys());
  const ends: End[] = [];
  const work = async (): Promise<void> => {
    for (; goesOn() && left.size > 0; ) {
      const due = await shop.ledger.catalogue.claim([...left], pace.leaseMs);
      if (due === undefined) return;
      left.delete(due.institution);
      ends.push(await takeUp({ shop, due, round }));
    }
  };
  await Promise.all(Array.from({ length: pace.atOnce }, work));
  const count = (...kinds: readonly End[]) => ends.filter((end) => kinds.includes(end)).length;
  return {
    asked: count('WHOLE', 'UNCHANGED', 'FAILED'),
    unchanged: count('UNCHANGED'),
    failed: count('FAILED'),
  };
}

/**
 * The same, for who waits for it: not longer than so many milliseconds. What is slow comes a little later.
 * @returns whether all came.
 */
export async function fillCatalogue(
  shop: Parameters<typeof keepCatalogue>[0],
  onError: (error: unknown) => void,
  { mostMs, goesOn }: { readonly mostMs: number; readonly goesOn: () => boolean },
): Promise<boolean> {
  const waiting = new AbortController();
  const filled = keepCatalogue(shop, onError, { goesOn }).then(
    () => true,
    (error: unknown) => {
      if (goesOn()) onError(error);
      return false;
    },
  );
  const tooLate = later(mostMs, false, { signal: waiting.signal }).catch(() => false);
  const isFilled = await Promise.race([filled, tooLate]);
  waiting.abort();
  return isFilled;
}
