/** Our evaluator and Cedar's, on grants that are printed as Cedar policies: an engine that others made says the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ask,
  compilePlan,
  facetsOf,
  type Policy,
  type Selectable,
} from '../../src/consent/index.js';
import { type Facet, facets, type RecordVersion } from '../../src/records/index.js';
import { cedarFor } from '../fixtures/cedar-print.js';
import { barry, noor, otherApp, page, samira, stranger } from '../fixtures/people.js';
import { failureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import { now } from '../fixtures/records.js';
import { someRoles, someWorld } from '../fixtures/worlds.js';

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 16, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

/** A second lies between a grant's ends and the usual moment: both edges, and a millisecond on each side. */
const moments = [-1001, -1000, -999, 999, 1000, 1001] as const;
const someAsk: fc.Arbitrary<Ask> = fc
  .record({
    isLearner: fc.boolean(),
    roles: someRoles,
    link: often(undefined, 'een-link', 'een-andere-link'),
    learner: often(samira, barry),
    agent: often(noor, stranger),
    client: often(page, otherApp),
    purpose: often<Ask['purpose']>('CAREER_GUIDANCE', 'ADMISSION', 'SELF_USE'),
    now: often(0, ...moments).map((ms) => new Date(now.getTime() + ms)),
  })
  .map(({ link, ...ask }) => (link === undefined ? ask : { ...ask, linkHash: link }));
/** To this person one thing is asked about one record. */
const someRequest = fc.record({
  ask: someAsk,
  at: fc.nat(),
  facet: often<Facet>('core', ...facets),
});
const perWorld = 10;
const someCase = fc.record({
  world: someWorld,
  requests: fc.array(someRequest, { minLength: perWorld, maxLength: perWorld }),
});

const selectable = ({ key, status, facets: { core } }: RecordVersion): Selectable => ({
  key,
  status,
  core,
});

/** What the product says: some permit of the plan shows this part of this record. */
function ours(ask: Ask, policy: Policy, record: Selectable, facet: Facet): boolean {
  const decision = compilePlan(ask, policy);
  if (decision.kind === 'refused') return false;
  return decision.plan.permits.some((permit) => facetsOf(permit, record).has(facet));
}

describe(`our evaluator and Cedar (seed ${seed})`, { timeout: patience }, () => {
  it('decide alike on 1,500 requests', () => {
    const count = mainCases(1500);
    let [decided, permitted] = [0, 0];
    const failure = failureOf(
      someCase,
      ({ world, requests }) => {
        const policy = { epoch: 1, grants: world.grants, blocks: world.blocks };
        const cedar = cedarFor(policy);
        return requests.every(({ ask, at, facet }) => {
          const record = world.records[at % world.records.length];
          if (record === undefined) throw new TypeError('a world has records');
          const says = cedar(ask, selectable(record), facet);
          decided += 1;
          if (says) permitted += 1;
          return says === ours(ask, policy, selectable(record), facet);
        });
      },
      Math.ceil(count / perWorld),
    );
    const share = permitted / decided;
    const note = `${(share * 100).toFixed(0)} % permitted`;
    say(`${decided} decisions beside Cedar, ${note}`);
    proved({ method: 'cedar', cases: decided, mismatches: failure === undefined ? 0 : 1, note });
    expect(failure).toBeUndefined();
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });
});
