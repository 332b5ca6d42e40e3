import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type LearnerId, learnerId } from '../base/index.js';
import { behind, type Lane, lanes } from './outbox.js';

const Wake = z.object({ learner: z.uuid().transform(learnerId) });
/** For a database that is away when a worker wakes. Work that fails is put off in the outbox, not here. */
const retries = { retryLimit: 30, retryDelay: 1, retryBackoff: true, retryDelayMax: 3600 };

/** A retry comes unannounced: pg-boss notifies of new jobs only, and looks by itself twice a minute unless told. */
const pace = {
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  burstWhenBatchFull: true,
};

/** Opens the job queue on the same PostgreSQL. It only says whom to work for; what to do stands in the outbox. */
export async function openJobs(url: string, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, max: 4, useListenNotify: true });
  boss.on('error', onError);
  await boss.start();
  for (const lane of lanes) await boss.createQueue(lane, { notify: true, ...retries });
  return boss;
}

/** At once, of one process: a pod that takes its time keeps a worker from whoever waits to shut theirs. */
const workers: Readonly<Record<Lane, number>> = { POLICY: 3, DELIVERY: 4 };

/**
 * Starts workers for a lane. A handler that throws is tried again later, further apart each time. One worker is there for
 * what comes behind what is new: however much there is of that, what was tried before has its turn.
 */
export async function workOn(
  boss: PgBoss,
  lane: Lane,
  handle: (learner: LearnerId) => Promise<void>,
): Promise<void> {
  const work = async (jobs: readonly { readonly data: unknown }[]): Promise<void> => {
    for (const { data } of jobs) await handle(Wake.parse(data).learner);
  };
  await boss.work(lane, { ...pace, localConcurrency: workers[lane] }, work);
  await boss.work(lane, { ...pace, maxPriority: behind.priority }, work);
}
