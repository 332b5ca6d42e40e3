import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { build } from 'esbuild';
import { z } from 'zod';
import { projectRoot } from '../src/embedded/index.js';
import { type Held, learnerWebId, operationText } from './in-memory.js';
import { sessionToken } from './served-ours.js';
import { median, print, ratio } from './table.js';

const kinds = ['yoga', 'ours', 'ours-interpreted', 'plain', 'express', 'flows'] as const;
type Kind = (typeof kinds)[number];
const unmeasured: Readonly<Record<Kind, number>> = {
  yoga: Infinity,
  ours: Infinity,
  'ours-interpreted': Infinity,
  plain: Infinity,
  express: Infinity,
  flows: Infinity,
};
const titles: Readonly<Record<Kind, string>> = {
  plain: 'node:http, the same bytes',
  express: 'express + json, the same bytes',
  flows: 'node:http and the flows, no GraphQL',
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
  /** What a server has to do for it. */
  readonly work: string;
  readonly held: Held;
  readonly variables: object;
  /** Requests in one round: some tenths of a second. */
  readonly amount: number;
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
    // Ends at the next sample: by itself that is once a second.
    sampleInt: 20,
    amount,
  });
  if (non2xx + errors > 0) throw new Error(`${kind} did not answer all requests`);
  return ((await cpu()) - before) / requests.total;
}

async function serversFor(
  program: string,
  { learners, records }: Held,
  body: string,
): Promise<Served[]> {
  const held = [String(learners), String(records)] as const;
  const first = await start(program, ['yoga', ...held]);
  const bytes = Buffer.from(await post(first.port, body)).toString('base64url');
  const others = kinds.slice(1).map((kind) => start(program, [kind, ...held, bytes]));
  return [first, ...(await Promise.all(others))];
}

/** A process settles into code of its own making, faster or slower: each kind is started anew this often. */
const starts = 5;
/** Rounds in which a process warms up, and rounds that count. */
const [warming, counting] = [8, 9];

type Costs = Readonly<Record<Kind, number>>;
/** One process of each, in turn: the cheapest round of each, which a busy machine disturbs least. */
async function oneStart(program: string, body: string, { held, amount }: Question) {
  const all = await serversFor(program, held, body);
  const answers = new Set<string>();
  const least: Record<Kind, number> = { ...unmeasured };
  for (const { kind, port } of all) {
    if (kind === 'ours' || kind === 'yoga') answers.add((await post(port, body)).trim());
  }
  for (const served of all) await cost(served, body, amount * warming);
  for (let round = 0; round < counting; round += 1) {
    for (const served of all) {
      least[served.kind] = Math.min(least[served.kind], await cost(served, body, amount));
    }
  }
  for (const { child } of all) child.disconnect();
  return { costs: least as Costs, same: answers.size === 1 };
}

const order = ['plain', 'express', 'flows', 'yoga', 'ours-interpreted', 'ours'] as const;
const graphs: ReadonlySet<Kind> = new Set(['yoga', 'ours-interpreted', 'ours']);
/** What is left of each once the work that both do is taken off. */
const alone = (costs: Costs, kind: Kind) =>
  (costs.yoga - costs.flows) / (costs[kind] - costs.flows);

const range = (ratios: readonly number[]): string =>
  `${ratio(Math.min(...ratios))} – ${ratio(Math.max(...ratios))}`;

async function compare(program: string, question: Question): Promise<void> {
  const { operation, work, variables } = question;
  const query = await operationText(operation);
  const body = JSON.stringify({ query, operationName: operation, variables });
  const all: Awaited<ReturnType<typeof oneStart>>[] = [];
  for (let n = 0; n < starts; n += 1) all.push(await oneStart(program, body, question));
  const same = all.every((one) => one.same) ? 'the same bytes' : 'answers that differ';
  const against = (kind: Kind, other: Kind) => all.map(({ costs }) => costs[other] / costs[kind]);
  print(
    `Server: ${operation}`,
    `${work} Requests per processor second as a ratio. Yoga and ours give ${same}.`,
    [
      ['server', '÷ node:http', '÷ Yoga', 'of five starts', '÷ Yoga, less http and flows'],
      ...order.map((kind) => [
        titles[kind],
        ratio(median(against(kind, 'plain'))),
        ratio(median(against(kind, 'yoga'))),
        range(against(kind, 'yoga')),
        graphs.has(kind) ? ratio(median(all.map(({ costs }) => alone(costs, kind)))) : '',
      ]),
    ],
  );
}

const questions: readonly Question[] = [
  {
    operation: 'Viewer',
    work: 'Four fields that are at hand.',
    held: { learners: 1, records: 1 },
    variables: {},
    amount: 500,
  },
  {
    operation: 'ConsentedLearners',
    work: 'A list of 20 learners with a grant each, at hand: GraphQL does nearly all of it.',
    held: { learners: 20, records: 1 },
    variables: {},
    amount: 100,
  },
  {
    operation: 'LearnerRecords',
    work: 'A list of 20 results. Policy, the view, totals and the release are the same work for both, and most of it.',
    held: { learners: 1, records: 20 },
    variables: { learner: learnerWebId },
    amount: 80,
  },
];

/** Whole servers by processor time per request. */
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
  try {
    for (const question of questions) await compare(program, question);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
