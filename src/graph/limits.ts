import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { graphError } from './errors.js';

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
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: Cost;
}

const tooMuch = () => graphError('COST_LIMIT');

function rowsOf({ arguments: args = [] }: FieldNode, variables: Walk['variables']): number {
  const first = args.find(({ name }) => name.value === 'first')?.value;
  if (first === undefined) return 0;
  const given = first.kind === Kind.VARIABLE ? variables[first.name.value] : undefined;
  const asked = first.kind === Kind.INT ? Number(first.value) : given;
  return typeof asked === 'number' ? asked : 0;
}

function field(walk: Walk, node: FieldNode, depth: number): void {
  // Introspection tells of the schema only, and GraphiQL's own question is deep.
  if (node.name.value.startsWith('__')) return;
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
  if (node.selectionSet !== undefined) selections(walk, node.selectionSet, depth + 1);
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
  const walk = { fragments, variables, cost: { aliases: 0, fields: 0, rows: 0 } };
  rootFields(walk, operation.selectionSet);
  selections(walk, operation.selectionSet, 1);
}
