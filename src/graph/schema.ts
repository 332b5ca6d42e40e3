import {
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isInterfaceType,
  isUnionType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildSchema } from 'type-graphql';
import { AccessPageResolver } from './access-page-resolver.js';
import { BlockResolver } from './block-resolver.js';
import { ConsentResolver } from './consent-resolver.js';
import { GuardianResolver } from './guardian-resolver.js';
import { LogResolver } from './log-resolver.js';
import { NodeType } from './node.js';
import { OwnResolver } from './own-resolver.js';
import { PaperResolver } from './paper-resolver.js';
import { ReadResolver } from './read-resolver.js';
import { objectTypes } from './records.js';
import { SyncResolver } from './sync-resolver.js';

type TypeResolver = GraphQLTypeResolver<unknown, unknown>;

/** A type that cannot be told is an error of its field, which GraphQL makes of it; thrown, it would end compiled code. */
const noThrow =
  (resolve: TypeResolver): TypeResolver =>
  (...args) => {
    try {
      return resolve(...args);
    } catch {
      return undefined;
    }
  };
/** What has an id says itself which type it is; at once, since compiled code does not wait for it. */
const ofNode: TypeResolver = (value) => (value instanceof NodeType ? value.typeName() : undefined);

function tellTypes(type: GraphQLNamedType): void {
  if (isInterfaceType(type)) type.resolveType = ofNode;
  else if (isUnionType(type) && type.resolveType) type.resolveType = noThrow(type.resolveType);
}

/** The contract as code. `schema/schema.graphql` is what it prints, and a check compares the two. */
export async function graphSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      ReadResolver,
      ConsentResolver,
      BlockResolver,
      GuardianResolver,
      PaperResolver,
      LogResolver,
      SyncResolver,
      OwnResolver,
      AccessPageResolver,
    ],
    orphanedTypes: Object.values(objectTypes),
    validate: false,
  });
  for (const type of Object.values(schema.getTypeMap())) tellTypes(type);
  return schema;
}

export const printedSchema = async (): Promise<string> =>
  `${printSchema(lexicographicSortSchema(await graphSchema()))}\n`;
