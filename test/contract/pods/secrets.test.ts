/** What a document may not tell, by a word or by a class. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assertedBys,
  enrolmentStates,
  recordKinds,
  recordTypes,
} from '../../../src/records/index.js';
import { seed } from '../../fixtures/properties.js';
import { grant, samiraHerself } from '../../fixtures/records.js';
import { someWorld } from '../../fixtures/worlds.js';
import { changed, type Json, parsed } from './change.js';
import { full, podOf } from './examples.js';
import { lk, quadsOf, shapeAt, wrongs } from './linked-data.js';
import { here, paperPod } from './paper-pod.js';

const pod = await podOf([full]);
const achievement = 'http://data.europa.eu/snb/model/elm/LearningAchievement';

/** Sets one member of the document of this shape. @param at its name, with those around it, parted by dots. */
async function refusal(shape: string, at: string, value: Json): Promise<readonly string[]> {
  const found = pod.written().find(({ path }) => shapeAt(path) === shape);
  if (found === undefined) throw new Error(`no ${shape} here`);
  const next = changed(parsed(found.body), at.split('.'), () => value);
  return wrongs(JSON.stringify(next), found.at, shape);
}

const grade = { state: { value: 'COMPLETED' }, pass: 'PASSED', scale: { kind: 'GRADE_1_10' } };
test.each([
  ['a score in core', 'CoreBundle', 'records.0.core.score', '7.5'],
  ['a pass in core', 'CoreBundle', 'records.0.core.pass', 'PASSED'],
  ['an achievement as core', 'CoreBundle', 'records.0.core.@type', achievement],
  ['an achievement with a core', 'CoreBundle', 'records.0.@type', achievement],
  ['an assessment beside core', 'CoreBundle', 'records.0.assessment', grade],
  ['credits beside core', 'CoreBundle', 'records.0.credits', { earning: 'EARNED' }],
  ['how it was earned, in core', 'CoreBundle', 'records.0.core.earning', 'EARNED'],
  ['an achievement as assessment', 'AssessmentBundle', 'records.0.assessment.@type', achievement],
  ['an achievement with a core, shown', 'View', 'records.0.@type', achievement],
  ['a score in core, shown', 'View', 'records.0.facets.core.score', '7.5'],
  ['special data, shown', 'View', 'records.0.facets.special', { extraTimeInMin: 30 }],
  ['a replaced version, shown', 'View', 'records.0.status', 'SUPERSEDED'],
  ['the delivery, shown', 'View', 'records.0.delivery', full.delivery],
  ['that it came out of order, shown', 'View', 'records.0.outOfOrder', true],
  ['a national number in a person', 'Person', 'nationalId', '999'],
  ['special data in a grant', 'Grant', 'facets', ['core', 'special']],
  ['a thing that nobody refers to', 'View', '@included', [{ '@id': '#x', score: '7.5' }]],
])('%s is refused', async (_what, shape, at, value) => {
  expect(await refusal(shape, at, value)).not.toEqual([]);
});

test.each([
  ['CoreBundle', 'records.0.status'],
  ['CoreBundle', 'records.0.core.recordType'],
  ['CoreBundle', 'records.0.core.kind'],
  ['CoreBundle', 'records.0.core.assertedBy'],
  ['CoreBundle', 'records.0.core.enrolment.state.value'],
  ['AssessmentBundle', 'records.0.assessment.state.value'],
  ['AssessmentBundle', 'records.0.assessment.pass'],
  ['AssessmentBundle', 'records.0.assessment.scale.kind'],
  ['CreditsBundle', 'records.0.credits.earning'],
  ['CreditsBundle', 'records.0.credits.load.unit'],
  ['CreditsBundle', 'facet'],
  ['Index', 'bundles.0.facet'],
  ['Grant', 'odrl:permission.purpose'],
  ['Grant', 'facets.0'],
  ['Grant', 'personFacets.0'],
  ['Grant', 'scope.0.types.0'],
  ['Grant', 'scope.0.status.0'],
  ['Receipt', 'event'],
])('a value of no list is refused in a %s, at %s', async (shape, at) => {
  expect(await refusal(shape, at, 'SURPRISE')).not.toEqual([]);
});

test.each([
  ['a grant for own use', 'Grant', 'odrl:permission.purpose', 'SELF_USE'],
  ['a grant without an end', 'Grant', 'odrl:permission.odrl:constraint.1', []],
  [
    'a grant with two ends',
    'Grant',
    'odrl:permission.odrl:constraint.2',
    {
      'odrl:leftOperand': { '@id': 'odrl:dateTime' },
      'odrl:operator': { '@id': 'odrl:lt' },
      'odrl:rightOperand': { '@type': 'xsd:dateTime', '@value': '2027-01-01T00:00:00.000Z' },
    },
  ],
  ['a grant for no app', 'Grant', 'clients', []],
  ['a day that is none', 'CoreBundle', 'records.0.core.issuedOn', '31-03-2026'],
  ['a version before the first', 'CoreBundle', 'records.0.version', 0],
  ['a level above the highest', 'CoreBundle', 'records.0.core.level.eqf', 9],
  ['a hash cut short', 'Index', 'bundles.0.sha256', 'abc'],
  ['a context from elsewhere', 'CoreBundle', '@context', 'https://w3id.org/leerkluis/context'],
])('%s is refused', async (_what, shape, at, value) => {
  expect(await refusal(shape, at, value)).not.toEqual([]);
});

/** All that a view of core alone may speak of. */
const words = new Set<string>([
  ...`records person key version status receivedAt digest core recordType kind institution institutionId assertedBy period start end description level raw eqf nlqf derived enrolment role state value type title issued legalName GrantView CURRENT WITHDRAWN`.split(
    ' ',
  ),
  ...recordTypes,
  ...recordKinds,
  ...assertedBys,
  ...enrolmentStates,
]);
const local = (iri: string): string => iri.replace(/^.*[#/]/, '');

test(`J4.2: read as RDF, a view of core alone speaks of no grade, credits, evidence or outcome (seed ${seed})`, async () => {
  const worlds = fc.sample(someWorld, { seed, numRuns: 60 });
  let shown = 0;
  for (const { records } of worlds) {
    const paper = paperPod();
    const agreed = here(grant({ facets: ['core'], scope: [{}], includeFuture: true }));
    await paper.show(agreed, records, samiraHerself);
    const [view] = paper.written();
    const quads = [...(await quadsOf(view?.body ?? '', agreed.view))];
    const said = quads.flatMap(({ predicate, object }) => [
      predicate.value,
      ...(object.termType === 'NamedNode' ? [object.value] : []),
    ]);
    expect(said.filter((iri) => !words.has(local(iri)))).toEqual([]);
    shown += quads.filter(({ predicate }) => predicate.value === `${lk}core`).length;
  }
  expect(shown).toBeGreaterThan(60);
});
