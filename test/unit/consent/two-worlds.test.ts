import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildView, type Grant } from '../../../src/consent/index.js';
import {
  type Facet,
  facets,
  type Person,
  personFacets,
  type RecordFacets,
  type RecordVersion,
} from '../../../src/records/index.js';
import { grantShows } from '../../fixtures/naive-oracle.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { result, samiraHerself } from '../../fixtures/records.js';
import { someWorld } from '../../fixtures/worlds.js';

/** The other world's contents: everything in them differs. */
const other: RecordFacets = result({
  assessment: { pass: 'FAILED', score: '3.2', state: { value: 'OTHER', raw: 'herkansing' } },
  credits: { earning: 'NOT_PASSED', retakeGroup: 'elders', load: { unit: 'SBU', amount: '240' } },
}).facets;
const changed: Partial<RecordFacets> = {
  ...other,
  evidence: { documents: [{ title: 'Iets anders.pdf', url: 'https://elders.example/pdf' }] },
  feedback: { comment: 'Heel anders.' },
  identifiers: { ...other.identifiers, sourceId: 'iets-anders', losses: ['result.weight'] },
  special: { irregularities: 'elders' },
};

type Fate = 'same' | 'changed' | 'gone';
const hideable = facets.filter((facet) => facet !== 'core' && facet !== 'credential');

/** The record with the facets that the grant withholds changed or gone; `special` always is. */
function differently(grant: Grant, record: RecordVersion, fate: Fate): RecordVersion {
  const withheld = hideable.filter((facet) => !grantShows(grant, record, facet));
  const contents: RecordFacets = { ...record.facets, ...(fate !== 'same' && pick(['special'])) };
  if (fate === 'changed') return { ...record, facets: { ...contents, ...pick(withheld) } };
  if (fate === 'gone') {
    for (const facet of [...withheld, 'special']) {
      if (facet !== 'identifiers') Reflect.deleteProperty(contents, facet);
    }
  }
  return { ...record, facets: contents };
}
const pick = (names: readonly (Facet | 'special')[]): Partial<RecordFacets> =>
  Object.fromEntries(Object.entries(changed).filter(([name]) => names.some((one) => one === name)));

/** A record that the grant withholds altogether may also not be there, or be told otherwise. */
function elsewhere(grant: Grant, record: RecordVersion, fate: Fate): readonly RecordVersion[] {
  if (grantShows(grant, record, 'core')) return [differently(grant, record, fate)];
  if (fate === 'gone') return [];
  const core = { ...record.facets.core, title: [{ language: 'nl', value: 'Heel iets anders' }] };
  const untold = { ...record, facets: { ...record.facets, core }, version: 9, outOfOrder: true };
  return [fate === 'changed' ? differently(grant, untold, fate) : record];
}

const personElsewhere = ({ personFacets: granted }: Grant, person: Person): Person => ({
  ...samiraHerself,
  birthdate: '1999-12-31',
  ...Object.fromEntries(granted.map((facet) => [facet, person[facet]])),
});

const twoWorlds = fc.record({
  world: someWorld,
  fates: fc.array(fc.constantFrom<Fate>('same', 'changed', 'gone'), {
    minLength: 6,
    maxLength: 6,
  }),
});

describe(`two worlds that differ only in what a grant withholds (seed ${seed})`, () => {
  it('give that grant the same view, byte for byte', () => {
    const failure = failureOf(twoWorlds, ({ world, fates }) => {
      for (const grant of world.grants) {
        const second = world.records.flatMap((record, n) =>
          elsewhere(grant, record, fates[n] ?? 'same'),
        );
        const views = [
          buildView(grant, world.records, world.person),
          buildView(grant, second, personElsewhere(grant, world.person)),
        ];
        expect(JSON.stringify(views[1])).toBe(JSON.stringify(views[0]));
      }
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('are worlds that do differ: with everything granted the views are not the same', () => {
    const everything = { facets: [...facets], personFacets: [...personFacets] };
    const differing = failureOf(twoWorlds, ({ world, fates }) => {
      const [grant] = world.grants;
      if (grant === undefined) return true;
      const second = world.records.flatMap((record, n) =>
        elsewhere(grant, record, fates[n] ?? 'same'),
      );
      const all = { ...grant, ...everything, scope: [{}], includeFuture: true };
      return (
        JSON.stringify(buildView(all, second, world.person)) ===
        JSON.stringify(buildView(all, world.records, world.person))
      );
    });
    expect(differing).toBeDefined();
  });
});
