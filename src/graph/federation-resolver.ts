import {
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  valueFromASTUntyped,
} from 'graphql';
import { Arg, Ctx, createUnionType, Info, ObjectType, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { recordById } from './entities.js';
import { graphError } from './errors.js';
import { contractText, subgraphText } from './federation.js';
import { recordObjectTypes } from './graph-record.js';
import { LearnerViewType, viewOfAccess } from './learner.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { typeNames } from './records.js';

/** What a router names a thing by: read when it is looked up. */
export const AnyScalar = new GraphQLScalarType({
  name: '_Any',
  description: 'A thing by its type and its id, as a router sends it.',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
const EntityUnion = createUnionType({
  name: '_Entity',
  description: 'What a router can find by its id.',
  types: () => [LearnerViewType, ...recordObjectTypes] as const,
});

@ObjectType('_Service', { description: 'What a router has to know of this service.' })
class ServiceType {
  @Plain(() => String, { nullable: true, description: 'The contract, with what has a key.' })
  readonly sdl?: string;
}

const anyRecord = 'LearningRecord';
const view = 'LearnerView';
const keyed: ReadonlySet<string> = new Set([view, anyRecord, ...typeNames]);

const texts = new WeakMap<GraphQLSchema, string>();
function textOf(schema: GraphQLSchema): string {
  const text = texts.get(schema) ?? subgraphText(contractText(schema), keyed);
  texts.set(schema, text);
  return text;
}

const Reference = z.object({ __typename: z.enum([view, anyRecord, ...typeNames]), id: z.string() });

async function find(operation: Operation, sent: unknown) {
  const { success, data } = Reference.safeParse(sent);
  if (!success) throw graphError('BAD_INPUT', 'A thing is named by its type and its id.');
  const { __typename: type, id } = data;
  if (type === view) return viewOfAccess(operation, await operation.access(id));
  return recordById(operation, id, type === anyRecord ? undefined : type);
}

/** For routers: others add to what we have, and a router asks us for ours by the same ids, under the same rules. */
@Resolver()
export class FederationResolver {
  @Query(() => ServiceType, { description: 'For routers.' })
  _service(@Info() { schema }: GraphQLResolveInfo): ServiceType {
    return { sdl: textOf(schema) };
  }

  /** Each by itself: one that shows nothing is null in its place, with the error it has as a node. */
  @Query(() => [EntityUnion], { nullable: 'items', description: 'For routers.' })
  async _entities(
    @Ctx() operation: Operation,
    @Arg('representations', () => [AnyScalar], { description: 'What to find.' })
    representations: readonly unknown[],
  ) {
    const found = await Promise.allSettled(representations.map((one) => find(operation, one)));
    // An error in its place is that thing's own.
    return found.map((one): unknown => (one.status === 'fulfilled' ? one.value : one.reason));
  }
}
