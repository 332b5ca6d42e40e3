import { Pool } from 'pg';
import { grantId, recordKey } from '../src/base/index.js';
import { compilePlan, facetsOf, type Grant } from '../src/consent/index.js';
import { ask, grant, result } from '../test/fixtures/records.js';
import type { BenchHouse, Learner } from './house.js';
import { median, print, ratio } from './table.js';

const sizes = [10, 1000, 10_000] as const;
/** Live ones are read from the pod, each by a request of its own: nobody has more than a few. */
const live = 5;

const idOf = (n: number) => grantId(`0b6f2e7a-94c1-4d35-a8e2-${String(n).padStart(12, '0')}`);
const history = (size: number): readonly Grant[] =>
  Array.from({ length: size }, (_, n) =>
    grant({ id: idOf(n), state: n < live ? 'ACTIVE' : 'REVOKED' }),
  );

function planCost(size: number): number {
  const policy = { epoch: 1, grants: history(size), blocks: [] };
  const asked = ask();
  const rounds = Math.max(20, 20_000 / size);
  const each: number[] = [];
  for (let n = 0; n < 15; n += 1) {
    const start = performance.now();
    for (let round = 0; round < rounds; round += 1) compilePlan(asked, policy);
    each.push((performance.now() - start) / rounds);
  }
  return median(each);
}

/** The plan of 1,000 grants, and what each permit of it shows of so many records. */
function decisionCost(count: number): number {
  const records = Array.from({ length: count }, (_, n) => {
    const { key, status, facets } = result({ key: recordKey(`record-${n}`) });
    return { key, status, core: facets.core };
  });
  const recordsAtGrant = records.map(({ key }) => key);
  const grants = history(1000).map((one) => ({ ...one, recordsAtGrant }));
  const each: number[] = [];
  for (let n = 0; n < 3000; n += 1) {
    const start = performance.now();
    const decision = compilePlan(ask(), { epoch: 1, grants, blocks: [] });
    const permits = decision.kind === 'plan' ? decision.plan.permits : [];
    for (const permit of permits) for (const record of records) facetsOf(permit, record);
    each.push(performance.now() - start);
  }
  return median(each);
}

/** The learner's one grant as often as is missing, all but a few of them ended. */
async function fill(pool: Pool, learner: Learner, size: number): Promise<void> {
  const found = await pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'grant_version'`,
  );
  const names = found.rows.map((row) => row.column_name);
  const changed = new Map([
    ['grant_id', 'gen_random_uuid()'],
    ['state', `case when n > ${live - 1} then 'REVOKED' else 'ACTIVE' end`],
  ]);
  const values = names.map((name) => changed.get(name) ?? name);
  await pool.query(
    `insert into grant_version (${names.join(', ')})
     select ${values.join(', ')} from
       (select * from grant_version where learner_id = $1 order by created_at limit 1) one,
       generate_series((select count(*) from grant_version where learner_id = $1), $2 - 1) n`,
    [learner.id, size],
  );
  await pool.query('analyze grant_version');
}

async function queryCost({ running, adviser }: BenchHouse, learner: Learner): Promise<number> {
  const each: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    const start = performance.now();
    await running.house.ledger.grants.policyBetween(learner.id, [adviser.principal.webId]);
    each.push(performance.now() - start);
  }
  return median(each);
}

export async function planCosts(house: BenchHouse, learner: Learner): Promise<void> {
  const pool = new Pool({ connectionString: house.databaseUrl, max: 1 });
  const costs: { plan: number; query: number }[] = [];
  for (const size of sizes) {
    await fill(pool, learner, size);
    costs.push({ plan: planCost(size), query: await queryCost(house, learner) });
  }
  await pool.end();
  const [base = { plan: 1, query: 1 }] = costs;
  print(
    'Deciding: 1,000 grants, 200 records',
    `The plan, and every record against each of its ${live} permits; no view and no database. Milliseconds, median of 3,000.`,
    [
      ['plan', 'plan and decide'],
      [decisionCost(0).toFixed(3), decisionCost(200).toFixed(3)],
    ],
  );
  print(
    'Plan cost by grants between one learner and one grantee',
    `${live} of them live, the rest ended. The query is \`policyBetween\` in PostgreSQL; both as a ratio to ${sizes[0]} grants.`,
    [
      ['grants', 'plan alone', 'query'],
      ...costs.map(({ plan, query }, n) => [
        sizes[n] ?? 0,
        ratio(plan / base.plan),
        ratio(query / base.query),
      ]),
    ],
  );
}
