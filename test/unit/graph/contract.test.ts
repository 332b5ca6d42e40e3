import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/embedded/index.js';
import { graphSchema, printedSchema } from '../../../src/graph/index.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await graphSchema();
});

type Described = readonly [string, string | null | undefined];

function membersOf(type: GraphQLNamedType): readonly Described[] {
  if (isEnumType(type)) return [];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return fields.map((field) => [`${type.name}.${field.name}`, field.description]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field): Described[] => [
    [`${type.name}.${field.name}`, field.description],
    ...field.args.map(
      (arg): Described => [`${type.name}.${field.name}(${arg.name})`, arg.description],
    ),
  ]);
}

describe('the contract', () => {
  it('stands in schema/schema.graphql as the code prints it', async () => {
    const committed = await readFile(join(projectRoot, 'schema/schema.graphql'), 'utf8');
    expect(committed).toBe(await printedSchema());
  });

  it('says of every type, field, argument and input field what it is', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) =>
        !isIntrospectionType(type) &&
        !isSpecifiedScalarType(type) &&
        !['Query', 'Mutation', 'Subscription'].includes(type.name),
    );
    const roots = [
      schema.getQueryType(),
      schema.getMutationType(),
      schema.getSubscriptionType(),
    ].flatMap((type) => type ?? []);
    const said = [
      ...own.map((type): Described => [type.name, type.description]),
      ...[...own, ...roots].flatMap(membersOf),
    ];
    expect(said.length).toBeGreaterThan(250);
    const silent = said.filter(([, text]) => (text ?? '').trim() === '').map(([name]) => name);
    expect(silent).toEqual([]);
  });
});

describe('each file in schema/operations', async () => {
  const folder = join(projectRoot, 'schema/operations');
  const files = await readdir(folder);
  const named = files.map((file) => [file.replace(/\.graphql$/, ''), file] as const);

  it('is there', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !file.endsWith('.graphql'))).toEqual([]);
  });

  it.each(named)('%s is one valid operation of that name, whole in itself', async (name, file) => {
    const document = parse(await readFile(join(folder, file), 'utf8'));
    expect(validate(schema, document)).toEqual([]);
    const operations = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
    );
    expect(operations).toEqual([name]);
    const others = document.definitions.filter(({ kind }) => kind !== Kind.OPERATION_DEFINITION);
    expect(others.every(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)).toBe(true);
  });

  it.each(named)('%s says above it what it is for', async (_name, file) => {
    expect(await readFile(join(folder, file), 'utf8')).toMatch(/^# [A-Z].{10,}\.\n/);
  });
});
