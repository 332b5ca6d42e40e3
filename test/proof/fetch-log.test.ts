/** Which documents a question costs: the views its plan allows, each once, and none that it does not need. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../../src/consent/index.js';
import { askerIn, asks, moveIn, signedFetched, viewsFetched } from '../fixtures/asking.js';
import { type MemoryHouse, openMemoryHouse } from '../fixtures/memory-house.js';
import { delegatesOf, webIdOf } from '../fixtures/memory-names.js';
import { grantsThatAnswer } from '../fixtures/naive-oracle.js';
import { samira } from '../fixtures/people.js';
import {
  cases,
  lateFailureOf,
  mainCases,
  patience,
  proved,
  say,
  seed,
} from '../fixtures/properties.js';
import { type Question, someQuestion } from '../fixtures/questions.js';
import { someWorld } from '../fixtures/worlds.js';

/** All that signed bytes hold. */
const inSigned = ['core', 'assessment', 'credits', 'evidence', 'feedback', 'credential'] as const;
const tellsSigned = ({ facets }: Grant): boolean =>
  inSigned.every((facet) => facets.includes(facet));
const asksSigned = ({ learner, node }: Question): boolean =>
  [...(learner?.list?.fields ?? []), ...(node?.fields ?? [])].includes('credential');

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse();
  return kluis.stop;
});

describe(`attack 20: the fetch log (seed ${seed})`, { timeout: patience }, () => {
  it('holds views of the plan only, each once, read as a delegate of its own grant', async () => {
    const count = mainCases(400);
    let [fetches, signedFetches] = [0, 0];
    const failure = await lateFailureOf(
      fc.record({ world: someWorld, question: someQuestion }),
      async ({ world, question }) => {
        moveIn(kluis, world);
        const allowed = grantsThatAnswer(world.ask, world.grants);
        await asks(kluis, world, question);
        const views = viewsFetched(kluis);
        expect(new Set(views).size).toBe(views.length);
        const signed = signedFetched(kluis);
        expect(new Set(signed).size).toBe(signed.length);
        const open = allowed.filter((grant) => tellsSigned(grant)).map(({ id }) => id);
        for (const url of signed) expect(open).toContain(url.split('/').at(-2));
        expect(signed.length > 0 && !asksSigned(question)).toBe(false);
        signedFetches += signed.length;
        expect(allowed.map(({ id }) => id)).toEqual(expect.arrayContaining([...views]));
        const delegates = allowed.flatMap((grant) => delegatesOf(grant, webIdOf({ id: samira })));
        for (const { agent } of kluis.fetched) expect(delegates).toContain(agent);
        fetches += views.length;
      },
      count,
    );
    say(
      `${count} questions fetched ${fetches} views of their plans, and ${signedFetches} documents of signed bytes`,
    );
    proved({
      method: 'fetch log',
      cases: count,
      mismatches: failure === undefined ? 0 : 1,
      note: `${fetches} documents fetched`,
    });
    expect(failure).toBeUndefined();
    expect(fetches).toBeGreaterThan(count / 2);
    expect(signedFetches).toBeGreaterThan(count / 100);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['the type of a learner',     'learner(id: $learner) { __typename }'],
    ['the id of a learner',       'learner(id: $learner) { id }'],
    ['who asks',                  'viewer { webId }'],
    ['who shares with the asker', 'consentedLearners { nodes { id grants { id purpose } } }'],
    ['a list by a hidden part',   'learner(id: $learner) { records(orderBy: { field: CREDITS }) { count } }'],
    ['an id that is none',        'node(id: "geen-nummer") { id }'],
  ])('is empty for a question about %s', async (_what, text) => {
    const failure = await lateFailureOf(
      someWorld,
      async (world) => {
        moveIn(kluis, {
          ...world,
          grants: world.grants.map((grant) => ({ ...grant, facets: ['core'] })),
        });
        const declared = text.includes('$learner') ? '($learner: ID!)' : '';
        await kluis.ask(askerIn(world), `query Q${declared} { ${text} }`, {
          learner: webIdOf({ id: samira }),
        });
        expect(kluis.fetched).toEqual([]);
      },
      cases(20),
    );
    expect(failure).toBeUndefined();
  });
});
