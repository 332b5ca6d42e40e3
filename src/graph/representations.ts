import { type FieldNode, Kind, type OperationDefinitionNode } from 'graphql';

type Sent = Readonly<Record<string, unknown>>;

/** How many things a router names in this field; none in any other field. */
export type Representations = (field: FieldNode) => number;

/** Counts what a router names, sent or written in the document: one thing that stands where a list may is one. */
export function representationsIn(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Sent,
): Representations {
  const lengthOf = (name: string): number => {
    // A variable can have the name of what every object has.
    const sent = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (Array.isArray(sent)) return sent.length;
    if (sent !== undefined) return 1;
    const own = variableDefinitions.find(({ variable }) => variable.name.value === name);
    return own?.defaultValue?.kind === Kind.LIST ? own.defaultValue.values.length : 1;
  };
  return ({ name, arguments: args = [] }) => {
    if (name.value !== '_entities') return 0;
    const list = args.find((argument) => argument.name.value === 'representations')?.value;
    if (list?.kind === Kind.LIST) return list.values.length;
    return list?.kind === Kind.VARIABLE ? lengthOf(list.name.value) : 1;
  };
}
