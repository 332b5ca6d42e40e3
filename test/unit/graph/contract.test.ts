import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildSchema,
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

const raise = (name: string): never => {
  throw new Error(`no ${name} in the contract`);
};

const isWhole = (reason: string): boolean =>
  /^Use .+\. Not before \d{4}-\d{2}-\d{2}\.$/.test(reason);

/** What is deprecated without saying what to use instead, and the date before which it will not go. */
function undated(of: GraphQLSchema): readonly string[] {
  const notes = Object.values(of.getTypeMap()).flatMap((type): Described[] => {
    if (isIntrospectionType(type)) return [];
    if (isEnumType(type)) {
      return type.getValues().map((one) => [`${type.name}.${one.name}`, one.deprecationReason]);
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return fields.map((one) => [`${type.name}.${one.name}`, one.deprecationReason]);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((one): Described[] => [
      [`${type.name}.${one.name}`, one.deprecationReason],
      ...one.args.map(
        (arg): Described => [`${type.name}.${one.name}(${arg.name})`, arg.deprecationReason],
      ),
    ]);
  });
  return notes.flatMap(([name, reason]) =>
    typeof reason === 'string' && !isWhole(reason) ? [name] : [],
  );
}

const going = (reason: string) =>
  buildSchema(`type Query { a: Int @deprecated(reason: "${reason}") }`);

describe('the contract', () => {
  it('stands in schema/schema.graphql as the code prints it', async () => {
    const committed = await readFile(join(projectRoot, 'schema/schema.graphql'), 'utf8');
    expect(committed).toBe(await printedSchema());
  });

  it('J6.6: says of every type, field, argument and input field what it is', () => {
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

  it.each([
    ['Result', ['association', 'result']],
    ['Enrolment', ['association']],
    ['LearningRecord.title', ['course', 'programme', 'offering']],
    ['LearningRecord.description', ['description']],
    ['LearningRecord.kind', ['associationType']],
    ['LearningRecord.institution', ['organization']],
    ['LearningRecord.issuedOn', ['resultDate']],
    ['LearningRecord.period', ['academicSession', 'offering']],
    ['LearningRecord.level', ['level', 'levelOfQualification']],
    ['LearningRecord.assessment', ['result']],
    ['LearningRecord.credits', ['studyLoad']],
    ['LearningRecord.feedback', ['result.comment']],
    ['LearningRecord.identifiers', ['associationId', 'primaryCode']],
    ['Assessment.grade', ['result.score']],
    ['Assessment.pass', ['result.pass']],
    ['Assessment.state', ['result.state']],
    ['Assessment.scale', ['resultValueType']],
    ['Assessment.attempt', ['nl-test-admin']],
    ['StudyLoad.unit', ['studyLoadUnit']],
    ['Enrolment.enrolmentState', ['association.state']],
  ])('J6.6: %s is found by the words of OEAPI: %j', (name, words) => {
    const [type = '', field] = name.split('.');
    const found = schema.getType(type);
    const member = membersOf(found ?? raise(type)).find(([one]) => one === name);
    const text = field === undefined ? found?.description : member?.[1];
    const standard = /OEAPI: |nl-test-admin/.exec(text ?? '');
    expect([name, text, standard !== null]).toEqual([name, text, true]);
    for (const word of words) expect(text).toContain(word);
  });

  it('J6.6: names of what is to go say what to use instead, and until which date they stay', () => {
    expect(undated(schema)).toEqual([]);
    expect(undated(going('Use grants. Not before 2027-09-01.'))).toEqual([]);
    expect(undated(going('Use grants.'))).toEqual(['Query.a']);
    expect(undated(going('Not before 2027-09-01.'))).toEqual(['Query.a']);
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
