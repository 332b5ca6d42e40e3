import { expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import { type Blocked, closeFacets, facetsOf } from '../../../src/consent/index.js';
import type { Facet, RecordStatus } from '../../../src/records/index.js';
import { hogeschool, roc } from '../../fixtures/people.js';
import { gezondheid, grant, result } from '../../fixtures/records.js';

/** All that signed bytes hold, and the bytes. */
const signedAll: readonly Facet[] = [
  'core',
  'assessment',
  'credits',
  'evidence',
  'feedback',
  'credential',
];

// biome-ignore format: a table is read in columns
const closures = [
  // granted                                         left
  [['core'],                                         ['core']],
  [['core', 'credits'],                              ['core', 'credits']],
  [['credits', 'assessment', 'feedback'],            []],
  [[],                                               []],
  [['core', 'evidence', 'credential'],               ['core']],
  [['core', 'credits', 'evidence'],                  ['core', 'credits']],
  [['core', 'assessment', 'evidence', 'credential'], ['core', 'assessment', 'evidence']],
  [signedAll,                                        signedAll],
  ...signedAll.slice(0, -1).map((gone) => [
    signedAll.filter((facet) => facet !== gone),
    gone === 'core' ? [] : signedAll.filter((facet) => !['credential', gone, gone === 'assessment' ? 'evidence' : gone].includes(facet)),
  ] as const),
  [['core', 'feedback', 'identifiers'],              ['core', 'feedback', 'identifiers']],
] as const satisfies readonly (readonly [readonly Facet[], readonly Facet[]])[];

it.each(closures)('attack 13: granted %j, what is left is %j', (granted, left) => {
  expect([...closeFacets(granted)]).toEqual(left);
});

const undated = result();
const { issuedOn: _day, level: _level, ...bare } = undated.facets.core;
const noDate = { ...undated, facets: { ...undated.facets, core: bare } };

// biome-ignore format: a table is read in columns
const selectors = [
  // Samira shares                          selector                                       record                              inside
  ['everything current',                    {},                                            result(),                           true],
  ['results',                               { types: ['RESULT'] },                         result(),                           true],
  ['only diplomas',                         { types: ['DIPLOMA'] },                        result(),                           false],
  ['no type at all',                        { types: [] },                                 result(),                           false],
  ['of her school',                         { institutions: [hogeschool] },                result(),                           true],
  ['of another school',                     { institutions: [roc] },                       result(),                           false],
  ['this one record',                       { recordIds: [gezondheid] },                   result(),                           true],
  ['another record',                        { recordIds: [recordKey('other')] },           result(),                           false],
  ['from that very day',                    { issuedFrom: '2026-03-31' },                  result(),                           true],
  ['from the day after',                    { issuedFrom: '2026-04-01' },                  result(),                           false],
  ['up to that very day',                   { issuedTo: '2026-03-31' },                    result(),                           true],
  ['up to the day before',                  { issuedTo: '2026-03-30' },                    result(),                           false],
  ['from a day, of what has none',          { issuedFrom: '1990-01-01' },                  noDate,                             false],
  ['up to a day, of what has none',         { issuedTo: '2999-01-01' },                    noDate,                             false],
  ['from that very level',                  { levelMin: 6 },                               result(),                           true],
  ['from a higher level',                   { levelMin: 7 },                               result(),                           false],
  ['from level 0, of what has no level',    { levelMin: 0 },                               noDate,                             false],
  ['everything, of an older version',       {},                                            result({ status: 'SUPERSEDED' }),   false],
  ['everything, of what was withdrawn',     {},                                            result({ status: 'WITHDRAWN' }),    false],
  ['withdrawn ones too',                    { status: ['CURRENT', 'WITHDRAWN'] },          result({ status: 'WITHDRAWN' }),    true],
  ['withdrawn ones only',                   { status: ['WITHDRAWN'] },                     result(),                           false],
  ['results, and of another school',        { types: ['RESULT'], institutions: [roc] },    result(),                           false],
] as const;

it.each(selectors)('Samira shares %s', (_what, selector, record, inside) => {
  const terms = grant({ scope: [selector], includeFuture: true });
  const { key, status, facets } = record;
  expect(facetsOf(terms, { key, status, core: facets.core }).size > 0).toBe(inside);
});

const { key, status, facets } = result();
const selectable = { key, status, core: facets.core };

it('one selector of a scope that fits is enough', () => {
  const terms = grant({ scope: [{ types: ['DIPLOMA'] }, { levelMin: 6 }] });
  expect([...facetsOf(terms, selectable)]).toEqual(['core', 'credits']);
});

it('a scope of no selectors holds nothing', () => {
  expect(facetsOf(grant({ scope: [] }), selectable).size).toBe(0);
});

it('a record that came after the grant is not in it', () => {
  expect(facetsOf(grant({ recordsAtGrant: [] }), selectable).size).toBe(0);
});

it('a record that came after the grant is in it where the learner said so', () => {
  const terms = grant({ recordsAtGrant: [], includeFuture: true });
  expect([...facetsOf(terms, selectable)]).toEqual(['core', 'credits']);
});

it('a later correction of a record that was there is in it', () => {
  const { version: _first, ...corrected } = result({ version: 2, assessment: { score: '8.0' } });
  const later = { key: corrected.key, status: corrected.status, core: corrected.facets.core };
  expect(facetsOf(grant(), later).has('core')).toBe(true);
});

const bothStatuses = [{ status: ['CURRENT' as const, 'WITHDRAWN' as const] }];
function showsUnder(blocked: Blocked['blocked'], is: RecordStatus): boolean {
  const { key: of, facets: all } = result();
  const terms = grant({ scope: bothStatuses, includeFuture: true, blocked });
  return facetsOf(terms, { key: of, status: is, core: all.core }).has('core');
}
const withdrawn = [{ status: ['WITHDRAWN' as const] }];
// biome-ignore format: a table is read in columns
const hidings = [
  // blocked    current, withdrawn
  [[],          true,    true],
  [[{}],        false,   false],
  [withdrawn,   true,    false],
] as const;
it.each(hidings)(
  'a block %j leaves a current record %s, and a withdrawn one %s',
  (blocked, ...shown) => {
    expect([showsUnder(blocked, 'CURRENT'), showsUnder(blocked, 'WITHDRAWN')]).toEqual(shown);
  },
);
