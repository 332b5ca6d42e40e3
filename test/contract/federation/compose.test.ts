import { buildSubgraphSchema } from '@apollo/subgraph';
import { assertCompositionSuccess, composeServices } from '@theguild/federation-composition';
import { execute, type GraphQLSchema, isUnionType, parse } from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { graphSchema, printedSchema } from '../../../src/graph/index.js';

let schema: GraphQLSchema;
let sdl: string;
beforeAll(async () => {
  schema = await graphSchema();
  const { data } = await execute({ schema, document: parse('{ _service { sdl } }') });
  const told = z.record(z.string(), z.object({ sdl: z.string() })).parse(data);
  sdl = told['_service']?.sdl ?? '';
});

const federation = '@link(url: "https://specs.apollo.dev/federation/v2.3", import: ';
/** Somebody else's: says of a result which jobs ask for it. */
const jobs = `
  extend schema ${federation}["@key", "@shareable"])
  type Result @key(fields: "id") { id: ID! jobs(first: Int): JobList! }
  type JobList { nodes: [Job!]! pageInfo: PageInfo! }
  type Job { title: String! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type Query { job(id: ID!): Job }`;
/** Another one: adds to every record, whatever its type, and to a learner. */
const notes = `
  extend schema ${federation}["@key", "@interfaceObject"])
  type LearningRecord @key(fields: "id") @interfaceObject { id: ID! remarks: [String!]! }
  type LearnerView @key(fields: "id") { id: ID! appointments: [String!]! }
  type Query { remark: String }`;

const compose = (others: Readonly<Record<string, string>>) =>
  composeServices(
    Object.entries({ leerkluis: sdl, ...others }).map(([name, text]) => ({
      name,
      url: `https://${name}.example/graphql`,
      typeDefs: parse(text),
    })),
  );

const namesIn = (one: GraphQLSchema) => {
  const union = one.getType('_Entity');
  return isUnionType(union)
    ? union
        .getTypes()
        .map(({ name }) => name)
        .toSorted()
    : [];
};
/** Without what only a router reads. */
const bare = (text: string): string =>
  text
    .replace(/^extend schema[^\n]*\n[^\n]*\n/, '')
    .replaceAll(/ @(key\(fields: "id"\)|shareable)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

it('a router reads our part as a subgraph, and finds by key what _entities finds', () => {
  const subgraph = buildSubgraphSchema(parse(sdl));
  expect(namesIn(subgraph)).toEqual(namesIn(schema));
  expect(namesIn(schema)).toHaveLength(9);
});

it('composes with a service that adds to results, and with one that adds to every record', () => {
  const result = compose({ jobs, notes });
  expect(result.errors ?? []).toEqual([]);
  assertCompositionSuccess(result);
  const { supergraphSdl } = result;
  expect(supergraphSdl).toContain('type Job');
  expect(supergraphSdl).toMatch(/type Result implements[^{]*join__type\(graph: JOBS, key: "id"\)/);
  expect(supergraphSdl).toMatch(/remarks: \[String!\]! @join__field\(graph: NOTES\)/);
});

it('and what does not fit is seen: a field of ours that another one says it has too', () => {
  const taken = jobs.replace('jobs(first: Int): JobList!', 'title: String!');
  const { errors = [] } = compose({ jobs: taken });
  expect(errors.map(({ extensions }) => extensions['code'])).toContain('INVALID_FIELD_SHARING');
});

it('what a router is told is the contract, with keys and nothing else', async () => {
  expect(bare(sdl)).toBe(bare(await printedSchema()));
  expect(sdl).not.toBe(await printedSchema());
});
