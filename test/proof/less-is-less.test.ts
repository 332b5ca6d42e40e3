/** What a change of policy does to an answer: less policy, no more data; what has nothing to do with it, nothing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Grant } from '../../src/consent/index.js';
import { grantStates } from '../../src/consent/index.js';
import { asks, moveIn } from '../fixtures/asking.js';
import { type MemoryHouse, openMemoryHouse } from '../fixtures/memory-house.js';
import { barry, otherApp, personOf, samira, stranger } from '../fixtures/people.js';
import { lateFailureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import { everythingOf } from '../fixtures/questions.js';
import { type FieldName, fieldNames } from '../fixtures/record-fields.js';
import { grant, result } from '../fixtures/records.js';
import { someWorld, type World } from '../fixtures/worlds.js';

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse();
  return kluis.stop;
});

const Told = z.record(z.string(), z.unknown());
const titleIn = (row: unknown): string | undefined =>
  z.object({ title: z.string() }).safeParse(row).data?.title;

/** A list of ids names each of them, wherever it stands in it. */
const placeOf = (row: unknown, n: number) => (typeof row === 'string' ? 'one' : n);

/** Every value of an answer with its path, records by their title. Nothing is said by null, nor by `NotShared`. */
function told(value: unknown, path: string): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((row, n) => told(row, `${path} / ${titleIn(row) ?? placeOf(row, n)}`));
  }
  const parts = Told.safeParse(value).data;
  if (parts === undefined) return [`${path} = ${JSON.stringify(value)}`];
  if (parts['__typename'] === 'NotShared') return [];
  return Object.entries(parts).flatMap(([name, part]) => told(part, `${path} / ${name}`));
}

/** Not how often a record was corrected: whoever sees less of it counts otherwise (docs/decisions/0012). */
const counted = new Set<FieldName>(['version', 'provenance']);
const { learner: asked, node } = everythingOf(fieldNames.filter((name) => !counted.has(name)));
/** Nor what is claimed: with one of two retakes hidden, another one counts. */
const uncounted = { learner: asked && { ...asked, claims: false }, node };
async function seen(world: World): Promise<ReadonlySet<string>> {
  moveIn(kluis, world);
  return new Set(told((await asks(kluis, world, uncounted)).data, 'answer'));
}
const all = everythingOf(fieldNames);

/** Worlds for each of the ways below. */
const each = mainCases(50);
/** Of all ways together: worlds tried, and ways that did not hold. */
const done = { cases: 0, mismatches: 0 };
function tried(failure: string | undefined): void {
  done.cases += each;
  if (failure !== undefined) done.mismatches += 1;
  expect(failure).toBeUndefined();
}

/** The first grant is another one now. */
const withFirst = (world: World, change: (first: Grant) => Partial<Grant>): World => ({
  ...world,
  grants: world.grants.map((one, n) => (n === 0 ? { ...one, ...change(one) } : one)),
});
const inactive = grantStates.filter((state) => state !== 'ACTIVE');

const lessens: Readonly<Record<string, (world: World) => World>> = {
  ...Object.fromEntries(
    inactive.map((state) => [
      `a grant that is ${state}`,
      (world: World) => withFirst(world, () => ({ state })),
    ]),
  ),
  'using a grant up': (world) => withFirst(world, () => ({ maxSessions: 2, used: 2 })),
  'letting a grant expire': (world) =>
    withFirst(world, () => ({ validUntil: new Date(world.ask.now) })),
  'a grant that begins later': (world) =>
    withFirst(world, () => ({ validFrom: new Date(world.ask.now.getTime() + 1) })),
  'taking a facet away': (world) =>
    withFirst(world, ({ facets }) => ({ facets: facets.slice(0, -1) })),
  'taking a facet of the learner away': (world) =>
    withFirst(world, ({ personFacets }) => ({ personFacets: personFacets.slice(1) })),
  'taking core away': (world) =>
    withFirst(world, ({ facets }) => ({ facets: facets.filter((facet) => facet !== 'core') })),
  'taking a selector away': (world) => withFirst(world, ({ scope }) => ({ scope: scope.slice(1) })),
  'narrowing each selector': (world) =>
    withFirst(world, ({ scope }) => ({
      scope: scope.map((selector) => ({
        ...selector,
        types: selector.types?.slice(1) ?? ['DIPLOMA'],
      })),
    })),
  'leaving the future out': (world) => withFirst(world, () => ({ includeFuture: false })),
  'hiding records': (world) => ({
    ...world,
    blocks: [
      ...world.blocks,
      { id: 'one-more', learner: samira, scope: [{ types: ['RESULT'] }], exceptGrants: [] },
    ],
  }),
  'shutting its view in the pod': (world) => ({
    ...world,
    shut: [...world.shut, ...world.grants.slice(0, 1).map(({ id }) => id)],
  }),
};
const asksOtherwise: Readonly<Record<string, (world: World) => World>> = {
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
  'asking as somebody else': (world) => ({ ...world, ask: { ...world.ask, agent: stranger } }),
};

describe(`less is less (seed ${seed})`, { timeout: patience }, () => {
  it.each(Object.entries({ ...lessens, ...asksOtherwise }))(
    '%s shows nothing more, and now and then less',
    async (_name, change) => {
      const usual = someWorld.filter(({ ask, grants }) =>
        grants.every(({ grantee }) => grantee.kind === 'person' && grantee.webId === ask.agent),
      );
      let lessened = 0;
      const failure = await lateFailureOf(
        usual,
        async (world) => {
          const [before, after] = [await seen(world), await seen(change(world))];
          expect(before).toEqual(before.union(after));
          if (after.size < before.size) lessened += 1;
        },
        each,
      );
      tried(failure);
      expect(lessened).toBeGreaterThan(0);
    },
  );

  // biome-ignore format: a table is read in columns
  const unrelated: Readonly<Record<string, Partial<Grant>>> = {
    'of another learner':     { learner: barry },
    'to somebody else':       { grantee: personOf(stranger) },
    'for another purpose':    { purpose: 'RESEARCH' },
    'through another app':    { clients: [otherApp] },
  };
  it.each(Object.entries(unrelated))('a grant %s changes nothing', async (_whose, change) => {
    const failure = await lateFailureOf(
      someWorld.filter(({ ask }) => ask.client !== otherApp),
      async (world) => {
        moveIn(kluis, world);
        const { text } = await asks(kluis, world, all);
        const unrelatedGrant = grant({
          scope: [{}],
          facets: ['core', 'assessment', 'credits'],
          ...change,
        });
        moveIn(kluis, { ...world, grants: [unrelatedGrant, ...world.grants] });
        expect((await asks(kluis, world, all)).text).toBe(text);
      },
      each,
    );
    tried(failure);
  });

  it('a learner who lives next door changes nothing', async () => {
    const failure = await lateFailureOf(
      someWorld,
      async (world) => {
        const { grants, records, person } = world;
        const home = { id: samira, grants, records, person };
        const next = grant({ learner: barry, scope: [{}], id: grant().id });
        kluis.holds([home]);
        const alone = await asks(kluis, world, all);
        kluis.holds([{ id: barry, grants: [next], records: [result()] }, home]);
        const beside = await asks(kluis, world, all);
        expect(beside).toEqual(alone);
      },
      each,
    );
    tried(failure);
    say(
      `${Object.keys({ ...lessens, ...asksOtherwise }).length} ways to less, ${each} worlds each`,
    );
  });

  it('held in every world', () => {
    proved({ method: 'less is less', ...done });
    expect(done.mismatches).toBe(0);
  });
});
