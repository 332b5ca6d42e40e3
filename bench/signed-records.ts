import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Client } from 'pg';
import { markOf } from '../src/flows/archive-tools.js';
import { hashesOf } from '../src/flows/push-results.js';
import { pushedDelivery } from '../src/institutions/index.js';
import { association, university } from '../test/fixtures/oeapi-v5.js';
import { threaded } from './credentials.js';
import { type BenchHouse, type Learner, openBenchHouse } from './house.js';
import { median, print, ratio } from './table.js';

const [messages, perMessage] = [3, 400];
const results = messages * perMessage;
/** How often each question is asked. */
const times = 7;

/** A page of results of this school, as it sends them by itself. */
const messageText = (): string =>
  JSON.stringify({
    items: Array.from({ length: perMessage }, () => association({ associationId: randomUUID() })),
  });

/** By the school's own door, and on to the pod by a worker. */
async function sendsAll({ running }: BenchHouse, { id, webId }: Learner): Promise<void> {
  const { house } = running;
  const desk = house.institutions.get(university.id);
  if (desk === undefined) throw new Error('no such school');
  const actor = { webId, client: house.pageClient };
  for (let n = 0; n < messages; n += 1) {
    const said = { text: messageText(), mediaType: 'application/json' };
    const delivery = pushedDelivery(desk.id, id, said, new Date());
    const hashes = hashesOf(house, { learner: id, known: new Map() }, delivery, desk);
    const mark = markOf(house, { id }, delivery);
    const { work } = await house.ledger.deliveries.accept(id, {
      actor,
      institution: desk.id,
      deliveries: [{ delivery, hashes, mark }],
      channel: 'PUSH',
    });
    if (!(await house.ledger.outbox.isDone(work, 600_000))) throw new Error('not delivered');
  }
}

interface Answered {
  readonly ms: number;
  /** Milliseconds that nothing else had a turn, at the longest. */
  readonly pause: number;
}
async function asks(house: BenchHouse, cookie: string): Promise<Answered> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const answer = await house.ask(cookie, 'MyRecords', { first: 250 });
  const ms = performance.now() - start;
  delay.disable();
  const { data }: { data: { myRecords: { count: number } } } = JSON.parse(answer);
  if (data.myRecords.count !== 2 * results) throw new Error(`${data.myRecords.count} records`);
  return { ms, pause: delay.max / 1e6 };
}
async function asksOften(house: BenchHouse, cookie: string): Promise<Answered> {
  const all: Answered[] = [];
  for (let n = 0; n < times; n += 1) all.push(await asks(house, cookie));
  return { ms: median(all.map(({ ms }) => ms)), pause: Math.max(...all.map(({ pause }) => pause)) };
}

async function ownLearner(house: BenchHouse, name: string, isSigned: boolean) {
  await house.running.admin.signResults(university.id, isSigned);
  const learner = await house.learner(name, [], 0);
  await sendsAll(house, learner);
  const displayName = name;
  return house.signIn({ webId: learner.webId, kind: 'LEARNER', displayName });
}

async function measured(house: BenchHouse, client: Client): Promise<void> {
  await house.running.admin.letSign(university.id);
  const plain = await ownLearner(house, 'plain', false);
  const signed = await ownLearner(house, 'signed', true);
  const known = async (): Promise<number> => {
    const asked = 'select count(*)::int as n from examined_credential';
    const { rows } = await client.query<{ n: number }>(asked);
    return rows[0]?.n ?? 0;
  };
  if ((await known()) !== results) throw new Error('not all were signed');
  await asks(house, plain);
  const unsigned = await asksOften(house, plain);
  await client.query('delete from examined_credential');
  const cold = await asks(house, signed);
  const examined = await known();
  const warm = await asksOften(house, signed);
  const again = (await known()) - examined;
  const row = (name: string, count: number, { ms, pause }: Answered) => [
    name,
    count,
    ms.toFixed(0),
    ratio(ms / unsigned.ms),
    pause.toFixed(0),
  ];
  print(
    `A question over ${2 * results} own records, ${results} of them signed`,
    `MyRecords over HTTP, 250 to a page with the totals of all; everything in one process but the pods and the thread that examines. Medians of ${times}, but for the first time.`,
    [
      ['records', 'examined', 'ms', '÷ unsigned', 'longest pause, ms'],
      row('unsigned', 0, unsigned),
      row('signed, nothing known of them', examined, cold),
      row('signed, asked again', again, warm),
    ],
  );
}

/** What it costs a learner that their results are signed. */
export async function signedRecords(): Promise<void> {
  const { examinerInThread: begin } = await threaded();
  const thread = begin();
  const house = await openBenchHouse({ examiner: thread });
  const client = new Client({ connectionString: house.databaseUrl });
  try {
    await client.connect();
    await house.running.startWork();
    await measured(house, client);
  } finally {
    await client.end();
    await house.stop();
    await thread.close();
  }
}
