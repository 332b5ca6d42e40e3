import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InstitutionId, WebId } from './base/index.js';
import { type Closings, closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import {
  type DemoAccount,
  demoAccounts,
  demoAgents,
  demoAgreements,
  demoOrganisations,
  demoPersonas,
  demoRegistry,
  seed,
  seedAwards,
  startDemoEduid,
  startSchools,
  testLearnersAt,
  testPersonas,
} from './demo/index.js';
import { chooseAddresses, startPodProcess, startPostgres } from './embedded/index.js';
import type { InstitutionAgent, Organisation, TestLearner } from './flows/index.js';
import { addressesAt } from './identity/index.js';
import { personasOf } from './personas.js';
import type { Progress } from './progress.js';
import {
  agreementsOf,
  allowanceOf,
  archiveKeysOf,
  institutionsOf,
  loginsToldBy,
  messengerOf,
  organisationsOf,
  registryIn,
  type Setup,
  toldBy,
} from './setup.js';
import { startRole } from './start-role.js';
import { Personas, startTestPeople } from './start-test-learners.js';
import { type AdminDoors, type Running, wire } from './wire.js';
import { comeBack } from './wire-logins.js';

export interface Started {
  stop(): Promise<void>;
}

export const ports = (config: Config) => ({
  port: config.PORT,
  podsPort: config.PODS_PORT,
  postgresPort: config.POSTGRES_PORT,
  rocPort: config.ROC_PORT,
  universityPort: config.UNIVERSITY_PORT,
  hogeschoolPort: config.HOGESCHOOL_PORT,
  eduidPort: config.EDUID_PORT,
});

/** For who only comes beside: our own server may well run, and then its ports are taken, by it. */
export const allPorts = [
  'port',
  'podsPort',
  'postgresPort',
  'rocPort',
  'universityPort',
  'hogeschoolPort',
  'eduidPort',
] as const;

async function startDatabase(config: Config, dataDir: string, port: number, progress: Progress) {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, stop: async () => {} };
  const postgres = await startPostgres({ dataDir, port });
  if (postgres.note !== undefined) progress.say(`    ${postgres.note}`);
  return postgres;
}

/** Where the database is; the embedded one is started when nobody did. */
export async function databaseOf(config: Config, closings: Closings): Promise<string> {
  if (config.DATABASE_URL !== undefined) return config.DATABASE_URL;
  const dataDir = resolve(config.DATA_DIR);
  const { postgresPort: port } = await chooseAddresses(dataDir, ports(config), allPorts);
  const postgres = await startPostgres({ dataDir, port });
  closings.push(() => postgres.stop());
  return postgres.url;
}

/** They are there a little later; what they are called is known before. */
const testersAt = (url: string, pods: string) =>
  testLearnersAt(`${pods}/`).flatMap(({ webId: id }, n) => {
    const persona = testPersonas[n];
    if (persona === undefined) return [];
    const { key, displayName } = persona;
    return [{ key, displayName, webId: id, login: `${url}/demo/${key}` }];
  });

function tell(progress: Progress, url: string, pods: string, accounts: readonly DemoAccount[]) {
  const graphql = `${url}/graphql`;
  const people = accounts.map(({ persona, webId: id, podRoot: pod, login: podLogin, client }) => {
    const entry = { login: `${url}/demo/${persona.key}`, webId: id, pod, podLogin, client };
    return [persona.key, entry] as const;
  });
  const testers = accounts.length === 0 ? [] : testersAt(url, pods);
  progress.result(
    [
      '',
      `Leerkluis is ready: ${url}`,
      `  Questions (GraphQL)   ${graphql}`,
      `  Explorer              ${url}/graphiql`,
      `  Pods                  ${pods}`,
      ...(accounts.length === 0 ? [] : ['', 'Sign in as:']),
      ...accounts.map(
        ({ persona: { key, displayName, as } }) =>
          `  ${`${url}/demo/${key}`.padEnd(42)} ${as === undefined ? displayName : `${displayName}, ${as}`}`,
      ),
      ...testers.map(
        ({ login, displayName }) =>
          `  ${login.padEnd(42)} ${displayName} (once a developer signed in)`,
      ),
      '',
      'Stop with Ctrl-C.',
    ],
    {
      url,
      graphql,
      pods,
      personas: Object.fromEntries(people),
      testLearners: Object.fromEntries(
        testers.map(({ key, login, webId: id }) => [key, { login, webId: id }]),
      ),
    },
  );
}

/** Starts what a configuration asks for: one role of a set-up, or everything at once. */
export const start = (config: Config, progress: Progress): Promise<Started> =>
  opening(async (closings) => {
    if (config.ROLE === 'all') await startAll(config, progress, closings);
    else await startRole(config.ROLE, { config, progress, closings });
    return { stop: () => closeAll(closings) };
  });

/** Where everything is, decided before anything starts. */
async function place(config: Config, dataDir: string) {
  // Open to pass through, closed to look into: the database's own user must reach its folder.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const chosen = await chooseAddresses(dataDir, ports(config), ['postgresPort']);
  return {
    ...chosen,
    dataDir,
    issuerOrigin: config.ISSUER_ORIGIN ?? `http://localhost:${chosen.port}`,
    publicOrigin: config.PUBLIC_ORIGIN ?? `http://127.0.0.1:${chosen.port}`,
    podOrigin: config.POD_ORIGIN ?? `http://localhost:${chosen.podsPort}`,
  };
}
type Place = Awaited<ReturnType<typeof place>>;

interface Starting {
  readonly config: Config;
  readonly at: Place;
  readonly progress: Progress;
  readonly closings: Closings;
}

async function startPods({ config, at, progress, closings }: Starting): Promise<void> {
  if (config.POD_ORIGIN !== undefined) return;
  const { builderAgent, builderClient } = addressesAt(at.issuerOrigin);
  const { podOrigin, podsPort: port, dataDir } = at;
  const builder = { webId: builderAgent, clientId: builderClient };
  const options = { baseUrl: `${podOrigin}/`, port, dataDir, builder };
  const pods = await progress.step('pod server', () => startPodProcess(options));
  closings.push(() => pods.stop());
}

/** Learners first: their results can be on the way while the others get their pods. */
const [learners, others] = [
  demoPersonas.filter(({ kind }) => kind === 'LEARNER'),
  demoPersonas.filter(({ kind }) => kind !== 'LEARNER'),
];

/** Pods for these people of the demo; there are none outside it. */
async function startPeople({ config, at, progress }: Starting, who: typeof demoPersonas) {
  if (!config.DEMO) return [];
  const names = who.map(({ key }) => key).join(', ');
  return progress.step(`pods of ${names}`, () => demoAccounts(`${at.podOrigin}/`, at.dataDir, who));
}

/** The demo has its own schools, and its own eduID by which learners of one are guests at another. */
async function openInstitutions(
  { config, at, closings }: Starting,
  { agents }: Known,
): Promise<Pick<Setup, 'institutions' | 'enrol'>> {
  if (!config.DEMO) return { institutions: await institutionsOf(config, closings) };
  const eduid = await startDemoEduid(at.eduidPort, comeBack(at.publicOrigin).eduid);
  closings.push(() => eduid.stop());
  const { rocPort: roc, universityPort: university, hogeschoolPort: hogeschool } = at;
  const schools = await startSchools({ roc, university, hogeschool }, { agents, eduid });
  closings.push(() => schools.stop());
  return { institutions: schools.institutions, enrol: eduid.setup };
}

/** Who is known by name; in the demo they come once they have their pods. */
interface Known {
  readonly personas: Personas;
  readonly testLearners: TestLearner[];
  readonly organisations: Map<WebId, Organisation>;
  readonly agents: Map<InstitutionId, InstitutionAgent>;
}

async function startHouse(starting: Starting, known: Known) {
  const { personas, organisations } = known;
  const { config, at, progress, closings } = starting;
  const { institutions, ...enrol } = await openInstitutions(starting, known);
  const database = await progress.step('database', () =>
    startDatabase(config, at.dataDir, at.postgresPort, progress),
  );
  closings.push(() => database.stop());
  const setup: Setup = {
    ...toldBy(config),
    ...at,
    databaseUrl: database.url,
    institutions,
    personas,
    openSchema: config.DEMO,
    grantMaxDays: config.GRANT_MAX_DAYS,
    podWaitMs: config.POD_WAIT_MS,
    organisations,
    agreements: config.DEMO ? demoAgreements : await agreementsOf(config),
    allowance: allowanceOf(config),
    testLearners: known.testLearners,
    ...enrol,
    ...(await loginsToldBy(config)),
    ...(await archiveKeysOf(config)),
    ...(config.DEMO && { registry: demoRegistry(at.issuerOrigin) }),
    ...(await registryIn(config)),
    ...messengerOf(config, at.publicOrigin),
  };
  const running = await progress.step('leerkluis', () => wire(setup));
  closings.push(() => running.stop());
  return running;
}

/** Waits for both, also when one fails: what the other opened must be closed too. */
async function together<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

const fillPods = ({ at, progress }: Starting, admin: AdminDoors, known: readonly DemoAccount[]) =>
  progress.step('results from two schools into the pods', () =>
    seed(admin, known, { origin: at.publicOrigin, dataDir: at.dataDir }),
  );

/** A school that is slow keeps nobody waiting: what it offers comes a little later. */
const catalogueWaitMs = 5000;
async function fillDemo(starting: Starting, running: Running, known: readonly DemoAccount[]) {
  await together(fillPods(starting, running.admin, known), running.fillCatalogue(catalogueWaitMs));
}

const awardInDemo = ({ at, progress }: Starting, admin: AdminDoors) =>
  progress.step('microcredentials of two schools', () =>
    seedAwards(admin, { origin: at.publicOrigin, dataDir: at.dataDir }),
  );

function getToKnow(
  { podOrigin }: Place,
  { personas, organisations, agents }: Known,
  accounts: readonly DemoAccount[],
): void {
  for (const [key, who] of personasOf(accounts)) personas.set(key, who);
  for (const [person, one] of demoOrganisations(accounts)) organisations.set(person, one);
  for (const [school, agent] of demoAgents(accounts, `${podOrigin}/`)) agents.set(school, agent);
}

async function startAll(config: Config, progress: Progress, closings: Closings): Promise<void> {
  const at = await place(config, resolve(config.DATA_DIR));
  const starting = { config, at, progress, closings };
  const all: Known = {
    personas: new Personas(),
    testLearners: [],
    organisations: new Map(await organisationsOf(config)),
    agents: new Map(),
  };
  const [running, known] = await together(
    startHouse(starting, all),
    startPods(starting).then(() => startPeople(starting, learners)),
  );
  getToKnow(at, all, known);
  await running.startWork();
  const [rest] = await together(
    startPeople(starting, others),
    config.DEMO ? fillDemo(starting, running, known) : Promise.resolve(),
  );
  getToKnow(at, all, rest);
  if (config.DEMO) await awardInDemo(starting, running.admin);
  running.ready();
  const accounts = [...known, ...rest];
  tell(progress, at.publicOrigin, at.podOrigin, accounts);
  if (!config.DEMO) return;
  const { dataDir, publicOrigin: origin } = at;
  const ground = { ...all, pods: `${at.podOrigin}/`, dataDir, origin };
  const { fault: onFault } = toldBy(config).log;
  startTestPeople({ ...ground, admin: running.admin, onFault }, closings);
}
