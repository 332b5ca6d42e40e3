import {
  type ConstDirectiveNode,
  type DefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
} from 'graphql';

/** What a router asks by, and no person: `_service` for what we have, `_entities` for things by their key. */
const machinery: ReadonlySet<string> = new Set([
  '_service',
  '_entities',
  '_Service',
  '_Entity',
  '_Any',
]);

/** The contract as people write against it: without what is there for routers, which the federation itself describes. */
export function contractOf(schema: GraphQLSchema): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig();
  if (query == null) return schema;
  const { fields, ...named } = query.toConfig();
  const own = Object.entries(fields).filter(([name]) => !machinery.has(name));
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...named, fields: Object.fromEntries(own) }),
    types: types.filter((type) => type !== query && !machinery.has(type.name)),
  });
}

export const contractText = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(contractOf(schema)))}\n`;

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
`;

const directivesIn = (text: string): readonly ConstDirectiveNode[] => {
  const [definition] = parse(`type T ${text} { f: Int }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.directives ?? []) : [];
};
const key = directivesIn('@key(fields: "id")');
/** Relay's own, which others have too. */
const shareable = directivesIn('@shareable');

function marked(node: DefinitionNode, keyed: ReadonlySet<string>): DefinitionNode {
  const isType =
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (!isType) return node;
  if (node.name.value === 'PageInfo') return { ...node, directives: shareable };
  return keyed.has(node.name.value) ? { ...node, directives: key } : node;
}

/**
 * The contract for a router (Apollo Federation 2): what others can add fields to, by its id.
 * @param keyed names of the types that `_entities` finds.
 */
export function subgraphText(contract: string, keyed: ReadonlySet<string>): string {
  const { definitions } = parse(contract, { noLocation: true });
  const marks = definitions.map((node) => marked(node, keyed));
  return `${link}\n${print({ kind: Kind.DOCUMENT, definitions: marks })}\n`;
}
