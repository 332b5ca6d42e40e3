import { resolve } from 'node:path';
import type { Closings } from './closings.js';
import type { Config } from './config.js';
import { demoAccounts, demoAgents, demoPersonas, schoolDesks } from './demo/index.js';
import { chooseAddresses } from './embedded/index.js';
import type { Institutions } from './flows/index.js';
import { institutionsOf, registryIn, type Setup, toldBy } from './setup.js';
import { allPorts, databaseOf, ports } from './start.js';

const schoolPeople = demoPersonas.filter(({ kind }) => kind === 'INSTITUTION');

type Addresses = ReturnType<typeof ports>;

/** The demo's own schools, as whom it made them at its start. */
async function demoInstitutionsAt(
  { rocPort: roc, universityPort: university, hogeschoolPort: hogeschool }: Addresses,
  { podOrigin, dataDir }: Pick<Setup, 'podOrigin' | 'dataDir'>,
  closings: Closings,
): Promise<Institutions> {
  const pods = `${podOrigin}/`;
  const agents = new Map(demoAgents(await demoAccounts(pods, dataDir, schoolPeople), pods));
  const { institutions, stop } = schoolDesks({ roc, university, hogeschool }, agents);
  closings.push(stop);
  return institutions;
}

/** What a command of an operator is told, which answers nobody and starts no server but a database that is not there. */
export async function deskSetup(config: Config, closings: Closings): Promise<Setup> {
  const told = toldBy(config);
  const dataDir = resolve(config.DATA_DIR);
  const at = await chooseAddresses(dataDir, ports(config), allPorts);
  const podOrigin = config.POD_ORIGIN ?? `http://localhost:${at.podsPort}`;
  return {
    ...told,
    port: at.port,
    databaseUrl: await databaseOf(config, closings),
    podOrigin,
    issuerOrigin: config.ISSUER_ORIGIN ?? `http://localhost:${at.port}`,
    publicOrigin: config.PUBLIC_ORIGIN ?? `http://127.0.0.1:${at.port}`,
    institutions: config.DEMO
      ? await demoInstitutionsAt(at, { podOrigin, dataDir }, closings)
      : await institutionsOf(config, closings),
    organisations: new Map(),
    ...(await registryIn(config)),
    personas: new Map(),
    openSchema: false,
    grantMaxDays: config.GRANT_MAX_DAYS,
    podWaitMs: 0,
  };
}
