import { buildSchema, GraphQLError, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/graph/index.js';
import { refuseTooMuch } from '../../../src/graph/limits.js';
import { graphSchema } from '../../../src/graph/schema.js';

const schema = await graphSchema();

/** The public code of the refusal; undefined when the question may be asked. */
function refused(
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
  on = schema,
): unknown {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new TypeError('one operation is meant');
  try {
    refuseTooMuch(on, document, operation, variables);
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions['code'];
    throw error;
  }
}

const times = (count: number, each: (n: number) => string): string =>
  Array.from({ length: count }, (_none, n) => each(n)).join(' ');
const deep = (levels: number): string => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
const lists = (count: number, first: string): string =>
  times(count, (n) => `a${n}: learner(id: "x") { records(first: ${first}) { count } }`);

const things = (count: number) => Array.from({ length: count }, () => ({ __typename: 'Result' }));

type Question = readonly [string, string, Record<string, unknown>?];
const whole = ([what, text, variables = {}]: Question) => [what, text, variables] as const;

// biome-ignore format: a table is read in columns
const allowed: readonly Question[] = [
  ['the deepest question',          deep(limits.depth)],
  ['the longest page',              `{ myRecords(first: ${limits.pageSize}) { count } }`],
  ['a page by variable',            'query ($n: Int) { myRecords(first: $n) { count } }', { n: limits.pageSize }],
  ['a page by the default',         `query ($n: Int = ${limits.pageSize}) { myRecords(first: $n) { count } }`],
  ['the default, set aside',        'query ($n: Int = 1000000) { myRecords(first: $n) { count } }', { n: 10 }],
  ['as many things by a router',    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: things(limits.entities) }],
  ['every row there is',            `{ ${lists(4, '250')} }`],
  ['as many aliases as may be',     `{ viewer { ${times(limits.aliases, (n) => `a${n}: webId`)} } }`],
  ['as many fields at the top',     `{ ${times(limits.rootFields, () => 'viewer { webId }')} }`],
  ['GraphiQL’s deep schema question', `{ __schema { types ${deep(30)} } }`],
  ['the explorer’s own schema question', getIntrospectionQuery()],
  ['inline fragments, not deeper',  `{ viewer { ${'... { '.repeat(40)} webId ${'}'.repeat(40)} } }`],
];
it.each(allowed.map(whole))('lets pass: %s', (_what, text, variables) => {
  expect(refused(text, variables)).toBeUndefined();
});

const spreads = (at: string, leaf: string): string =>
  `fragment F0 on T { ${leaf} } ${times(at === 'top' ? 8 : 40, (n) => `fragment F${n + 1} on T { ...F${n} ...F${n} }`)}`;

// biome-ignore format: a table is read in columns
const refusedOnes: readonly Question[] = [
  ['one level too deep',                 deep(limits.depth + 1)],
  ['one level too deep by a fragment',   `{ viewer { ...F } } fragment F on Viewer ${deep(limits.depth)}`],
  ['a page too long',                    `{ myRecords(first: ${limits.pageSize + 1}) { count } }`],
  ['a million by literal',               '{ myRecords(first: 1000000) { count } }'],
  ['a million by variable',              'query ($n: Int) { myRecords(first: $n) { count } }', { n: 1_000_000 }],
  ['a million by default',               'query ($n: Int = 1000000) { myRecords(first: $n) { count } }'],
  ['a million in a fragment',            '{ ...F } fragment F on Query { myRecords(first: 1000000) { count } }'],
  ['a million by a variable in a fragment', 'query ($n: Int = 1000000) { ...F } fragment F on Query { myRecords(first: $n) { count } }'],
  ['a default behind an odd name',       'query ($constructor: Int = 1000000) { myRecords(first: $constructor) { count } }'],
  ['many long pages',                    `{ ${lists(5, '250')} }`],
  ['many long pages by default',         `query ($n: Int = 250) { ${lists(5, '$n')} }`],
  ['long pages with a negative one first', `{ z: myRecords(first: -100000) { count } ${lists(5, '250')} }`],
  ['one thing too many by a router',     'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: things(limits.entities + 1) }],
  ['one too many, behind an odd name',   `query ($constructor: [_Any!]! = [${times(limits.entities + 1, () => '{}')}]) { _entities(representations: $constructor) { __typename } }`],
  ['one too many in two lists',          'query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }', { r: things(limits.entities / 2 + 1) }],
  ['a full page of each thing',          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on LearnerView { records(first: 250) { count } } } }', { r: things(5) }],
  ['a thousand aliases of learner',      `{ ${times(1000, (n) => `a${n}: learner(id: "g${n}") { id }`)} }`],
  ['an alias too many',                  `{ viewer { ${times(limits.aliases + 1, (n) => `a${n}: webId`)} } }`],
  ['an alias too many over fragments',   `{ viewer { ${times(2, () => '...F')} } } fragment F on Viewer { ${times(16, (n) => `a${n}: webId`)} }`],
  ['a field too many at the top',        `{ ${times(limits.rootFields + 1, () => 'viewer { webId }')} }`],
  ['fields at the top in fragments',     `{ ...F8 } ${spreads('top', 'viewer { webId }')}`],
  ['a fragment that doubles forty times', `{ viewer { ...F40 } } ${spreads('deep', 'webId')}`],
  ['an alias too many under __schema',   `{ __schema { types { ${times(limits.aliases + 1, (n) => `a${n}: name`)} } } }`],
  ['the same with __typename only',      `{ viewer { ...F40 } } ${spreads('deep', '__typename')}`],
];
it.each(refusedOnes.map(whole))('refuses: %s', (_what, text, variables) => {
  expect(refused(text, variables)).toBe('COST_LIMIT');
});

it('refuses as a bad request, not as a fault of ours that is worth another try', () => {
  const document = parse('{ myRecords(first: 1000000) { count } }');
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new TypeError('one operation is meant');
  expect(() => refuseTooMuch(schema, document, operation, {})).toThrow(
    expect.objectContaining({ extensions: { code: 'COST_LIMIT', http: { status: 400 } } }),
  );
});

describe('lists', () => {
  /** Lists in lists, which the contract may come to have. */
  const shelves = buildSchema(`
    type Query { shelves(first: Int! = 50): Shelves }
    type Shelves { nodes: [Shelf] }
    interface Named { name: String }
    type Shelf implements Named { name: String, books(first: Int! = 19): Books }
    type Books { nodes: [String], count: Int }
  `);
  // biome-ignore format: a table is read in columns
  const asked: readonly (readonly [string, string, string | undefined, Record<string, unknown>?])[] = [
    ['fifty rows with nineteen in each, unsaid',        '{ shelves { nodes { books { count } } } }', undefined],
    ['one more than that',                  '{ shelves { nodes { books(first: 20) { count } } } }', 'COST_LIMIT'],
    ['the same, the outer list by variable', 'query ($n: Int!) { shelves(first: $n) { nodes { books { count } } } }', 'COST_LIMIT', { n: 51 }],
    ['and where the variable was not sent', 'query ($n: Int!) { shelves(first: $n) { nodes { books(first: 21) { count } } } }', 'COST_LIMIT'],
    ['in a fragment on what it is',         '{ shelves { nodes { ...F } } } fragment F on Shelf { books(first: 21) { count } }', 'COST_LIMIT'],
    ['in an inline fragment twice over',    '{ shelves { nodes { ... on Named { ... on Shelf { books(first: 21) { count } } } } } }', 'COST_LIMIT'],
    ['few rows of many',                    '{ shelves(first: 3) { nodes { books(first: 250) { count } } } }', undefined],
    ['a page of none with many in it',      '{ shelves(first: 0) { nodes { books(first: 250) { count } } } }', undefined],
    ['six lists side by side, unsaid',      `{ ${times(6, (n) => `a${n}: shelves { nodes { name } }`)} }`, undefined],
    ['two of them with lists inside',       `{ ${times(2, (n) => `a${n}: shelves { nodes { books { count } } }`)} }`, 'COST_LIMIT'],
  ];
  it.each(
    asked.map(([what, text, code, variables = {}]) => [what, text, code, variables] as const),
  )('count the rows they may come to: %s', (_what, text, code, variables) => {
    expect(refused(text, variables, shelves)).toBe(code);
  });
});
