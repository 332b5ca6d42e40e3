import { clientId, guardedFetch, type InstitutionId, institutionId, webId } from '../base/index.js';
import type { InstitutionAgent, InstitutionDesk, Institutions } from '../flows/index.js';
import { connectOeapi, type OeapiSettings } from '../institutions/index.js';
import type { DemoAccount } from './accounts.js';
import type { DemoEduid } from './eduid.js';
import {
  type Behaviour,
  type Bulk,
  type DemoInstitution,
  demoInstitutions,
  type InstitutionKey,
  startInstitution,
} from './institutions/index.js';
import { institutionKeys } from './people.js';

export interface DemoSchools {
  readonly institutions: Institutions;
  readonly servers: Readonly<Record<InstitutionKey, DemoInstitution>>;
  stop(): Promise<void>;
}

/** What a test may want otherwise than the demo has it. */
export interface SchoolOptions {
  readonly bulk?: Readonly<Partial<Record<InstitutionKey, Bulk>>>;
  readonly connection?: Partial<
    Pick<OeapiSettings, 'timeoutMs' | 'budgetMs' | 'patience' | 'version'>
  >;
  /** Of OEAPI, in which they speak; 5 where nothing is said. */
  readonly versions?: Readonly<Partial<Record<InstitutionKey, 5 | 6>>>;
  /** Whose a token is by which somebody asks for a place; absent: they take no guests. */
  readonly eduid?: Pick<DemoEduid, 'whoIs'>;
  /** As whom they write to pods; filled once they have a login there. */
  readonly agents?: ReadonlyMap<InstitutionId, InstitutionAgent>;
}

export const idOf = (key: InstitutionKey): InstitutionId => institutionId(demoInstitutions[key].id);

/** As whom the schools of these accounts write to pods. @param oidcIssuer where they sign in. */
export const demoAgents = (
  accounts: readonly DemoAccount[],
  oidcIssuer: string,
): readonly (readonly [InstitutionId, InstitutionAgent])[] =>
  accounts.flatMap(({ persona: { key }, webId: agent, client }) => {
    if (key !== 'roc' && key !== 'university') return [];
    const clientIds = client === undefined ? [] : [clientId(client.id)];
    return [[idOf(key), { webId: webId(agent), clientIds, oidcIssuer }] as const];
  });

/** The demo's own id and password at its own schools, as SURF Eduhub has it: HTTP Basic. */
const credentials = { applicationId: 'leerkluis', password: 'demo' };

const sectors = { roc: 'MBO', university: 'WO', hogeschool: 'HBO' } as const satisfies Record<
  InstitutionKey,
  InstitutionDesk['sector']
>;

/** One of the three is slow and sometimes fails, as schools are: where learners' data is, its catalogue comes at once. */
const behaviours: Readonly<Record<InstitutionKey, Behaviour>> = {
  roc: {},
  university: {},
  hogeschool: { delayMs: [150, 900], failEvery: 7, at: ['/persons', '/associations'] },
};

/** Learners are read of; for a place one asks, and calls it off. */
const methods = ['GET', 'POST', 'PATCH'];
/** Longer than the connection waits, so that it is the connection that decides. */
const limits = { maxBytes: 5_000_000, headersMs: 30_000, bodyMs: 30_000 };

function startServer(
  key: InstitutionKey,
  port: number,
  { bulk, eduid, versions }: Pick<SchoolOptions, 'bulk' | 'eduid' | 'versions'>,
) {
  const more = bulk?.[key];
  const guests = eduid && {
    learnerTokens: async (token: string) => {
      const person = await eduid.whoIs(token);
      return person && { person };
    },
  };
  return startInstitution(key, {
    port,
    host: '127.0.0.1',
    credentials: { ...credentials, ...guests },
    behaviour: behaviours[key],
    version: versions?.[key] ?? 5,
    ...(more !== undefined && { bulk: more }),
  });
}

interface DeskSettings extends Required<Pick<SchoolOptions, 'agents'>> {
  readonly key: InstitutionKey;
  readonly baseUrl: string;
  readonly fetch: OeapiSettings['fetch'];
  readonly connection?: SchoolOptions['connection'];
}

function deskOf({ key, baseUrl, fetch, agents, connection }: DeskSettings): InstitutionDesk {
  const { name } = demoInstitutions[key];
  const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
  const institution = { id: idOf(key), name: texts };
  const opened = connectOeapi({
    institution,
    baseUrl,
    credentials: { user: credentials.applicationId, password: credentials.password },
    fetch,
    now: () => new Date(),
    ...connection,
  });
  return {
    ...institution,
    connection: opened,
    sector: sectors[key],
    get agent() {
      return agents.get(institution.id);
    },
  };
}

/** Desks for the schools of a demo that runs elsewhere: nothing is started. */
export function schoolDesks(
  ports: Readonly<Record<InstitutionKey, number>>,
  agents: NonNullable<SchoolOptions['agents']>,
): Pick<DemoSchools, 'institutions' | 'stop'> {
  const fetch = guardedFetch({ allowLoopback: true, limits, methods });
  const desk = (key: InstitutionKey) =>
    deskOf({ key, baseUrl: `http://127.0.0.1:${ports[key]}`, fetch, agents });
  return {
    institutions: new Map(institutionKeys.map((key) => [idOf(key), desk(key)])),
    stop: () => fetch.close(),
  };
}

/** Starts the schools and opens a desk for each. @param ports absent or 0: any. */
export async function startSchools(
  ports: Readonly<Partial<Record<InstitutionKey, number>>>,
  { connection = {}, agents = new Map(), ...options }: SchoolOptions = {},
): Promise<DemoSchools> {
  const fetch = guardedFetch({ allowLoopback: true, limits, methods });
  const start = (key: InstitutionKey) => startServer(key, ports[key] ?? 0, options);
  const [roc, university, hogeschool] = await Promise.all([
    start('roc'),
    start('university'),
    start('hogeschool'),
  ]);
  const servers = { roc, university, hogeschool };
  const desk = (key: InstitutionKey): InstitutionDesk =>
    deskOf({
      key,
      baseUrl: servers[key].url,
      fetch,
      agents,
      connection: { ...connection, version: options.versions?.[key] ?? 5 },
    });
  return {
    institutions: new Map(institutionKeys.map((key) => [idOf(key), desk(key)])),
    servers,
    async stop() {
      await Promise.all(Object.values(servers).map((server) => server.stop()));
      await fetch.close();
    },
  };
}
