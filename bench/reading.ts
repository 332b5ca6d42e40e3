import { readView } from '../src/pod/index.js';
import { type BenchHouse, type Learner, permitOf } from './house.js';
import { operationText, resultsOf } from './in-memory.js';
import { median, print, ratio } from './table.js';

/** Of one operation at the most: src/graph/limits.ts. */
const perOperation = 10;
const perLearner = 20;

const manyAtOnce = (count: number): string => {
  const names = Array.from({ length: count }, (_, n) => n);
  const variables = names.map((n) => `$l${n}: ID!`).join(' ');
  const fields = names.map(
    (n) => `l${n}: learner(id: $l${n}) { records { count nodes { id title issuedOn } } }`,
  );
  return `query Class(${variables}) { ${fields.join(' ')} }`;
};

export interface Asked {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
  readonly operations: number;
}

/** The adviser reads these learners, ten to an operation. */
export async function reads(house: BenchHouse, learners: readonly Learner[]): Promise<Asked> {
  house.proxy.forget();
  const started = performance.now();
  let [bytes, operations] = [0, 0];
  for (let from = 0; from < learners.length; from += perOperation) {
    const some = learners.slice(from, from + perOperation);
    const variables = Object.fromEntries(some.map(({ webId }, n) => [`l${n}`, webId]));
    const query = manyAtOnce(some.length);
    const answer = await house.ask(house.adviser.cookie, 'Class', variables, query);
    bytes += answer.length;
    operations += 1;
  }
  const ms = performance.now() - started;
  return { ms, bytes, operations, requests: house.proxy.requests.length };
}

async function ownReading(house: BenchHouse, cookie: string): Promise<number> {
  house.proxy.forget();
  await house.ask(cookie, 'MyRecords', {});
  return house.proxy.requests.length;
}

/** Moves in this many more, each with twenty results and one grant. */
export async function moreLearners(house: BenchHouse, from: number, to: number) {
  const learners: Learner[] = [];
  for (let n = from; n < to; n += 4) {
    const some = Array.from({ length: Math.min(4, to - n) }, (_, index) => n + index);
    const moved = some.map((number) => house.learner(`l${number}`, resultsOf(perLearner)));
    learners.push(...(await Promise.all(moved)));
  }
  return learners;
}

export async function podRequests(house: BenchHouse, learners: readonly Learner[]): Promise<void> {
  const rows: (readonly (string | number)[])[] = [];
  for (const count of [1, 10, 100]) {
    const some = learners.slice(-count);
    const [cold, warm] = [await reads(house, some), await reads(house, some)];
    rows.push([`adviser, ${count} learner(s)`, cold.operations, cold.requests, warm.requests]);
  }
  const [first] = learners;
  if (first === undefined) throw new Error('nobody moved in');
  const webId = first.grants[0] && house.running.house.ledger.learners.byId(first.id);
  const row = await webId;
  if (row === undefined) throw new Error('nobody is enrolled');
  const cookie = await house.signIn({ webId: row.webId, kind: 'LEARNER', displayName: 'Samira' });
  const [cold, warm] = [await ownReading(house, cookie), await ownReading(house, cookie)];
  rows.push(['learner, own records of 3 schools', 1, cold, warm]);
  print(
    'Pod requests per query',
    `Counted in front of a real pod server. Each learner has ${perLearner} results and one live grant; one operation reads ten learners at the most. The learner asks for core, assessment and credits.`,
    [['who reads', 'operations', 'cold', 'warm'], ...rows],
  );
}

const times = 25;

export async function againstRaw(house: BenchHouse, learner: Learner): Promise<void> {
  const [grant] = learner.grants;
  if (grant === undefined) throw new Error('no grant');
  const { principal, cookie } = house.adviser;
  const { agents } = house.running.house;
  const permit = permitOf(grant, principal);
  const query = await operationText('LearnerRecords');
  const taken = { query: [] as number[], raw: [] as number[] };
  for (let n = -5; n < times; n += 1) {
    const start = performance.now();
    await house.ask(cookie, 'LearnerRecords', { learner: learner.webId }, query);
    const between = performance.now();
    await readView(permit, agents.delegateFetch(principal, grant.purpose, grant));
    const end = performance.now();
    if (n < 0) continue;
    taken.query.push(between - start);
    taken.raw.push(end - between);
  }
  print(
    'Answer time ÷ raw GET of the same document',
    `LearnerRecords over HTTP against one GET of the view as the same delegate, in turn, ${times} times, medians.`,
    [
      ['what', '÷ raw GET'],
      ['raw GET of the view', '1.00'],
      ['LearnerRecords, 20 results', ratio(median(taken.query) / median(taken.raw))],
    ],
  );
}
