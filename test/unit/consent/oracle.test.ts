import { describe, expect, it } from 'vitest';
import { authorisedView } from '../../../src/consent/index.js';
import { facets, personFacets } from '../../../src/records/index.js';
import { oracleAllows, oracleAllowsPerson } from '../../fixtures/naive-oracle.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { planOf, viewsOf } from '../../fixtures/records.js';
import { someWorld, type World } from '../../fixtures/worlds.js';

type Shown = readonly (readonly [
  key: string,
  shared: readonly string[],
  contents: Readonly<Record<string, unknown>>,
])[];

const byKey = (rows: Shown): Shown => rows.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What the product shows, through the plan, the views and the plan again. */
function shown({ ask, grants, records, person }: World) {
  const view = authorisedView(viewsOf(planOf(grants, ask), records, person));
  return {
    person: view.person,
    sharedOfPerson: personFacets.filter((facet) => view.sharedOfPerson.has(facet)),
    records: byKey(
      view.records.map(({ key, shared, facets: contents }) => [
        key,
        facets.filter((facet) => shared.has(facet)),
        contents,
      ]),
    ),
  };
}

/** What the oracle allows of the same world; the signed bytes are in no view document. */
function allowed({ ask, grants, records, person }: World) {
  const sharedOfPerson = personFacets.filter((facet) => oracleAllowsPerson(ask, grants, facet));
  const told = sharedOfPerson.filter((facet) => person[facet] !== undefined);
  const rows = records.map((record) => {
    const shared = facets.filter((facet) => oracleAllows(ask, grants, record, facet));
    const contents = shared.flatMap((facet) => {
      const content = facet === 'credential' ? undefined : record.facets[facet];
      return content === undefined ? [] : [[facet, content] as const];
    });
    return [record.key, shared, Object.fromEntries(contents)] as const;
  });
  return {
    person: Object.fromEntries(told.map((facet) => [facet, person[facet]])),
    sharedOfPerson,
    records: byKey(rows.filter(([, shared]) => shared.length > 0)),
  };
}

describe(`the authorised view and a naive reading of what a grant means (seed ${seed})`, () => {
  it('show the same records, facets and person, in 2,000 worlds, many of them telling', () => {
    const numRuns = 2000;
    let telling = 0;
    const failure = failureOf(
      someWorld,
      (world) => {
        const seen = shown(world);
        const count = seen.records.length;
        if (count > 0 && count < world.records.length) telling += 1;
        expect(seen).toEqual(allowed(world));
        return true;
      },
      numRuns,
    );
    const share = telling / numRuns;
    process.stdout.write(
      `seed ${seed}: ${(share * 100).toFixed(0)} % of ${numRuns} worlds have a visible and a withheld record\n`,
    );
    expect(failure).toBeUndefined();
    expect(share).toBeGreaterThanOrEqual(0.2);
  });
});
