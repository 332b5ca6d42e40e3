import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { requestError } from './errors.js';
import { type Representations, representationsIn } from './representations.js';

/** What one operation may ask, checked with its variables before anything is read. */
export const limits = {
  depth: 12,
  aliases: 30,
  /** Fields at the top: each may be a learner, and so a pod. */
  rootFields: 10,
  /** Rows one list may ask. */
  pageSize: 250,
  /** Rows all lists together may ask. */
  rows: 1000,
  fields: 1000,
  /** Things a router may name: each may be of another learner. */
  entities: 100,
} as const;

interface Cost {
  aliases: number;
  fields: number;
  rows: number;
  entities: number;
}
interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What was sent, and defaults where nothing was. */
  readonly variables: ReadonlyMap<string, unknown>;
  readonly representations: Representations;
  readonly cost: Cost;
}

const tooMuch = () => requestError('COST_LIMIT');

const numberIn = (value: ValueNode | undefined): number | undefined =>
  value?.kind === Kind.INT ? Number(value.value) : undefined;

/** What kind of thing a field stands on; undefined where the schema does not say, as for schema questions. */
type Type = GraphQLNamedType | undefined;
const definitionOf = (type: Type, { name }: FieldNode) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;

const usualRows = (definition: ReturnType<typeof definitionOf>): unknown =>
  definition?.args.find(({ name }) => name === 'first')?.defaultValue;

/** Whoever says nothing gets the list’s own page size. A negative number asks nothing, and makes no room for others. */
function rowsOf(
  node: FieldNode,
  definition: ReturnType<typeof definitionOf>,
  variables: Walk['variables'],
): number {
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const said = value?.kind === Kind.VARIABLE ? variables.get(value.name.value) : numberIn(value);
  const isUnsent = value?.kind === Kind.VARIABLE && said === undefined;
  const rows = value === undefined || isUnsent ? usualRows(definition) : said;
  return typeof rows === 'number' ? Math.max(rows, 0) : 0;
}

function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Readonly<Record<string, unknown>>,
): Walk['variables'] {
  const defaults = variableDefinitions.map(
    ({ variable, defaultValue }) => [variable.name.value, numberIn(defaultValue)] as const,
  );
  return new Map<string, unknown>([...defaults, ...Object.entries(sent)]);
}

/** Introspection tells of the schema only, and GraphiQL's own question is deep; it costs all the same. */
const isOfSchema = ({ name }: FieldNode): boolean =>
  name.value === '__schema' || name.value === '__type';

/** Where in an operation: how deep, on what, and in how many rows of the lists around it. */
interface Place {
  readonly depth: number;
  readonly type: Type;
  readonly times: number;
}

const isOver = ({ rows, fields, aliases, entities }: Cost): boolean =>
  rows > limits.rows ||
  fields > limits.fields ||
  aliases > limits.aliases ||
  entities > limits.entities;

function field(walk: Walk, node: FieldNode, { depth, type, times }: Place): void {
  const { cost } = walk;
  const definition = definitionOf(type, node);
  const entities = walk.representations(node);
  const rows = rowsOf(node, definition, walk.variables) + entities;
  cost.fields += 1;
  cost.entities += entities;
  cost.rows += rows * times;
  if (node.alias !== undefined) cost.aliases += 1;
  if (depth > limits.depth || rows > limits.pageSize || isOver(cost)) throw tooMuch();
  if (node.selectionSet === undefined) return;
  selections(walk, node.selectionSet, {
    depth: isOfSchema(node) ? Number.NEGATIVE_INFINITY : depth + 1,
    type: definition && getNamedType(definition.type),
    times: times * Math.max(rows, 1),
  });
}

function selections(walk: Walk, { selections: nodes }: SelectionSetNode, place: Place): void {
  const on = (name: string | undefined): Place =>
    name === undefined ? place : { ...place, type: walk.schema.getType(name) };
  for (const node of nodes) {
    if (node.kind === Kind.FIELD) field(walk, node, place);
    else if (node.kind === Kind.INLINE_FRAGMENT) {
      selections(walk, node.selectionSet, on(node.typeCondition?.name.value));
    } else {
      const fragment = walk.fragments.get(node.name.value);
      if (fragment === undefined) continue;
      selections(walk, fragment.selectionSet, on(fragment.typeCondition.name.value));
    }
  }
}

/** Top-level fields, with those in fragments. */
function rootFields(walk: Walk, { selections: nodes }: SelectionSetNode): number {
  let count = 0;
  for (const node of nodes) {
    if (node.kind === Kind.FIELD) count += 1;
    else if (node.kind === Kind.INLINE_FRAGMENT) count += rootFields(walk, node.selectionSet);
    else {
      const fragment = walk.fragments.get(node.name.value);
      count += fragment === undefined ? 0 : rootFields(walk, fragment.selectionSet);
    }
    if (count > limits.rootFields) throw tooMuch();
  }
  return count;
}

/**
 * Counts what an operation asks; lists in lists multiply. The document is valid already, so fragments do not go round.
 * @throws GraphQLError `COST_LIMIT`.
 */
export function refuseTooMuch(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const cost = { aliases: 0, fields: 0, rows: 0, entities: 0 };
  const walk = {
    schema,
    fragments,
    variables: variablesOf(operation, variables),
    representations: representationsIn(operation, variables),
    cost,
  };
  rootFields(walk, operation.selectionSet);
  const type = schema.getRootType(operation.operation);
  selections(walk, operation.selectionSet, { depth: 1, type: type ?? undefined, times: 1 });
}
