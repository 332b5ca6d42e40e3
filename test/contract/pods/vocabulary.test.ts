import { DataFactory, type NamedNode, type Quad } from 'n3';
import { expect, test } from 'vitest';
import { grantStates, purposes } from '../../../src/consent/index.js';
import type { ReceiptEvent } from '../../../src/flows/consent-documents.js';
import type { LogFacts } from '../../../src/ledger/index.js';
import { bundleFacets } from '../../../src/pod/record-shapes.js';
import {
  assertedBys,
  earnings,
  enrolmentStates,
  facets,
  gradingScales,
  passes,
  personFacets,
  recordKinds,
  recordStatuses,
  recordTypes,
  resultStates,
  studyLoadUnits,
} from '../../../src/records/index.js';
import { context, lk, shapes, turtleIn } from './linked-data.js';

const vocabulary = await turtleIn('vocab');
const namedNode = (iri: string) => DataFactory.namedNode(iri);
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const rdfs = 'http://www.w3.org/2000/01/rdf-schema#';
const sh = 'http://www.w3.org/ns/shacl#';
const skos = 'http://www.w3.org/2004/02/skos/core#';

const languages = (term: NamedNode, property: string): readonly string[] =>
  vocabulary
    .getObjects(term, namedNode(`${rdfs}${property}`), null)
    .map((text) => (text.termType === 'Literal' ? text.language : ''))
    .toSorted();
type Term = Quad['subject'] | Quad['object'];
const isOurs = (term: Term): term is NamedNode =>
  term.termType === 'NamedNode' && term.value.startsWith(lk);
const defined = [...new Set(vocabulary.getSubjects(null, null, null))].filter(isOurs);
const ofType = (type: string): readonly string[] =>
  vocabulary.getSubjects(namedNode(`${rdf}type`), namedNode(type), null).map(({ value }) => value);
const concepts = new Set(ofType(`${skos}Concept`));

test('each word of ours has a label in Dutch and in English, and a comment unless it is a value in a list', () => {
  const poor = defined.filter(
    (term) =>
      languages(term, 'label').join() !== 'en,nl' ||
      (!concepts.has(term.value) && languages(term, 'comment').join() !== 'en,nl'),
  );
  expect(poor).toEqual([]);
  expect(defined.length).toBeGreaterThan(180);
});

test('a word has one meaning: it is a class, a property, a list or a value, and its definition stands once', () => {
  const kinds = [`${rdfs}Class`, `${rdf}Property`, `${skos}ConceptScheme`, `${skos}Concept`];
  const earned = vocabulary
    .getSubjects(namedNode(`${skos}inScheme`), namedNode(`${lk}earnings`), null)
    .map(({ value }) => value);
  const double = defined
    .filter(({ value }) => kinds.filter((kind) => ofType(kind).includes(value)).length !== 1)
    .map(({ value }) => value);
  expect(double.toSorted()).toEqual(earned.toSorted());
});

test('the shapes use each property and class of the vocabulary, and no word of ours beside it', () => {
  const used = new Set(
    shapes
      .getObjects(null, null, null)
      .filter((term) => isOurs(term))
      .map(({ value }) => value),
  );
  const known = new Set(defined.map(({ value }) => value));
  expect([...used.difference(known)]).toEqual([]);
  const ours = [...ofType(`${rdf}Property`), ...ofType(`${rdfs}Class`)];
  expect([...new Set(ours).difference(used)]).toEqual([]);
});

function listAt(head: Term): readonly string[] {
  const [first] = shapes.getObjects(head, namedNode(`${rdf}first`), null);
  const [rest] = shapes.getObjects(head, namedNode(`${rdf}rest`), null);
  return first === undefined || rest === undefined ? [] : [first.value, ...listAt(rest)];
}

/** What a shape lets stand under a property, or in the list that stands there. */
function allowed(shape: string, property: string): readonly string[] {
  const node = namedNode(`https://w3id.org/leerkluis/shapes#${shape}`);
  const lists = shapes.getObjects(node, namedNode(`${sh}property`), null).flatMap((each) => {
    const [path] = shapes.getObjects(each, namedNode(`${sh}path`), null);
    const [values] = shapes.getObjects(each, namedNode(`${sh}in`), null);
    if (path === undefined || values === undefined) return [];
    const steps = path.termType === 'NamedNode' ? [path.value] : listAt(path);
    return steps[0] === property ? [listAt(values)] : [];
  });
  return lists.flat().toSorted();
}
const inScheme = (scheme: string): readonly string[] =>
  vocabulary
    .getSubjects(namedNode(`${skos}inScheme`), namedNode(`${lk}${scheme}`), null)
    .map(({ value }) => value)
    .toSorted();
const named = (values: readonly string[], prefix = ''): readonly string[] =>
  values.map((value) => `${lk}${prefix}${value}`).toSorted();

const events: Record<ReceiptEvent, true> = {
  GRANTED: true,
  REVOKED: true,
  NARROWED: true,
  EXTENDED: true,
  EXPIRED: true,
  EXHAUSTED: true,
};
const logKinds: Record<LogFacts['kind'], true> = {
  READ: true,
  CLAIM: true,
  DENIED: true,
  POLICY: true,
  WRITE: true,
};
const elm = 'http://data.europa.eu/snb/model/elm/';
const hasPurpose = 'https://w3id.org/dpv#hasPurpose';
interface OneList {
  readonly scheme: string;
  readonly values: readonly string[];
  /** What the list's words begin with. */
  readonly prefix?: string;
  /** Shape and property where the list is closed. */
  readonly places?: readonly (readonly [string, string])[];
  /** What may stand there, when that is not all. */
  readonly there?: readonly string[];
}
const lists: readonly OneList[] = [
  {
    scheme: 'recordTypes',
    values: recordTypes,
    places: [
      ['Core', `${lk}recordType`],
      ['Selector', `${lk}types`],
    ],
  },
  { scheme: 'recordKinds', values: recordKinds, places: [['Core', `${lk}kind`]] },
  { scheme: 'assertedBys', values: assertedBys, places: [['Core', `${lk}assertedBy`]] },
  {
    scheme: 'recordStatuses',
    values: recordStatuses,
    places: [
      ['CoreEntry', `${lk}status`],
      ['Selector', `${lk}statuses`],
    ],
  },
  {
    scheme: 'enrolmentStates',
    values: enrolmentStates,
    places: [['EnrolmentState', `${lk}value`]],
  },
  { scheme: 'resultStates', values: resultStates, places: [['ResultState', `${lk}value`]] },
  { scheme: 'passes', values: passes, places: [['Assessment', `${lk}pass`]] },
  { scheme: 'gradingScales', values: gradingScales, places: [['Scale', `${lk}scaleKind`]] },
  { scheme: 'studyLoadUnits', values: studyLoadUnits, places: [['Load', `${elm}framework`]] },
  {
    scheme: 'recordFacets',
    prefix: 'facet-',
    values: [...new Set([...facets, ...bundleFacets])],
    places: [['Grant', `${lk}facets`]],
    there: facets,
  },
  {
    scheme: 'facetsOfPerson',
    prefix: 'facet-',
    values: personFacets,
    places: [['Grant', `${lk}personFacets`]],
  },
  {
    scheme: 'purposes',
    prefix: 'purpose-',
    values: purposes,
    places: [['Permission', hasPurpose]],
    there: purposes.filter((purpose) => purpose !== 'SELF_USE'),
  },
  {
    scheme: 'receiptEvents',
    prefix: 'event-',
    values: Object.keys(events),
    places: [['Receipt', `${lk}event`]],
  },
  { scheme: 'grantStates', prefix: 'grant-', values: grantStates },
  { scheme: 'logKinds', prefix: 'log-', values: Object.keys(logKinds) },
];

test.each(lists)('$scheme is one list in the code, the vocabulary and the shapes', (list) => {
  const { scheme, values, prefix, places = [], there = values } = list;
  expect(inScheme(scheme)).toEqual(named(values, prefix));
  for (const [shape, property] of places) {
    expect(allowed(shape, property)).toEqual(named(there, prefix));
  }
});

test('an index names the facets that have bundles', () => {
  expect(allowed('BundleRef', `${lk}facet`)).toEqual(named(bundleFacets, 'facet-'));
});

test('how a load was earned is its class, and only an earned one is an ELM achievement', () => {
  const others = named(earnings.filter((earning) => earning !== 'EARNED'));
  expect(inScheme('earnings')).toEqual(others);
  expect(allowed('Credits', `${rdf}type`)).toEqual(
    [...others, `${elm}LearningAchievement`].toSorted(),
  );
});

test('each purpose is mapped to a purpose of DPV, or says that there is none', () => {
  const unmapped = purposes.filter((purpose) => {
    const about = vocabulary.getQuads(namedNode(`${lk}purpose-${purpose}`), null, null, null);
    return !about.some(({ predicate, object }) =>
      /#(close|broad)Match$/.test(predicate.value)
        ? object.value.startsWith('https://w3id.org/dpv')
        : predicate.value === `${skos}note`,
    );
  });
  expect(unmapped).toEqual([]);
});

test('the context is short, for it stands in every document, and names no other document', () => {
  const text = JSON.stringify(context);
  expect(text.length).toBeLessThan(2000);
  expect(text).not.toContain('@import');
  expect(text).not.toMatch(/"@context":"/);
});
