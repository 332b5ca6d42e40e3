import type { LearnerId } from '../../../src/base/index.js';
import type { TestLedger } from '../../fixtures/ledger.js';

/** How much work waits for a learner's pod, and how many jobs that wake a worker for it. */
export async function owedTo({ sql }: TestLedger, learner: LearnerId) {
  const items = await sql("select 1 from outbox_item where learner_id = $1 and state = 'WAITING'", [
    learner,
  ]);
  const jobs = await sql("select 1 from pgboss.job where data->>'learner' = $1", [learner]);
  return { items: items.length, jobs: jobs.length };
}
