import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorisedView, type Grant } from '../../../src/consent/index.js';
import { barry, otherApp, stranger } from '../../fixtures/people.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { grant, planOf, viewsOf } from '../../fixtures/records.js';
import { someWorld, type World } from '../../fixtures/worlds.js';

/** All that is seen, one text for each facet of each record and of the learner. */
function seen({ ask, grants, records, person }: World): ReadonlySet<string> {
  const view = authorisedView(viewsOf(planOf(grants, ask), records, person));
  const ofRecords = view.records.flatMap(({ key, shared, facets: contents }) => [
    ...[...shared].map((facet) => `${key} shares ${facet}`),
    ...Object.entries(contents).map((entry) => `${key} says ${JSON.stringify(entry)}`),
  ]);
  const ofPerson = [...view.sharedOfPerson, ...Object.entries(view.person)];
  return new Set([...ofRecords, ...ofPerson.map((entry) => JSON.stringify(entry))]);
}

/** The first grant is another one now. */
const withFirst = (world: World, change: (first: Grant) => Partial<Grant>): World => ({
  ...world,
  grants: world.grants.map((one, n) => (n === 0 ? { ...one, ...change(one) } : one)),
});

const lessens: Readonly<Record<string, (world: World) => World>> = {
  'revoking a grant': (world) => withFirst(world, () => ({ state: 'REVOKED' })),
  'using a grant up': (world) => withFirst(world, () => ({ maxSessions: 2, used: 2 })),
  'letting a grant expire': (world) =>
    withFirst(world, () => ({ validUntil: new Date(world.ask.now) })),
  'taking a facet away': (world) =>
    withFirst(world, ({ facets }) => ({ facets: facets.slice(0, -1) })),
  'taking a facet of the learner away': (world) =>
    withFirst(world, ({ personFacets }) => ({ personFacets: personFacets.slice(1) })),
  'taking core away': (world) =>
    withFirst(world, ({ facets }) => ({ facets: facets.filter((facet) => facet !== 'core') })),
  'taking a selector away': (world) => withFirst(world, ({ scope }) => ({ scope: scope.slice(1) })),
  'narrowing a selector': (world) =>
    withFirst(world, ({ scope }) => ({
      scope: scope.map((selector) => ({ ...selector, types: ['DIPLOMA'] as const })).slice(0, 1),
    })),
  'leaving the future out': (world) => withFirst(world, () => ({ includeFuture: false })),
};
/** A type added to a selector that named others would widen it; there this does nothing. */
const isNarrower = ({ grants: [first] }: World): boolean =>
  first?.scope[0]?.types?.includes('DIPLOMA') ?? true;

const changes: Readonly<Record<string, (world: World) => World>> = {
  ...lessens,
  'asking through another client': (world) => ({
    ...world,
    ask: { ...world.ask, client: otherApp },
    grants: world.grants.map((one) => ({
      ...one,
      clients: one.clients.filter((client) => client !== otherApp),
    })),
  }),
  'asking for another purpose': (world) => ({
    ...world,
    ask: { ...world.ask, purpose: 'RESEARCH' },
  }),
  'withdrawing a record': (world) => ({
    ...world,
    records: world.records.slice(1),
  }),
};

describe(`less is less (seed ${seed})`, () => {
  it.each(Object.entries(changes))('%s shows nothing more', (name, change) => {
    const cases = name === 'narrowing a selector' ? someWorld.filter(isNarrower) : someWorld;
    const failure = failureOf(cases, (world) => seen(change(world)).isSubsetOf(seen(world)));
    expect(failure).toBeUndefined();
  });

  it.each(Object.entries(lessens))('%s does take something away, now and then', (name, change) => {
    const cases = name === 'narrowing a selector' ? someWorld.filter(isNarrower) : someWorld;
    const sometimes = failureOf(cases, (world) => seen(change(world)).size === seen(world).size);
    expect(sometimes).toBeDefined();
  });

  const unrelated: Readonly<Record<string, Partial<Grant>>> = {
    'another learner': { learner: barry },
    'another grantee': { grantee: stranger },
    'another purpose': { purpose: 'RESEARCH' },
  };
  it.each(Object.entries(unrelated))('a grant of %s changes nothing', (_whose, change) => {
    const all = grant({ scope: [{}], facets: ['core', 'assessment', 'credits'], ...change });
    const cases = fc.record({ world: someWorld, first: fc.boolean() });
    const failure = failureOf(cases, ({ world, first }) => {
      const grants = first ? [all, ...world.grants] : [...world.grants, all];
      expect([...seen({ ...world, grants })]).toEqual([...seen(world)]);
      return true;
    });
    expect(failure).toBeUndefined();
  });
});
