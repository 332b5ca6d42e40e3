import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { webId } from './base/index.js';
import type { Config } from './config.js';
import { type DemoAccount, demoAccounts, seed, startSchools } from './demo/index.js';
import {
  chooseAddresses,
  loopbackHosts,
  projectRoot,
  startPodProcess,
  startPostgres,
} from './embedded/index.js';
import { addressesAt } from './identity/index.js';
import type { SignedIn } from './ledger/index.js';
import { openLog } from './log.js';
import type { Progress } from './progress.js';
import { type Running, wire } from './wire.js';

/** What was opened, to be closed in the opposite order. */
type Closing = () => Promise<void>;
export interface Started {
  stop(): Promise<void>;
}

const ports = ({ PORT, PODS_PORT, POSTGRES_PORT }: Config) => ({
  port: PORT,
  podsPort: PODS_PORT,
  postgresPort: POSTGRES_PORT,
  rocPort: 4201,
  universityPort: 4202,
});

async function startDatabase(config: Config, dataDir: string, port: number, progress: Progress) {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, stop: async () => {} };
  const postgres = await startPostgres({ dataDir, port });
  if (postgres.note !== undefined) progress.say(`    ${postgres.note}`);
  return postgres;
}

const personasOf = (accounts: readonly DemoAccount[]) =>
  accounts.map(({ persona, webId: id }): readonly [string, SignedIn] => {
    const { key, kind, displayName } = persona;
    return [key, { webId: webId(id), kind, displayName }];
  });

function tell(progress: Progress, url: string, pods: string, accounts: readonly DemoAccount[]) {
  const graphql = `${url}/graphql`;
  const people = accounts.map(({ persona, webId: id, podRoot, login }) => {
    const entry = { login: `${url}/demo/${persona.key}`, webId: id, pod: podRoot, podLogin: login };
    return [persona.key, entry] as const;
  });
  progress.result(
    [
      '',
      `Leerkluis is ready: ${url}`,
      `  Questions (GraphQL)   ${graphql}`,
      `  Explorer              ${url}/graphiql`,
      `  Pods                  ${pods}`,
      ...(accounts.length === 0 ? [] : ['', 'Sign in as:']),
      ...accounts.map(
        ({ persona }) => `  ${`${url}/demo/${persona.key}`.padEnd(42)} ${persona.displayName}`,
      ),
      '',
      'Stop with Ctrl-C.',
    ],
    { url, graphql, pods, personas: Object.fromEntries(people) },
  );
}

/** Starts everything a configuration asks for, in order: database and pods, the house, the demo, ready. */
export async function start(config: Config, progress: Progress): Promise<Started> {
  const closings: Closing[] = [];
  const stop = async () => {
    for (let close = closings.pop(); close !== undefined; close = closings.pop()) await close();
  };
  try {
    await startAll(config, progress, closings);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface DemoParts {
  readonly running: Running;
  readonly personas: Map<string, SignedIn>;
  readonly podOrigin: string;
  readonly publicOrigin: string;
  readonly dataDir: string;
}

async function startDemo(progress: Progress, parts: DemoParts): Promise<readonly DemoAccount[]> {
  const { running, personas, podOrigin, publicOrigin, dataDir } = parts;
  const accounts = await progress.step('people and their pods', () =>
    demoAccounts(`${podOrigin}/`, dataDir),
  );
  for (const [key, who] of personasOf(accounts)) personas.set(key, who);
  await progress.step('results from both schools into the pods', () =>
    seed(running.admin, accounts, { origin: publicOrigin, dataDir }),
  );
  return accounts;
}

async function startAll(config: Config, progress: Progress, closings: Closing[]): Promise<void> {
  const dataDir = resolve(config.DATA_DIR);
  // Open to pass through, closed to look into: the database's own user must reach its folder.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const chosen = await chooseAddresses(dataDir, ports(config), ['postgresPort']);
  const issuerOrigin = config.ISSUER_ORIGIN ?? `http://localhost:${chosen.port}`;
  const publicOrigin = config.PUBLIC_ORIGIN ?? `http://127.0.0.1:${chosen.port}`;
  const podOrigin = config.POD_ORIGIN ?? `http://localhost:${chosen.podsPort}`;
  const at = addressesAt(issuerOrigin);

  const startPods = async () => {
    if (config.POD_ORIGIN !== undefined) return;
    const builder = { webId: at.builderAgent, clientId: at.builderClient };
    const baseUrl = `${podOrigin}/`;
    const pods = await startPodProcess({ baseUrl, port: chosen.podsPort, dataDir, builder });
    closings.push(() => pods.stop());
  };
  const startDb = async () => {
    const database = await startDatabase(config, dataDir, chosen.postgresPort, progress);
    closings.push(() => database.stop());
    return database;
  };
  const [database] = await Promise.all([
    progress.step('database', startDb),
    progress.step('pod server', startPods),
  ]);

  const schools = config.DEMO
    ? await progress.step('two schools', () =>
        startSchools({ roc: chosen.rocPort, university: chosen.universityPort }),
      )
    : undefined;
  if (schools !== undefined) closings.push(() => schools.stop());

  const personas = new Map<string, SignedIn>();
  const running = await progress.step('leerkluis', () =>
    wire({
      databaseUrl: database.url,
      dataDir,
      projectRoot,
      podOrigin,
      publicOrigin,
      issuerOrigin,
      hosts: config.HOST === '127.0.0.1' ? loopbackHosts() : [config.HOST],
      port: chosen.port,
      institutions: schools?.institutions ?? new Map(),
      personas,
      openSchema: config.DEMO,
      grantMaxDays: config.GRANT_MAX_DAYS,
      podWaitMs: config.POD_WAIT_MS,
      log: openLog(config),
    }),
  );
  closings.push(() => running.stop());
  await running.startWork();
  const accounts = config.DEMO
    ? await startDemo(progress, { running, personas, podOrigin, publicOrigin, dataDir })
    : [];
  running.ready();
  tell(progress, publicOrigin, podOrigin, accounts);
}
