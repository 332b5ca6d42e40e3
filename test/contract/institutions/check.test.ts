import { expect, it } from 'vitest';
import { contractOf } from '../../../src/demo/institutions/contract/bundle.js';

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const offering = (about: string) => ({
  type: 'object',
  required: ['offeringId'],
  properties: {
    offeringId: text,
    offeringType: text,
    [about]: text,
    note: { ...text, nullable: true },
  },
});
const association = {
  type: 'object',
  required: ['state'],
  properties: {
    associationType: text,
    state: { type: 'string', enum: ['associated'] },
    remoteState: { ...text, writeOnly: true },
    ext: ref('Ext'),
    result: ref('Result'),
  },
};
const withOffering = (kind: string) => ({
  allOf: [
    ref(`${kind}OfferingAssociation`),
    { type: 'object', properties: { offering: ref(`${kind}Offering`) } },
  ],
});

/** A little specification of our own in the manner of v5, overlapping `oneOf` included. */
const bundle = {
  components: {
    schemas: {
      Ext: { type: 'object' },
      Consumer: { type: 'object', required: ['consumerKey'], properties: { consumerKey: text } },
      Result: { type: 'object', properties: { day: { type: 'string', format: 'date' } } },
      ProgramOffering: offering('program'),
      CourseOffering: offering('course'),
      ComponentOffering: offering('component'),
      ProgramOfferingAssociation: association,
      CourseOfferingAssociation: association,
      ComponentOfferingAssociation: association,
    },
    responses: {
      Missing: {
        content: {
          'application/problem+json': {
            schema: { required: ['title'], properties: { title: text } },
          },
        },
      },
    },
  },
  paths: {
    '/a/{id}': {
      get: {
        parameters: [{ name: 'expand', schema: { items: { enum: ['offering'] } } }],
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: { oneOf: ['Program', 'Course', 'Component'].map(withOffering) },
              },
            },
          },
          '404': { $ref: '#/components/responses/Missing' },
        },
      },
    },
  },
};

const contract = contractOf(bundle);
const good = {
  associationType: 'courseOfferingAssociation',
  state: 'associated',
  ext: { anything: 1 },
  result: { day: '2026-03-31', consumers: [{ consumerKey: 'nl-test-admin', final: false }] },
  offering: { offeringId: 'a', offeringType: 'course', course: 'b', note: null },
};
const wrongs = (body: unknown, status = 200, contentType = 'application/json') =>
  contract.check('/a/{id}', { status, contentType, body });

it('a good answer has nothing wrong with it, though the branches overlap', () => {
  expect(wrongs(good)).toEqual([]);
  expect(contract.expandable('/a/{id}')).toEqual(['offering']);
});

// biome-ignore format: a table is read in columns
const faults = [
  ['a field with a typing mistake',        { ...good, sate: 'associated' }],
  ['one deep inside',                      { ...good, result: { day: '2026-03-31', grade: '7' } }],
  ['a day that does not exist',            { ...good, result: { day: '2026-02-30' } }],
  ['a word outside a closed list',         { ...good, state: 'finished' }],
  ['a field that is only for writing',     { ...good, remoteState: 'associated' }],
  ['a required field left out',            { associationType: 'courseOfferingAssociation' }],
  ['the offering of another kind',         { ...good, offering: { offeringId: 'a', offeringType: 'component' } }],
  ['another kind of association',          { ...good, associationType: 'programOfferingAssociation' }],
  ['a consumer without its key',           { ...good, result: { consumers: [{ final: true }] } }],
] as const;

it.each(faults)('the check sees %s', (_what, body) => {
  expect(wrongs(body)).not.toEqual([]);
});

it('the check sees a wrong media type and a status that the specification does not name', () => {
  expect(wrongs({ title: 'Not found' }, 404, 'application/problem+json')).toEqual([]);
  expect(wrongs({ title: 'Not found' }, 404)).toEqual(['content-type is application/json']);
  expect(wrongs({}, 418)).toHaveLength(1);
});
