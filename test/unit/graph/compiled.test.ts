import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/base/index.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { compiledExecutor, compilerFor, type Sent } from '../../../src/graph/compiled.js';
import { Asker, type GraphServer, graphSchema, startGraph } from '../../../src/graph/index.js';
import { principalFromSession } from '../../../src/identity/index.js';
import { type MemoryHouse, openMemoryHouse } from '../../fixtures/memory-house.js';
import { webIdOf } from '../../fixtures/memory-names.js';
import { noor, page, samira } from '../../fixtures/people.js';
import { grant, result } from '../../fixtures/records.js';
import { nastyDocuments, nastySchema } from './nasty-schema.js';

const operationsFolder = join(projectRoot, 'schema/operations');

const firstIn = (document: DocumentNode): OperationDefinitionNode => {
  const found = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return found;
};
function sentAs(source: string, variables: Readonly<Record<string, unknown>>): Sent {
  const document = parse(source);
  const operation = firstIn(document);
  const operationName = operation.name?.value;
  return { document, source, queryHash: source, operation, operationName, variables };
}

const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const outcome = (answer: unknown) => JSON.stringify(answer);
const originals = (errors: readonly GraphQLError[] = []) =>
  errors.map(({ originalError, extensions }) => ({
    kind: originalError instanceof Fault ? originalError.kind : originalError?.name,
    extensions,
  }));

describe('over a schema with everything that can go wrong', () => {
  const schema: GraphQLSchema = nastySchema();
  const compile = compilerFor(schema);
  const run = compiledExecutor(schema, 1);

  it.each(nastyDocuments)('$what: the same answer as graphql-js', async ({ source, variables }) => {
    expect(validate(schema, parse(source)), 'a valid document').toEqual([]);
    const sent = sentAs(source, variables ?? {});
    const { document, variables: variableValues } = sent;
    const expected = await execute({ schema, document, variableValues });
    const given = await run(sent, undefined);
    expect(outcome(given)).toBe(outcome(expected));
    expect(originals(given.errors)).toEqual(originals(expected.errors));
  });

  it.each(nastyDocuments)('$what: compiled $compiled', ({ source, compiled }) => {
    expect(compile(source) !== undefined).toBe(compiled);
  });

  it('puts no text of a document into code', async () => {
    const magic = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const injected = `{ echo(text: "${magic}0);globalThis.injected=true;//") }`;
    expect(compile(injected)).toBeUndefined();
    const asDefault = `query Q($text: String = "${magic}0);globalThis.injected=true;//") { echo(text: $text) }`;
    await compile(asDefault)?.(undefined, undefined, { text: 'plain' });
    expect(Reflect.get(globalThis, 'injected')).toBeUndefined();
  });

  it('leaves alone what would take long to compile, and documents of several operations', () => {
    const fields = many(9, (n) => `f${n}: name`);
    const document = (count: number) =>
      `{ ${many(count, (n) => `d${n}: dog { ...F }`)} } fragment F on Dog { ${fields} }`;
    expect(compile(document(10))).toBeDefined();
    expect(compile(document(11))).toBeUndefined();
    expect(compile('query A { dog { name } } query B { dog { name } }')).toBeUndefined();
  });

  it('never compiles a mutation', async () => {
    let runs = 0;
    const counting = nastySchema(() => {
      runs += 1;
    });
    await compiledExecutor(counting, 1)(sentAs('mutation { count fails }', {}), undefined);
    expect(runs).toBe(1);
  });
});

describe('over our own schema', () => {
  let memory: MemoryHouse;
  let graphs: readonly GraphServer[];
  const asker = new Asker(
    principalFromSession({ webId: noor, clientId: page }),
    'CAREER_GUIDANCE',
    undefined,
    ['nl'],
  );
  const learner = webIdOf({ id: samira });

  beforeAll(async () => {
    memory = await openMemoryHouse();
    const open = { house: memory.house, openSchema: true, onFault: () => undefined };
    graphs = [
      await startGraph({ ...open, compileAt: 1 }),
      await startGraph({ ...open, compileAt: Number.POSITIVE_INFINITY }),
    ];
  });
  afterAll(async () => {
    for (const graph of graphs) await graph.stop();
    await memory.stop();
  });

  async function answers(query: string, variables: Record<string, unknown>): Promise<string[]> {
    const operationName = firstIn(parse(query)).name?.value;
    const request = { query, variables, ...(operationName !== undefined && { operationName }) };
    const all: string[] = [];
    for (const graph of graphs) {
      memory.holds([{ id: samira, grants: [grant()], records: [result()] }]);
      const { body, http } = await graph.executeOperation(request, { contextValue: asker });
      if (body.kind !== 'single') throw new TypeError('an answer comes in one piece');
      all.push(JSON.stringify([http.status, body.singleResult, memory.released, memory.refused]));
    }
    return all;
  }

  const input = { learner, purpose: 'CAREER_GUIDANCE', items: [], reason: 'Samen kijken.' };
  const variablesFor = [
    {},
    { learner, id: learner },
    { learner, first: 1, orderBy: { field: 'TITLE', direction: 'DESC' } },
    { learner, filter: { recordTypes: ['RESULT'], issuedFrom: '2026-01-01' } },
    { learner, filter: { pass: ['PASSED'] } },
    { learner, first: 0 },
    { learner, first: null },
    { learner, first: 'veel', orderBy: { field: 'NIETS' } },
    { learner: 'https://elders.example/nobody#me', id: 'x', institution: 'x' },
    { input, id: 'x' },
  ];

  it('answers every operation of the contract as graphql-js does, with the same log', async () => {
    const files = await readdir(operationsFolder);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const query = await readFile(join(operationsFolder, file), 'utf8');
      for (const variables of variablesFor) {
        const [compiled, interpreted] = await answers(query, variables);
        expect(compiled, `${file} ${JSON.stringify(variables)}`).toBe(interpreted);
      }
    }
  });

  it('compiles every query of the contract', async () => {
    const compile = compilerFor(await graphSchema());
    const files = await readdir(operationsFolder);
    const texts = await Promise.all(
      files.map((file) => readFile(join(operationsFolder, file), 'utf8')),
    );
    const queries = texts.filter(
      (text) => firstIn(parse(text)).operation === OperationTypeNode.QUERY,
    );
    const interpreted = queries.filter((query) => compile(query) === undefined);
    expect(interpreted).toEqual([]);
  });

  it('answers two reads of one learner in one question, under other names', async () => {
    const query = `query Two($learner: ID!) {
      a: learner(id: $learner) { records { nodes { id ...Part } } }
      b: learner(id: $learner) { person { name { __typename } } view { version } }
    }
    fragment Part on LearningRecord { __typename credits { ... on Credits { earned } ... on NotShared { code } } }`;
    const [compiled, interpreted] = await answers(query, { learner });
    expect(compiled).toBe(interpreted);
    expect(compiled).toContain('"earned":true');
  });
});
