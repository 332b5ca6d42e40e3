import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  type GraphQLField,
  getNamedType,
  getOperationAST,
  isInputObjectType,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { idsNamed } from '../../../src/graph/meter.js';

// biome-ignore format: a table is read in columns
const cases: readonly (readonly [string, string, number, Record<string, unknown>?])[] = [
  ['what names nobody',            '{ viewer { webId } myRecords { count } }', 0],
  ['a learner',                    '{ learner(id: "a") { id } }', 1],
  ['a record',                     '{ node(id: "a") { id } }', 1],
  ['names of the caller’s own',    '{ viewer: learner(id: "a") { id } learner: viewer { webId } }', 1],
  ['the same id three times',      '{ a: node(id: "a") { id } b: node(id: "a") { id } node(id: "a") { id } }', 3],
  ['what is skipped',              '{ node(id: "a") @skip(if: true) { id } }', 1],
  ['fragments, each time',         '{ ...A ...A ... { ...A } } fragment A on Query { learner(id: "a") { id } }', 3],
  ['a request for access',         'mutation { requestAccess(input: {}) { sent } }', 1],
  ['entities by their number',     '{ _entities(representations: [{}, {}, {}]) { __typename } }', 3],
  ['entities by a variable',       'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', 4, { r: [1, 2, 3, 4] }],
  ['entities twice',               'query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }', 4, { r: [1, 2] }],
  ['entities by a default',        'query ($r: [_Any!]! = [1, 2, 3]) { _entities(representations: $r) { __typename } }', 3],
  ['no entities',                  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', 0, { r: [] }],
  ['one where a list was meant',   'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', 1, { r: {} }],
];
it.each(
  cases.map(([what, text, count, variables = {}]) => [what, text, count, variables] as const),
)('counts %s', (_what, text, count, variables) => {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new TypeError('one is meant');
  expect(idsNamed(document, operation, variables)).toBe(count);
});

const schema = buildSchema(
  await readFile(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8'),
  { assumeValid: true },
);
/** Whether its question names a learner: somebody who may have let this asker in, or not, or not be there at all. */
const namesALearner = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.some(({ name, type }) => {
    const named = getNamedType(type);
    return name === 'learner' || (isInputObjectType(named) && 'learner' in named.getFields());
  });
const fields = [schema.getQueryType(), schema.getMutationType()]
  .flatMap((root) => Object.values(root?.getFields() ?? {}))
  .filter(namesALearner)
  .map(({ name }) => name);

it('counts whatever names a learner, in the whole contract', () => {
  expect(fields).toContain('recogniseResult');
  expect(fields.length).toBeGreaterThan(5);
  const uncounted = fields.filter((name) => {
    const document = parse(`{ ${name} }`);
    const operation = getOperationAST(document);
    return operation === null || operation === undefined || idsNamed(document, operation, {}) !== 1;
  });
  expect(uncounted).toEqual([]);
});
