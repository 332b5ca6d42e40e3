import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { build } from 'esbuild';
import { z } from 'zod';
import { projectRoot } from '../src/embedded/index.js';
import { learnerWebId, operationText } from './in-memory.js';
import { sessionToken } from './served-ours.js';
import { median, print, ratio } from './table.js';

const kinds = ['yoga', 'ours', 'ours-interpreted', 'plain', 'express'] as const;
type Kind = (typeof kinds)[number];
const titles: Readonly<Record<Kind, string>> = {
  plain: 'node:http, the same bytes',
  express: 'express + json, the same bytes',
  yoga: 'GraphQL Yoga on node:http',
  'ours-interpreted': 'ours, all limits, nothing compiled',
  ours: 'ours, all limits',
};

interface Served {
  readonly kind: Kind;
  readonly port: number;
  /** Microseconds of processor time since its start. */
  readonly cpu: () => Promise<number>;
  readonly child: ChildProcess;
}
const Port = z.object({ port: z.number() });
const Cpu = z.object({ cpu: z.object({ user: z.number(), system: z.number() }) });
async function told(child: ChildProcess): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message');
  return message;
}

async function start(program: string, args: readonly [Kind, ...string[]]): Promise<Served> {
  const child = fork(program, [...args], { execArgv: [] });
  const { port } = Port.parse(await told(child));
  return {
    kind: args[0],
    port,
    child,
    async cpu() {
      child.send('cpu');
      const { cpu } = Cpu.parse(await told(child));
      return cpu.user + cpu.system;
    },
  };
}

interface Question {
  readonly operation: string;
  readonly records: number;
  readonly variables: object;
}
const headers = {
  'content-type': 'application/json',
  accept: 'application/json',
  host: '127.0.0.1:4000',
  cookie: `leerkluis=${sessionToken}`,
  'x-csrf': '1',
  'apollo-require-preflight': '1',
  'x-purpose': 'CAREER_GUIDANCE',
  'accept-language': 'nl',
};

/** `fetch` would not send the host we name. */
const post = (port: number, body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers };
    const asking = request(to, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    asking.on('error', reject);
    asking.end(body);
  });

/** Processor time of the server per request, in microseconds. */
async function cost({ port, cpu, kind }: Served, body: string, amount: number): Promise<number> {
  const before = await cpu();
  const url = `http://127.0.0.1:${port}/graphql`;
  const { requests, non2xx, errors } = await autocannon({
    url,
    method: 'POST',
    headers,
    body,
    connections: 16,
    timeout: 120,
    amount,
  });
  if (non2xx + errors > 0) throw new Error(`${kind} did not answer all requests`);
  return ((await cpu()) - before) / requests.total;
}

async function serversFor(program: string, records: string, body: string): Promise<Served[]> {
  const first = await start(program, ['yoga', records]);
  const bytes = Buffer.from(await post(first.port, body)).toString('base64url');
  const others = kinds.slice(1).map((kind) => start(program, [kind, records, bytes]));
  return [first, ...(await Promise.all(others))];
}

const rounds = 9;

async function compare(program: string, { operation, records, variables }: Question) {
  const query = await operationText(operation);
  const body = JSON.stringify({ query, operationName: operation, variables });
  const all = await serversFor(program, String(records), body);
  const answers = new Set<string>();
  for (const { kind, port } of all) {
    if (kind === 'ours' || kind === 'yoga') answers.add((await post(port, body)).trim());
  }
  const costs = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  const amount = records > 1 ? 60 : 240;
  for (let round = -2; round < rounds; round += 1) {
    for (const served of all) {
      const each = await cost(served, body, amount);
      if (round >= 0) costs.get(served.kind)?.push(each);
    }
  }
  for (const { child } of all) child.disconnect();
  return { costs, same: answers.size === 1 };
}

/** Whole servers by processor time per request, each round one of each, the median of the rounds’ ratios. */
export async function servers(): Promise<void> {
  const folder = await mkdtemp(join(projectRoot, 'dist/bench-'));
  const program = join(folder, 'served.mjs');
  // As it runs in production: as JavaScript, without a loader in between.
  await build({
    entryPoints: [join(projectRoot, 'bench/served.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const questions: readonly Question[] = [
    { operation: 'Viewer', records: 1, variables: {} },
    { operation: 'LearnerRecords', records: 20, variables: { learner: learnerWebId } },
  ];
  try {
    for (const question of questions) {
      const { costs, same } = await compare(program, question);
      const of = (kind: Kind) => costs.get(kind) ?? [];
      const least = (kind: Kind) => Math.min(...of(kind));
      const against = (kind: Kind, other: Kind) =>
        ratio(median(of(kind).map((own, n) => (of(other)[n] ?? 0) / own)));
      print(
        `Server: ${question.operation}, ${question.records} record(s)`,
        `Requests per processor second as a ratio. Yoga and ours give ${same ? 'the same bytes' : 'answers that differ'}.`,
        [
          ['server', '÷ node:http', '÷ Yoga', '÷ Yoga, best rounds'],
          ...(['plain', 'express', 'yoga', 'ours-interpreted', 'ours'] as const).map((kind) => [
            titles[kind],
            against(kind, 'plain'),
            against(kind, 'yoga'),
            ratio(least('yoga') / least(kind)),
          ]),
        ],
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
