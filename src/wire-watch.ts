import { setTimeout as sleep } from 'node:timers/promises';
import type { Closings } from './closings.js';
import { every } from './every.js';
import { keepHeldLogs, keepLogs, type Workshop } from './flows/index.js';
import { newWatcher } from './ledger/index.js';

/** Milliseconds between looks at learners who are held; each twelfth look is at all whose log moved. */
const lookMs = 5000;
const looksPerRound = 12;
/** Others believe for three minutes that this database is looked after: however long a look takes, they hear of it. */
const beatMs = 60_000;
/** What a start waits for. Who was not reached then stays held, and is asked for again every few seconds. */
const startMs = 10_000;

export interface LogKeeper {
  /** Compares every log with the head in its pod, once pods answer; from then on keeps doing so. */
  start(): Promise<void>;
}

/**
 * The builder's eye on all logs: notices when the database is an older copy of itself, compares logs with the heads
 * signed in pods, and keeps the copies there up to date. From the moment this returns nothing leaves under a grant of a
 * learner whose pod was not asked yet.
 */
export async function logKeeper(
  shop: Workshop,
  onFault: (error: unknown) => void,
  closings: Closings,
): Promise<LogKeeper> {
  const watcher = newWatcher();
  await shop.ledger.watch.beat(watcher);
  every(beatMs, () => shop.ledger.watch.beat(watcher).catch(onFault), closings);
  let looks = 0;
  let stopped = false;
  const goesOn = () => !stopped;
  let round: Promise<void> | undefined;
  const look = (): Promise<void> => {
    looks += 1;
    const isOfAll = looks % looksPerRound === 0;
    return (isOfAll ? keepLogs : keepHeldLogs)(shop, onFault, goesOn);
  };
  const lookOnce = (): Promise<void> => {
    round ??= look()
      .catch(onFault)
      .finally(() => {
        round = undefined;
      });
    return round;
  };
  let timer: NodeJS.Timeout | undefined;
  closings.push(async () => {
    stopped = true;
    clearInterval(timer);
    await round;
  });
  return {
    async start() {
      timer ??= setInterval(() => void lookOnce(), lookMs);
      await Promise.race([lookOnce(), sleep(startMs, undefined, { ref: false })]);
    },
  };
}
