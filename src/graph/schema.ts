import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { ConsentResolver } from './consent-resolver.js';
import { ReadResolver } from './read-resolver.js';
import { objectTypes } from './records.js';
import { SyncResolver } from './sync-resolver.js';

/** The contract as code. `schema/schema.graphql` is what it prints, and a check compares the two. */
export const graphSchema = (): Promise<GraphQLSchema> =>
  buildSchema({
    resolvers: [ReadResolver, ConsentResolver, SyncResolver],
    orphanedTypes: Object.values(objectTypes),
    validate: false,
  });

export const printedSchema = async (): Promise<string> =>
  `${printSchema(lexicographicSortSchema(await graphSchema()))}\n`;
