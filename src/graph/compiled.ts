import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLScalarType,
  GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Operation } from './operation.js';

/** One valid operation, as it was sent. */
export interface Sent {
  readonly document: DocumentNode;
  readonly source: string;
  /** Stands for `source`: no two documents share one. */
  readonly queryHash: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}
type Query = (
  root: undefined,
  context: Operation | undefined,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult;

/** Compiling takes as long as some ten runs: an operation is worth it once it came back this often. */
export const worthwhile = 5;
/** Operations kept. Those that are asked least make room. */
const kept = 500;
/** Fields, with those of fragments as often as these are used, above which compiling would keep others waiting. */
const maxFields = 100;

const plainArguments = new Set<string>([
  Kind.VARIABLE,
  Kind.INT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
]);

/**
 * The compiler writes code, and puts what stands in a document into it: text between quotes must not get there, since
 * it is a stranger’s. It also differs from graphql-js on `@skip` and `@include`, on variables inside a value, on answers
 * under a name that every object has, and on errors in lists, which routers are given. Such operations are left to
 * graphql-js.
 */
function isPlain(document: DocumentNode): boolean {
  let plain = true;
  visit(document, {
    VariableDefinition: () => false,
    Directive: () => {
      plain = false;
    },
    Argument: ({ value }) => {
      plain &&= plainArguments.has(value.kind);
    },
    Field: ({ name, alias }) => {
      plain &&= !((alias ?? name).value in Object.prototype);
      plain &&= name.value === '__typename' || !name.value.startsWith('_');
    },
  });
  return plain;
}

/** How many fields an operation comes to. The document is valid, so fragments do not go round. */
function fieldsIn(document: DocumentNode): number {
  const fragments = new Map<string, SelectionSetNode>();
  let operation: SelectionSetNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
    if (node.kind === Kind.OPERATION_DEFINITION) operation = node.selectionSet;
  }
  const known = new Map<SelectionSetNode, number>();
  const count = (set: SelectionSetNode | undefined): number => {
    if (set === undefined) return 0;
    const before = known.get(set);
    if (before !== undefined) return before;
    const each = set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return count(fragments.get(node.name.value));
      return (node.kind === Kind.FIELD ? 1 : 0) + count(node.selectionSet);
    });
    const sum = each.reduce((total, fields) => total + fields, 0);
    known.set(set, sum);
    return sum;
  };
  return count(operation);
}

/** Several operations in one document are a rare thing, and left alone. */
const hasOneOperation = ({ definitions }: DocumentNode): boolean =>
  definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;

/** Takes a variable as it comes. Values are fitted to their types by graphql-js, before the compiled code sees them. */
const Fitted = new GraphQLScalarType({ name: 'Fitted__' });
const fitted = (definition: VariableDefinitionNode): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: definition.variable,
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: Fitted.name } },
});

/** Code for one operation of a valid document, or undefined where that is left to graphql-js. */
export function compilerFor(schema: GraphQLSchema) {
  const { types, ...config } = schema.toConfig();
  const compilable = new GraphQLSchema({ ...config, types: [...types, Fitted], assumeValid: true });
  return (source: string): Query | undefined => {
    // Parsed again, since the compiler writes notes into the document.
    const document = parse(source, { noLocation: true });
    const fits = hasOneOperation(document) && isPlain(document) && fieldsIn(document) <= maxFields;
    if (!fits) return undefined;
    const typed = visit(document, { VariableDefinition: fitted });
    const compiled = compileQuery(compilable, typed, undefined, {
      disablingCapturingStackErrors: true,
    });
    return isCompiledQuery(compiled) ? compiled.query : undefined;
  };
}

/** What compiled code throws before it waits for anything is some field’s error; graphql-js will find whose. */
async function resultOf(
  query: Query,
  context: Operation | undefined,
  values: Parameters<Query>[2],
) {
  try {
    return await query(undefined, context, values);
  } catch {
    return undefined;
  }
}

/**
 * Works operations out, each the way graphql-js does: queries that come back as code made for them, everything else by
 * graphql-js itself. An answer with errors is worked out again by graphql-js, so that errors are always its own; what
 * was read for the first is at hand.
 * @param compileAt which use of an operation compiles it.
 */
export function compiledExecutor(schema: GraphQLSchema, compileAt: number) {
  const compile = compilerFor(schema);
  const known = new LRUCache<string, { uses: number; query?: Query | undefined }>({ max: kept });

  function compiledFor(sent: Sent): Query | undefined {
    if (sent.operation.operation !== OperationTypeNode.QUERY) return undefined;
    const key = `${sent.queryHash} ${sent.operationName ?? ''}`;
    const entry = known.get(key) ?? { uses: 0 };
    entry.uses += 1;
    if (entry.uses === compileAt) entry.query = compile(sent.source);
    known.set(key, entry);
    return entry.query;
  }

  return async (sent: Sent, contextValue: Operation | undefined): Promise<ExecutionResult> => {
    const { document, operation, operationName, variables } = sent;
    const query = compiledFor(sent);
    if (query !== undefined) {
      const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      const result = values.coerced && (await resultOf(query, contextValue, values.coerced));
      if (result !== undefined && result.errors === undefined) return result;
    }
    return execute({ schema, document, contextValue, variableValues: variables, operationName });
  };
}
