/** Schools that are real servers, by themselves or behind a gateway, and their desks in a house that is not there yet. */
import {
  clientId,
  guardedFetch,
  type InstitutionId,
  institutionId,
  webId,
} from '../../../../src/base/index.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import {
  type DemoInstitution,
  type Notify,
  startInstitution,
} from '../../../../src/demo/institutions/index.js';
import type { World } from '../../../../src/demo/institutions/world.js';
import type { InstitutionAgent, InstitutionDesk } from '../../../../src/flows/index.js';
import { connectOeapi, throughGateway } from '../../../../src/institutions/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { type Gateway, startGateway } from '../../../fixtures/own-route/eduhub.js';
import { systemOf } from '../push/token.js';

export interface SchoolHere {
  readonly world: World;
  /** Of OEAPI; 5 where nothing is said. */
  readonly version?: 5 | 6;
  /** Asked through the gateway, and no place can be asked for. */
  readonly isBehindGateway?: boolean;
  /** Knows the learner by the number in its world. */
  readonly isHome?: boolean;
  /** Whose account it has at the pods, to write there; absent: it writes nowhere. */
  readonly agent?: PersonaKey;
}

/** What the schools need of the house, once it is there: where they write, and how they know the learner. */
export interface Later {
  house?: TestHouse;
  /** The learner’s row. */
  learner?: string;
}

export interface Schools {
  readonly servers: ReadonlyMap<string, DemoInstitution>;
  readonly gateway: Gateway;
  readonly institutions: ReadonlyMap<InstitutionId, InstitutionDesk>;
  /** How a school writes to this house, in its own name. */
  readonly writing: (key: string) => Notify | undefined;
  /** From now on they can write, each by its account. */
  readonly canWrite: (house: TestHouse) => void;
  stop(): Promise<void>;
}

const [user, password] = ['leerkluis', 'proef'];
const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export const fail = (why: string): never => {
  throw new Error(why);
};

function writingOf({ agent, version = 5 }: SchoolHere, later: Later): Notify | undefined {
  if (agent === undefined) return undefined;
  const house = (): TestHouse => later.house ?? fail('there is no house yet');
  let system: Promise<typeof fetch> | undefined;
  return {
    version,
    /** With the learner by the name that this school has for them in addresses. */
    get url(): string {
      const as = webId(house().account(agent).webId);
      const sealed = house()
        .running.house.idsFor(as)
        .seal('learner', later.learner ?? '');
      return `${house().origin}/oeapi/${sealed}`;
    },
    fetch: async (...asked) => {
      system ??= systemOf(house(), agent);
      return (await system)(...asked);
    },
  };
}

const starts = (
  { world, version = 5, isHome = false }: SchoolHere,
  notify: Notify | undefined,
  later: Later,
): Promise<DemoInstitution> =>
  startInstitution(world, {
    port: 0,
    host: '127.0.0.1',
    people: isHome ? ['samira'] : [],
    version,
    credentials: {
      applicationId: user,
      password,
      learnerTokens: async (token) => {
        const person = await later.house?.whoIs?.(token);
        return person && { person };
      },
    },
    ...(notify !== undefined && { notify }),
  });

export async function startSchoolsHere(
  schools: Readonly<Record<string, SchoolHere>>,
  later: Later,
): Promise<Schools> {
  const entries = Object.entries(schools);
  const writings = new Map(entries.map(([key, school]) => [key, writingOf(school, later)]));
  const servers = new Map<string, DemoInstitution>();
  for (const [key, school] of entries) {
    servers.set(key, await starts(school, writings.get(key), later));
  }
  const urlOf = (key: string): string => servers.get(key)?.url ?? fail(key);
  const endpoints = entries.map(
    ([key]) => [key, { url: urlOf(key), authorization: basic }] as const,
  );
  const gateway = await startGateway(basic, new Map(endpoints));
  const limits = { maxBytes: 5_000_000, headersMs: 30_000, bodyMs: 30_000 };
  const outside = guardedFetch({ allowLoopback: true, limits, methods: ['GET', 'POST', 'PATCH'] });
  const agents = new Map<InstitutionId, InstitutionAgent>();
  const desks = entries.map(([key, school]): readonly [InstitutionId, InstitutionDesk] => {
    const { world, version = 5, isBehindGateway = false } = school;
    const id = institutionId(world.info.id);
    const institution = { id, name: [{ language: 'nl', value: world.info.name.nl }] };
    const connection = connectOeapi({
      institution,
      version,
      baseUrl: isBehindGateway ? gateway.url : urlOf(key),
      credentials: { user, password },
      fetch: isBehindGateway ? throughGateway(outside, key) : outside,
      takesGuests: !isBehindGateway,
      now: () => new Date(),
    });
    const desk = {
      ...institution,
      connection,
      get agent() {
        return agents.get(id);
      },
    };
    return [id, desk];
  });
  return {
    servers,
    gateway,
    institutions: new Map(desks),
    writing: (key) => writings.get(key),
    canWrite: (house) => {
      for (const [, { agent, world }] of entries) {
        if (agent === undefined) continue;
        const { webId: own, client } = house.account(agent);
        agents.set(institutionId(world.info.id), {
          webId: webId(own),
          clientIds: client === undefined ? [] : [clientId(client.id)],
          oidcIssuer: `${house.pods}/`,
        });
      }
    },
    async stop() {
      await gateway.stop();
      await Promise.all([...servers.values()].map((server) => server.stop()));
      await outside.close();
    },
  };
}
