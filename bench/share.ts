import type { House } from '../src/flows/index.js';
import { Asker, startGraph } from '../src/graph/index.js';
import type { BenchHouse, Learner } from './house.js';
import { operationText } from './in-memory.js';
import { median, print, ratio } from './table.js';

type Span = 'policy' | 'pod' | 'release';
const spans: readonly Span[] = ['policy', 'pod', 'release'];

/** The house with a clock on three of its doors. */
function clocked(house: House) {
  const spent = new Map<Span, number>();
  const timed =
    <A extends unknown[], R>(span: Span, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const start = performance.now();
      try {
        return await work(...args);
      } finally {
        spent.set(span, (spent.get(span) ?? 0) + performance.now() - start);
      }
    };
  const { ledger, agents, decide } = house;
  const wrapped: House = {
    ...house,
    decide: (ask, policy) => {
      const start = performance.now();
      const decision = decide(ask, policy);
      spent.set('policy', (spent.get('policy') ?? 0) + performance.now() - start);
      return decision;
    },
    ledger: {
      ...ledger,
      grants: {
        ...ledger.grants,
        policyBetween: timed('policy', (learner, grantee) =>
          ledger.grants.policyBetween(learner, grantee),
        ),
      },
      release: timed('release', (disclosures) => ledger.release(disclosures)),
    },
    agents: {
      ...agents,
      delegateFetch: (principal, purpose, grant) =>
        timed('pod', agents.delegateFetch(principal, purpose, grant)),
    },
  };
  return { wrapped, spent };
}

const times = 25;
const onFault = (error: unknown) => {
  throw error;
};

export async function shareOfPolicy(house: BenchHouse, learner: Learner): Promise<void> {
  const { wrapped, spent } = clocked(house.running.house);
  const graph = await startGraph({ house: wrapped, openSchema: false, onFault });
  const asker = new Asker(house.adviser.principal, 'CAREER_GUIDANCE', undefined, ['nl']);
  const query = await operationText('LearnerRecords');
  const shares = new Map<Span, number[]>(spans.map((span) => [span, []]));
  for (let n = -8; n < times; n += 1) {
    spent.clear();
    const start = performance.now();
    await graph.executeOperation(
      { query, operationName: 'LearnerRecords', variables: { learner: learner.webId } },
      { contextValue: asker },
    );
    const total = performance.now() - start;
    if (n < 0) continue;
    for (const span of spans) shares.get(span)?.push((spent.get(span) ?? 0) / total);
  }
  await graph.stop();
  const of = (span: Span): number => median(shares.get(span) ?? []);
  const rest = 1 - of('policy') - of('pod') - of('release');
  print(
    'Share of policy and release',
    `LearnerRecords of one learner, 20 results, one grant, warm, without HTTP; medians of ${times}.`,
    [
      ['part', 'share of the time'],
      ['policy: grants and clock from PostgreSQL, the plan', ratio(of('policy'))],
      ['pod: the view’s bytes', ratio(of('pod'))],
      ['release: one transaction', ratio(of('release'))],
      ['rest: view, lists, totals, GraphQL', ratio(rest)],
    ],
  );
}
