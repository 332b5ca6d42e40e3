import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { type WebId, webId } from '../../../src/base/index.js';
import { type Closings, closeAll, opening } from '../../../src/closings.js';
import { type DemoSchools, demoPersonas, startSchools } from '../../../src/demo/index.js';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import {
  createAccount,
  createDatabase,
  dropDatabase,
  freePort,
  type PodAccount,
  projectRoot,
  startPodProcess,
} from '../../../src/embedded/index.js';
import { linkInstitution, openKluis, type Workshop } from '../../../src/flows/index.js';
import {
  addressesAt,
  loadKeys,
  newSessionToken,
  sessionTokenHash,
} from '../../../src/identity/index.js';
import type { LearnerRow } from '../../../src/ledger/index.js';
import { openGround, openWorkshop } from '../../../src/wire-rooms.js';
import { type ApiProcess, apiProcesses } from '../../fixtures/api-process.js';
import { pageHeaders } from '../../fixtures/house.js';
import { type PodProxy, startPodProxy } from '../../fixtures/pod-proxy.js';
import { postgresUrl } from '../../fixtures/postgres.js';

type Rows = readonly Readonly<Record<string, unknown>>[];
const Response = z.object({
  /** Not there where a whole answer was held back. */
  data: z.unknown().optional(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).default([]),
});
export interface Answer {
  readonly data: unknown;
  /** Public codes of the errors. */
  readonly codes: readonly string[];
}

/** How long a change waits for the pod, in these tests: it answers well before the pod has followed. */
export const podWaitMs = 150;
/** Where Samira is known. The slow school is not in it: how long a test takes would be its luck. */
export const schoolKeys = ['roc', 'university'] as const;

/** A pod server in a process of its own, which can be killed and started again where it stood. */
async function podServer(options: Parameters<typeof startPodProcess>[0], closing: Closings) {
  let pods = await startPodProcess(options);
  closing.push(() => pods.stop());
  return {
    async kill() {
      process.kill(pods.pid, 'SIGKILL');
      await pods.ended;
    },
    async start() {
      pods = await startPodProcess(options);
    },
  };
}

/** One row for each piece of work, in the transaction that made it due; and word of it when that is committed. */
const witness = `
  create table witness (seq bigserial primary key, id uuid, kind text, payload text);
  create function bear_witness() returns trigger language plpgsql as $$ begin
    insert into witness (id, kind, payload) values (new.id, new.kind, new.payload);
    perform pg_notify('witness', new.kind);
    return null;
  end $$;
  create trigger bear_witness after insert on outbox_item for each row execute function bear_witness();`;

async function database(closing: Closings) {
  const [server, name] = [await postgresUrl(), `test_${randomUUID().replaceAll('-', '')}`];
  const url = await createDatabase(server, name);
  closing.push(() => dropDatabase(server, name));
  const pool = new Pool({ connectionString: url, max: 2 });
  closing.push(() => pool.end());
  const sql = async (statement: string, values: readonly unknown[] = []): Promise<Rows> =>
    (await pool.query<Record<string, unknown>>(statement, [...values])).rows;
  const onCommit = async (hear: () => void) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    client.once('notification', hear);
    await client.query('listen witness');
    return () => client.end();
  };
  return { url, sql, onCommit };
}

/** Where everything stands that outlives a process of ours. */
async function ground(closing: Closings) {
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-crash-'));
  closing.push(() => rm(dataDir, { recursive: true, force: true }));
  const db = await database(closing);
  const [port, podsPort] = [await freePort(), await freePort()];
  const proxy = await startPodProxy(podsPort);
  closing.push(() => proxy.stop());
  const at = addressesAt(`http://localhost:${port}`);
  const podOrigin = `http://localhost:${proxy.port}`;
  const builder = { webId: at.builderAgent, clientId: at.builderClient };
  const schools = await startSchools(
    {},
    { bulk: { university: { learner: 'samira', results: 12 } } },
  );
  closing.push(() => schools.stop());
  const pods = await podServer(
    { baseUrl: `${podOrigin}/`, port: podsPort, dataDir, builder },
    closing,
  );
  return { dataDir, db, port, proxy, podOrigin, schools, pods, at };
}
type Ground = Awaited<ReturnType<typeof ground>>;

const toldOf = ({ dataDir, db, port, podOrigin, schools }: Ground) => ({
  databaseUrl: db.url,
  dataDir,
  projectRoot,
  podOrigin,
  publicOrigin: `http://127.0.0.1:${port}`,
  issuerOrigin: `http://localhost:${port}`,
  port,
  podWaitMs,
  schools: [...schools.institutions.values()].flatMap(({ id, name }) => {
    const server = Object.values(schools.servers).find(({ info }) => info.id === id);
    const credentials = { user: 'leerkluis', password: 'demo' };
    return server === undefined ? [] : [{ id, name: [...name], baseUrl: server.url, credentials }];
  }),
});

/** The builder's own hands, in this process: what looks into the pod is no part of what is killed. */
async function inspector(on: Ground, closing: Closings): Promise<Workshop> {
  const { databaseUrl, dataDir, podOrigin, issuerOrigin, port } = toldOf(on);
  const log = { fault: () => undefined, note: () => undefined, podServer: () => undefined };
  const { institutions } = on.schools;
  const common = { databaseUrl, dataDir, projectRoot, podOrigin, issuerOrigin, port };
  const setup = { ...common, hosts: [], institutions, log, podHeadersMs: 15_000 };
  const keys = await loadKeys(join(dataDir, 'keys'));
  return openWorkshop(setup, await openGround(setup, keys.query, closing), keys.builder);
}

/** An account takes the pod server longer than it may on a machine that is busy: then another one. */
async function accountAt(pods: string, name: string, tries = 3): Promise<PodAccount> {
  const login = { email: `${name}-${tries}@kluis.example`, password: randomUUID() };
  try {
    return await createAccount(pods, { ...login, podName: `${name}-${tries}` });
  } catch (error) {
    if (tries === 1) throw error;
    return accountAt(pods, name, tries - 1);
  }
}

async function enrol(on: Ground, shop: Workshop) {
  const pods = `${on.podOrigin}/`;
  const [samira, noor] = [await accountAt(pods, 'samira'), await accountAt(pods, 'noor')];
  const id = webId(samira.webId);
  const { person = {} } = demoPersonas.find(({ key }) => key === 'samira') ?? {};
  await openKluis(shop, { webId: id, storage: samira.podRoot, person });
  for (const key of schoolKeys) {
    const { info } = on.schools.servers[key];
    const [desk] = [...on.schools.institutions.values()].filter((one) => one.id === info.id);
    if (desk === undefined) throw new Error('no such school');
    await linkInstitution(shop, id, desk.id, demoPeople[key].samira.personId);
  }
  const learner = await shop.ledger.learners.byWebId(id);
  if (learner === undefined) throw new Error('no kluis');
  return { learner, adviser: webId(noor.webId) };
}

async function sessionOf({ ledger }: Workshop, id: WebId, kind: 'LEARNER' | 'ADVISER') {
  const token = newSessionToken();
  const until = new Date(Date.now() + 3_600_000);
  const signedIn = { webId: id, kind, displayName: kind };
  await ledger.sessions.start(sessionTokenHash(token), signedIn, until);
  return `leerkluis=${token}`;
}

export interface Stage {
  readonly shop: Workshop;
  readonly proxy: PodProxy;
  readonly schools: DemoSchools;
  readonly pods: Ground['pods'];
  readonly learner: LearnerRow;
  readonly adviser: WebId;
  readonly dataDir: string;
  readonly pageClient: string;
  readonly sql: (statement: string, values?: readonly unknown[]) => Promise<Rows>;
  /** Hears once when work for a pod was committed. @returns what stops listening. */
  readonly onCommit: (hear: () => void) => Promise<() => Promise<void>>;
  readonly api: () => ApiProcess;
  /** The next process takes the place of one that was killed: it answers. */
  reopen(): Promise<void>;
  /** @returns undefined when the connection broke: nobody knows what became of it. */
  readonly ask: (
    who: 'samira' | 'adviser',
    operation: string,
    variables?: object,
  ) => Promise<Answer | undefined>;
  stop(): Promise<void>;
}

const asker =
  (origin: string, cookies: Readonly<Record<'samira' | 'adviser', string>>): Stage['ask'] =>
  async (who, operation, variables = {}) => {
    const file = join(projectRoot, 'schema/operations', `${operation}.graphql`);
    const query = await readFile(file, 'utf8');
    const headers = { ...pageHeaders, cookie: cookies[who], 'x-purpose': 'CAREER_GUIDANCE' };
    const body = JSON.stringify({ query, operationName: operation, variables });
    try {
      const response = await fetch(`${origin}/graphql`, { method: 'POST', headers, body });
      const { data, errors } = Response.parse(await response.json());
      return { data, codes: errors.map(({ extensions }) => extensions.code) };
    } catch {
      return undefined;
    }
  };

async function open(closing: Closings): Promise<Stage> {
  const on = await ground(closing);
  const processes = await apiProcesses(toldOf(on));
  closing.push(() => processes.stop());
  let api = await processes.next();
  await api.open();
  await api.work();
  await on.db.sql(witness);
  const shop = await inspector(on, closing);
  const { learner, adviser } = await enrol(on, shop);
  processes.prepare();
  const cookies = {
    samira: await sessionOf(shop, learner.webId, 'LEARNER'),
    adviser: await sessionOf(shop, adviser, 'ADVISER'),
  };
  return {
    shop,
    proxy: on.proxy,
    schools: on.schools,
    pods: on.pods,
    learner,
    adviser,
    dataDir: on.dataDir,
    pageClient: on.at.pageClient,
    sql: on.db.sql,
    onCommit: on.db.onCommit,
    api: () => api,
    async reopen() {
      api = await processes.next();
      await api.open();
      processes.prepare();
    },
    ask: asker(`http://127.0.0.1:${on.port}`, cookies),
    stop: () => closeAll(closing),
  };
}

/** What a learner says with nobody in the way. @throws Error when it is refused, or not answered. */
export async function does({ ask }: Stage, operation: string, variables?: object): Promise<void> {
  const answer = await ask('samira', operation, variables);
  const codes = answer?.codes ?? ['no answer'];
  if (codes.length > 0) throw new Error(`${operation}: ${codes.join(', ')}`);
}

const Grants = z.object({
  myGrants: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});
/** The learner's newest grant, by the id that is hers. */
export async function newestGrant({ ask }: Stage): Promise<string | undefined> {
  const answer = await ask('samira', 'MyGrants');
  return answer && Grants.parse(answer.data).myGrants.nodes[0]?.id;
}

/** Leerkluis as a process that may be killed, on real parts that live on: database, pod server, schools. */
export const openStage = (): Promise<Stage> => opening(open);
