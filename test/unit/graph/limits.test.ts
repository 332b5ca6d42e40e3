import { GraphQLError, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { expect, it } from 'vitest';
import { limits } from '../../../src/graph/index.js';
import { refuseTooMuch } from '../../../src/graph/limits.js';

/** The public code of the refusal; undefined when the question may be asked. */
function refused(text: string, variables: Readonly<Record<string, unknown>> = {}): unknown {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new TypeError('one operation is meant');
  try {
    refuseTooMuch(document, operation, variables);
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

type Question = readonly [string, string, Record<string, unknown>?];
const whole = ([what, text, variables = {}]: Question) => [what, text, variables] as const;

// biome-ignore format: a table is read in columns
const allowed: readonly Question[] = [
  ['the deepest question',          deep(limits.depth)],
  ['the longest page',              `{ myRecords(first: ${limits.pageSize}) { count } }`],
  ['a page by variable',            'query ($n: Int) { myRecords(first: $n) { count } }', { n: limits.pageSize }],
  ['a page by the default',         `query ($n: Int = ${limits.pageSize}) { myRecords(first: $n) { count } }`],
  ['the default, set aside',        'query ($n: Int = 1000000) { myRecords(first: $n) { count } }', { n: 10 }],
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
  expect(() => refuseTooMuch(document, operation, {})).toThrow(
    expect.objectContaining({ extensions: { code: 'COST_LIMIT', http: { status: 400 } } }),
  );
});
