import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { requestError } from './errors.js';

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
} as const;

interface Cost {
  aliases: number;
  fields: number;
  rows: number;
}
interface Walk {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What was sent, and defaults where nothing was. */
  readonly variables: ReadonlyMap<string, unknown>;
  readonly cost: Cost;
}

const tooMuch = () => requestError('COST_LIMIT');

const numberIn = (value: ValueNode | undefined): number | undefined =>
  value?.kind === Kind.INT ? Number(value.value) : undefined;

/** A negative number asks nothing, and makes no room for others. */
function rowsOf({ arguments: args = [] }: FieldNode, variables: Walk['variables']): number {
  const first = args.find(({ name }) => name.value === 'first')?.value;
  const asked = first?.kind === Kind.VARIABLE ? variables.get(first.name.value) : numberIn(first);
  return typeof asked === 'number' ? Math.max(asked, 0) : 0;
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

function field(walk: Walk, node: FieldNode, depth: number): void {
  const { cost } = walk;
  const rows = rowsOf(node, walk.variables);
  cost.fields += 1;
  cost.rows += rows;
  if (node.alias !== undefined) cost.aliases += 1;
  const over =
    depth > limits.depth ||
    rows > limits.pageSize ||
    cost.rows > limits.rows ||
    cost.fields > limits.fields ||
    cost.aliases > limits.aliases;
  if (over) throw tooMuch();
  const below = isOfSchema(node) ? Number.NEGATIVE_INFINITY : depth + 1;
  if (node.selectionSet !== undefined) selections(walk, node.selectionSet, below);
}

function selections(walk: Walk, { selections: nodes }: SelectionSetNode, depth: number): void {
  for (const node of nodes) {
    if (node.kind === Kind.FIELD) field(walk, node, depth);
    else if (node.kind === Kind.INLINE_FRAGMENT) selections(walk, node.selectionSet, depth);
    else {
      const fragment = walk.fragments.get(node.name.value);
      if (fragment !== undefined) selections(walk, fragment.selectionSet, depth);
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
 * Counts what an operation asks. The document is valid already, so fragments do not go round.
 * @throws GraphQLError `COST_LIMIT`.
 */
export function refuseTooMuch(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const cost = { aliases: 0, fields: 0, rows: 0 };
  const walk = { fragments, variables: variablesOf(operation, variables), cost };
  rootFields(walk, operation.selectionSet);
  selections(walk, operation.selectionSet, 1);
}
