import { ApolloServer } from '@apollo/server';
import { beforeAll, expect, it } from 'vitest';
import { formatError } from '../../../src/graph/errors.js';
import { errorCodes, graphSchema } from '../../../src/graph/index.js';

/** The server's own messages, with our schema and nothing behind it: these questions never get as far as a resolver. */
let server: ApolloServer;
const heard: unknown[] = [];
beforeAll(async () => {
  server = new ApolloServer({
    schema: await graphSchema(),
    formatError: formatError((error) => heard.push(error)),
    parseOptions: { maxTokens: 2000 },
    stopOnTerminationSignals: false,
  });
});

async function told(query: string, variables: Record<string, unknown> = {}) {
  const { body } = await server.executeOperation({ query, variables });
  if (body.kind !== 'single') throw new TypeError('one answer is meant');
  const [error] = body.singleResult.errors ?? [];
  return { code: error?.extensions?.['code'], message: error?.message ?? '' };
}

const secret = 'Samira8komma2';
const asks = 'mutation A($input: RequestAccessInput!) { requestAccess(input: $input) { sent } }';
const reads = 'query R($learner: ID!) { learner(id: $learner) { id } }';

// biome-ignore format: a table is read in columns
const questions: readonly (readonly [string, string, Record<string, unknown>?])[] = [
  ['a document that is no GraphQL',      `{ learner(id: "x") { id } } ${secret}`],
  ['a text that never ends',             `{ learner(id: "${secret}`],
  ['a literal that is no number',        `{ myRecords(first: "${secret}") { count } }`],
  ['a literal that is in no enum',       `{ myRecords(orderBy: { field: ${secret} }) { count } }`],
  ['a literal that is no date',          `{ myRecords(filter: { issuedFrom: "${secret}" }) { count } }`],
  ['a variable that is no object',       asks, { input: secret }],
  ['a variable with a wrong enum in it', asks, { input: { purpose: secret } }],
  ['a variable with an unknown key',     asks, { input: { [secret]: true } }],
  ['a variable with a wrong date in it', 'query R($filter: RecordFilter) { myRecords(filter: $filter) { count } }', { filter: { issuedFrom: secret } }],
  ['a variable that is a list',          reads, { learner: [secret, { [secret]: secret }] }],
];
it.each(questions.map(([what, query, variables = {}]) => [what, query, variables] as const))(
  '%s is BAD_INPUT, and its value is not repeated',
  async (_what, query, variables) => {
    const { code, message } = await told(query, variables);
    expect(code).toBe('BAD_INPUT');
    expect(message).not.toContain(secret);
    expect(message.length).toBeGreaterThan(10);
  },
);

// biome-ignore format: a table is read in columns
const helpful: readonly (readonly [string, string, Record<string, unknown>, string])[] = [
  ['which variable is missing',  reads, {}, 'Variable "$learner" does not fit its type.'],
  ['where in a variable',        asks, { input: { learner: 'x', purpose: 'NONE' } }, 'Variable "$input" does not fit its type at "input.purpose".'],
  ['what a variable lacks',      asks, { input: { learner: 'x', purpose: 'ADMISSION', items: [{}], reason: '', until: '2030-01-01T00:00:00Z' } }, 'Variable "$input" does not fit its type at "input.items[0]": "facets" is missing.'],
  ['which field there is not',   '{ viewer { shoeSize } }', {}, 'Cannot query field "shoeSize" on type "Viewer".'],
];
it.each(helpful)('still says %s', async (_what, query, variables, message) => {
  expect(await told(query, variables)).toEqual({ code: 'BAD_INPUT', message });
});

it('null for an argument that has a default is the asker’s mistake, not ours', async () => {
  heard.length = 0;
  const query = 'query M($first: Int) { myRecords(first: $first) { count } }';
  expect(await told(query, { first: null })).toMatchObject({ code: 'BAD_INPUT' });
  expect(heard).toEqual([]);
});

// biome-ignore format: a table is read in columns
const tooBig: readonly (readonly [string, string])[] = [
  ['more words than are read',       `{ ${'viewer { webId } '.repeat(600)} }`],
  ['a schema question without end',  `{ __schema { types ${'{ fields { type '.repeat(8)} { name } ${'} }'.repeat(8)} } }`],
];
it.each(tooBig)('%s is COST_LIMIT', async (_what, query) => {
  expect(await told(query)).toEqual({ code: 'COST_LIMIT', message: errorCodes.COST_LIMIT });
});
