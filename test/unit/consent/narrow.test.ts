import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildView, type Grant, isNoMore, underBlocks } from '../../../src/consent/index.js';
import { hogeschool, otherApp, page, roc } from '../../fixtures/people.js';
import { failureOf, seed } from '../../fixtures/properties.js';
import { gezondheid, grant } from '../../fixtures/records.js';
import { someWorld } from '../../fixtures/worlds.js';

const given = grant({
  clients: [page, otherApp],
  scope: [
    { types: ['RESULT', 'DIPLOMA'], institutions: [hogeschool] },
    { levelMin: 5, issuedFrom: '2025-09-01' },
  ],
  facets: ['core', 'credits', 'assessment'],
  personFacets: ['name', 'birthdate'],
  includeFuture: true,
  maxSessions: 5,
});

// biome-ignore format: a table is read in columns
const changes: readonly (readonly [what: string, change: Partial<Grant>, noMore: boolean])[] = [
  // what                                  change                                                    no more than before
  ['nothing at all',                       {},                                                       true],
  ['one facet less',                       { facets: ['core', 'credits'] },                          true],
  ['another facet instead',                { facets: ['core', 'feedback'] },                         false],
  ['no facet of the learner',              { personFacets: [] },                                     true],
  ['another facet of the learner',         { personFacets: ['contact'] },                            false],
  ['one app less',                         { clients: [page] },                                      true],
  ['no app',                               { clients: [] },                                          false],
  ['sooner',                               { validUntil: new Date('2026-09-20T00:00:00Z') },         true],
  ['later',                                { validUntil: new Date('2026-11-01T00:00:00Z') },         false],
  ['no later records',                     { includeFuture: false },                                 true],
  ['fewer times',                          { maxSessions: 4 },                                       true],
  ['more times',                           { maxSessions: 6 },                                       false],
  ['one of the choices',                   { scope: [{ levelMin: 5, issuedFrom: '2025-09-01' }] },   true],
  ['no choice',                            { scope: [] },                                            false],
  ['a choice that is narrower',            { scope: [{ levelMin: 6, issuedFrom: '2026-01-01' }] },   true],
  ['narrower in one way, wider in another', { scope: [{ levelMin: 6 }] },                            false],
  ['one type of a choice',                 { scope: [{ types: ['RESULT'], institutions: [hogeschool] }] }, true],
  ['the same types anywhere',              { scope: [{ types: ['RESULT'] }] },                       false],
  ['the same types elsewhere',             { scope: [{ types: ['RESULT'], institutions: [roc] }] },  false],
  ['one record within a choice',           { scope: [{ types: ['DIPLOMA'], institutions: [hogeschool], recordIds: [gezondheid] }] }, true],
  ['withdrawn ones too',                   { scope: [{ levelMin: 5, issuedFrom: '2025-09-01', status: ['CURRENT', 'WITHDRAWN'] }] }, false],
  ['everything',                           { scope: [{}] },                                          false],
];

describe('what is left of a grant is no more than it was:', () => {
  it.each(changes)('%s', (_what, change, noMore) => {
    expect(isNoMore({ ...given, ...change }, given)).toBe(noMore);
  });

  it('a grant about records and questions may keep to the records', () => {
    const both = { ...given, scope: [{}], claims: [{ kind: 'SKILL', skill: 'lassen' } as const] };
    expect(isNoMore({ ...both, claims: [] }, both)).toBe(true);
    expect(isNoMore({ ...both, scope: [] }, both)).toBe(true);
    expect(isNoMore({ ...both, scope: [], claims: [] }, both)).toBe(false);
  });

  it('a grant without a limit can get one, a grant with one cannot lose it', () => {
    const { maxSessions: _five, ...unlimited } = given;
    expect(isNoMore(given, unlimited)).toBe(true);
    expect(isNoMore(unlimited, given)).toBe(false);
  });

  it('later records that were not shared cannot be', () => {
    expect(isNoMore(given, { ...given, includeFuture: false })).toBe(false);
  });
});

const twoGrants = fc.tuple(someWorld, someWorld);

const shownBy = (one: Grant, records: Parameters<typeof buildView>[1], person: object) => {
  const view = buildView(underBlocks(one, []), records, person);
  const facets = view.records.flatMap(({ key, facets: { evidence, ...shown } }) => {
    // Of what proves it, each is told by itself.
    const { provenBy = [], documents = [] } = evidence ?? {};
    const told = [...Object.entries(shown), ...documents, ...provenBy];
    return told.map((part) => JSON.stringify([key, part]));
  });
  return new Set([...facets, ...Object.entries(view.person).map((entry) => JSON.stringify(entry))]);
};

describe(`terms that are no more than others (seed ${seed})`, () => {
  it('show no more, whatever the records are', () => {
    let compared = 0;
    const failure = failureOf(
      twoGrants,
      ([world, other]) => {
        const [of, candidate] = [world.grants[0], other.grants[0]];
        if (of === undefined || candidate === undefined) return true;
        // Random terms are seldom less: each is met half-way.
        const half: Grant = {
          ...of,
          facets: candidate.facets,
          scope: [...candidate.scope, ...of.scope].slice(0, 2),
          personFacets: candidate.personFacets,
          includeFuture: candidate.includeFuture,
        };
        for (const less of [half, { ...half, scope: of.scope }, { ...of, facets: half.facets }]) {
          if (!isNoMore(less, of)) continue;
          compared += 1;
          const before = shownBy(of, world.records, world.person);
          const after = shownBy(less, world.records, world.person);
          expect([...after.difference(before)]).toEqual([]);
        }
        return true;
      },
      2000,
    );
    expect(failure).toBeUndefined();
    expect(compared).toBeGreaterThan(100);
  });
});
