import type { Closings } from './closings.js';
import type { Config } from './config.js';
import { startPodServer } from './embedded/index.js';
import { addressesAt } from './identity/index.js';
import type { Progress } from './progress.js';
import {
  agreementsOf,
  allowanceOf,
  archiveKeysOf,
  type CommonSetup,
  institutionsOf,
  loginsToldBy,
  messengerOf,
  organisationsOf,
  registryIn,
  type Setup,
  toldBy,
} from './setup.js';
import { type Served, type Working, wireApi, wireWorker } from './wire.js';

type Role = Exclude<Config['ROLE'], 'all'>;
interface Starting {
  readonly config: Config;
  readonly progress: Progress;
  readonly closings: Closings;
}

/** `readConfig` has asked for it, as the role needs it. */
function told(value: string | undefined): string {
  if (value === undefined) throw new TypeError('a role starts only with all it needs');
  return value;
}

/** The port is taken as given: pods know a set-up by its public names. */
const commonOf = async ({ config, closings }: Starting): Promise<CommonSetup> => ({
  ...toldBy(config),
  port: config.PORT,
  databaseUrl: told(config.DATABASE_URL),
  podOrigin: told(config.POD_ORIGIN),
  issuerOrigin: told(config.ISSUER_ORIGIN),
  institutions: await institutionsOf(config, closings),
  ...(await registryIn(config)),
});

async function startApi(starting: Starting): Promise<Served> {
  const { config } = starting;
  const setup: Setup = {
    ...(await commonOf(starting)),
    publicOrigin: told(config.PUBLIC_ORIGIN),
    personas: new Map(),
    openSchema: false,
    grantMaxDays: config.GRANT_MAX_DAYS,
    podWaitMs: config.POD_WAIT_MS,
    organisations: await organisationsOf(config),
    agreements: await agreementsOf(config),
    ...(await loginsToldBy(config)),
    allowance: allowanceOf(config),
    ...(await archiveKeysOf(config)),
  };
  return wireApi(setup);
}

const startWorker = async (starting: Starting): Promise<Working> => {
  const { config } = starting;
  return wireWorker({
    ...(await commonOf(starting)),
    ...messengerOf(config, config.PUBLIC_ORIGIN),
  });
};

/** The pod server as this process. Its pods are open to the builder of the issuer named. */
async function startPods({ config }: Starting): Promise<Served> {
  // It throws an error for each refusal: writing a stack costs more than refusing.
  Error.stackTraceLimit = 0;
  const { builderAgent: webId, builderClient: clientId } = addressesAt(told(config.ISSUER_ORIGIN));
  const { dataDir, hosts, log } = toldBy(config);
  const pods = await startPodServer({
    baseUrl: `${told(config.POD_ORIGIN)}/`,
    port: config.PODS_PORT,
    dataDir,
    builder: { webId, clientId },
    hosts,
    log: log.podServer,
  });
  return { ready: () => undefined, stop: () => pods.stop() };
}

const starts: Readonly<Record<Role, (starting: Starting) => Promise<Served | Working>>> = {
  api: startApi,
  worker: startWorker,
  pods: startPods,
};

/** One role of a set-up of several processes. What else it consists of is started by others. */
export async function startRole(role: Role, starting: Starting): Promise<void> {
  const { config, progress, closings } = starting;
  const served = await progress.step(role, () => starts[role](starting));
  closings.push(() => served.stop());
  if ('startWork' in served) await served.startWork();
  served.ready();
  const port = role === 'pods' ? config.PODS_PORT : config.PORT;
  progress.result([`Leerkluis is ready: ${role} at port ${port}`], { role, port });
}
