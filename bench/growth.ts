import type { BenchHouse, Learner } from './house.js';
import { operationText, resultsOf } from './in-memory.js';
import { type Asked, moreLearners } from './reading.js';
import { median, print, ratio } from './table.js';

const times = 15;

async function one(house: BenchHouse, { webId: learner }: Learner): Promise<Asked> {
  const query = await operationText('LearnerRecords');
  const each: number[] = [];
  // The fewest of all rounds: workers come by now and then.
  let [bytes, requests] = [0, Infinity];
  for (let n = -3; n < times; n += 1) {
    house.proxy.forget();
    const start = performance.now();
    bytes = (
      await house.ask(house.adviser.cookie, 'LearnerRecords', { learner, first: 250 }, query)
    ).length;
    if (n >= 0) each.push(performance.now() - start);
    if (n >= 0) requests = Math.min(requests, house.proxy.requests.length);
  }
  return { ms: median(each), bytes, operations: 1, requests };
}

const row = (what: string, before: Asked, after: Asked) => [
  what,
  ratio(after.ms / before.ms),
  `${before.requests} → ${after.requests}`,
  ratio(after.bytes / before.bytes),
];

/** @returns everyone who moved in while the house grew. */
export async function growth(house: BenchHouse): Promise<readonly Learner[]> {
  const few = await moreLearners(house, 0, 10);
  const [first] = few;
  if (first === undefined) throw new Error('nobody moved in');
  const amongTen = await one(house, first);
  const others = await moreLearners(house, 10, 100);
  const amongHundred = await one(house, first);
  const [small, large] = [resultsOf(25), resultsOf(250)];
  const withFew = await one(house, await house.learner('few-results', small));
  const withMany = await one(house, await house.learner('many-results', large));
  const oneGrant = await one(house, await house.learner('one-grant', resultsOf(20)));
  const tenGrants = await one(house, await house.learner('ten-grants', resultsOf(20), 10));
  print(
    'Growth × 10',
    `One LearnerRecords of one learner over HTTP, warm, medians of ${times}; after ÷ before.`,
    [
      ['what grows', 'time', 'pod requests', 'bytes'],
      row('learners, 10 → 100', amongTen, amongHundred),
      row('results of the learner, 25 → 250', withFew, withMany),
      row('live grants of the learner, 1 → 10', oneGrant, tenGrants),
    ],
  );
  return [...few, ...others];
}
