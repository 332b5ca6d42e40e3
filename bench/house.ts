import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GrantId,
  type InstitutionId,
  type LearnerId,
  type WebId,
  webId,
} from '../src/base/index.js';
import { type Closings, closeAll, opening } from '../src/closings.js';
import { compilePlan, type Grant, type Permit } from '../src/consent/index.js';
import {
  createAccount,
  freePort,
  loopbackHosts,
  projectRoot,
  startPodProcess,
  startPostgres,
} from '../src/embedded/index.js';
import type { InstitutionDesk } from '../src/flows/index.js';
import { settleView } from '../src/flows/settle-view.js';
import {
  addressesAt,
  newSessionToken,
  type Principal,
  principalFromSession,
  sessionTokenHash,
} from '../src/identity/index.js';
import { connectOeapi } from '../src/institutions/index.js';
import type { SignedIn } from '../src/ledger/index.js';
import { openKluis, writeRecords } from '../src/pod/index.js';
import type { RecordVersion } from '../src/records/index.js';
import type { Setup } from '../src/setup.js';
import { type Running, wire } from '../src/wire.js';
import { university } from '../test/fixtures/oeapi-v5.js';
import { plenty } from '../test/fixtures/plenty.js';
import { type PodProxy, startPodProxy } from '../test/fixtures/pod-proxy.js';
import { operationText } from './in-memory.js';

export interface Learner {
  readonly id: LearnerId;
  readonly webId: WebId;
  readonly storage: string;
  readonly grants: readonly Grant[];
}
export interface BenchHouse {
  readonly running: Running;
  readonly databaseUrl: string;
  readonly proxy: PodProxy;
  readonly adviser: { readonly cookie: string; readonly principal: Principal };
  /** A learner with these results in the pod, and so many live grants to the adviser on all of them. */
  learner(name: string, records: readonly RecordVersion[], grants?: number): Promise<Learner>;
  signIn(who: SignedIn): Promise<string>;
  ask(cookie: string, operation: string, variables: object, query?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Whose deliveries are understood. It is never asked for any. */
const desk: InstitutionDesk = {
  ...university,
  connection: connectOeapi({
    institution: university,
    baseUrl: 'https://oeapi.example',
    credentials: { user: 'nobody', password: 'asks' },
    fetch: async () => {
      throw new Error('no school is asked in this measurement');
    },
    now: () => new Date(),
  }),
};

const noor = webId('https://advies.example/noor#me');
const dayMs = 86_400_000;

async function sharedWith(
  { workshop, house }: Running,
  learner: { readonly id: LearnerId },
): Promise<Grant> {
  const { grants } = workshop.ledger;
  const actor = { webId: noor, client: house.pageClient };
  const terms = {
    purpose: 'CAREER_GUIDANCE',
    clients: [house.pageClient],
    scope: [{ types: ['RESULT'] }],
    claims: [],
    facets: ['core', 'credits', 'assessment'],
    personFacets: [],
    validFrom: new Date(Date.now() - 60_000),
    validUntil: new Date(Date.now() + 90 * dayMs),
    includeFuture: true,
  } as const;
  const made = await grants.grant(learner.id, {
    grantee: { kind: 'person', webId: noor },
    terms,
    actor,
  });
  if (made?.kind !== 'made') throw new Error('no grant was made');
  const { id }: { readonly id: GrantId } = made;
  // As a worker does it, papers and all: a grant that its pod knows nothing of is taken back within a minute.
  await settleView(workshop, { learner: learner.id, id, since: new Date().toISOString() });
  const grant = await grants.byId(id);
  if (grant?.state !== 'ACTIVE') throw new Error('the grant is not in force');
  return grant;
}

async function movedIn(
  running: Running,
  pod: string,
  { name, records, grants }: { name: string; records: readonly RecordVersion[]; grants: number },
): Promise<Learner> {
  const { workshop } = running;
  const storage = `${pod}${name}/`;
  const who = webId(`${storage}profile/card#me`);
  const { id } = await workshop.ledger.learners.enrol(who, storage);
  const self = workshop.readerFor(workshop.names.selfAgentOf(who));
  await openKluis(workshop.build, storage, { self, keepers: workshop.keepersOf(who) }, {});
  await workshop.ledger.learners.markOpened(id, new Date());
  const perSchool = Map.groupBy(records, ({ facets }): InstitutionId => facets.core.institution.id);
  for (const [school, mine] of perSchool) {
    await writeRecords(workshop.build, storage, school, {
      records: mine,
      deliveries: [],
      from: [],
      torn: false,
    });
  }
  const given: Grant[] = [];
  for (let n = 0; n < grants; n += 1) {
    given.push(await sharedWith(running, { id }));
  }
  return { id, webId: who, storage, grants: given };
}

/** What only compilePlan mints, for reading as the adviser's delegate without the server. */
export function permitOf(grant: Grant, principal: Principal): Permit {
  const { learner, purpose } = grant;
  const { webId: agent, clientId: client } = principal;
  const who = { agent, client, roles: [], isLearner: false };
  const ask = { learner, ...who, purpose, now: new Date() };
  const decision = compilePlan(ask, { epoch: 1, grants: [grant], blocks: [] });
  const permit = decision.kind === 'plan' ? decision.plan.permits[0] : undefined;
  if (permit === undefined) throw new Error('the grant is not live');
  return permit;
}

const headers = {
  'content-type': 'application/json',
  'apollo-require-preflight': '1',
  'x-csrf': '1',
  'x-purpose': 'CAREER_GUIDANCE',
} as const;

/** @throws Error for an answer that is none: then there is nothing to measure. */
async function post(origin: string, cookie: string, body: object): Promise<string> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(`no answer: ${text}`);
  return text;
}

/** PostgreSQL, and a pod server behind a proxy that counts. */
async function openServers(closings: Closings, issuerOrigin: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-bench-'));
  closings.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir, port: await freePort() });
  closings.push(() => postgres.stop());
  const podsPort = await freePort();
  const proxy = await startPodProxy(podsPort);
  closings.push(() => proxy.stop());
  const podOrigin = `http://localhost:${proxy.port}`;
  const at = addressesAt(issuerOrigin);
  const builder = { webId: at.builderAgent, clientId: at.builderClient };
  const place = { baseUrl: `${podOrigin}/`, port: podsPort, dataDir };
  const podServer = await startPodProcess({ ...place, builder });
  closings.push(() => podServer.stop());
  return { dataDir, proxy, podOrigin, databaseUrl: postgres.url };
}

/** Real servers with nobody in them, ours as well. */
async function openGround(closings: Closings, more: Pick<Setup, 'examiner'>) {
  const port = await freePort();
  const [origin, issuerOrigin] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const { proxy, ...servers } = await openServers(closings, issuerOrigin);
  const running = await wire({
    ...servers,
    projectRoot,
    port,
    hosts: loopbackHosts(),
    publicOrigin: origin,
    issuerOrigin,
    institutions: new Map([[university.id, desk]]),
    personas: new Map(),
    organisations: new Map(),
    allowance: plenty,
    openSchema: false,
    grantMaxDays: 730,
    podWaitMs: 0,
    podHeadersMs: 30_000,
    log: { fault: () => undefined, note: () => undefined, podServer: () => undefined },
    ...more,
  });
  closings.push(() => running.stop());
  const { podOrigin, databaseUrl } = servers;
  return { running, proxy, origin, baseUrl: `${podOrigin}/`, databaseUrl };
}

/** One pod holds all learners, each in a folder of their own: an account takes long to make, and none is measured. */
export const openBenchHouse = (more: Pick<Setup, 'examiner'> = {}): Promise<BenchHouse> =>
  opening(async (closings) => {
    const { origin, baseUrl, ...ground } = await openGround(closings, more);
    const { running } = ground;
    const login = { email: 'class@leerkluis.example', password: newSessionToken() };
    const { podRoot } = await createAccount(baseUrl, { ...login, podName: 'class' });
    const { house } = running;
    const signIn = async (who: SignedIn): Promise<string> => {
      const token = newSessionToken();
      const until = new Date(Date.now() + dayMs);
      await house.ledger.sessions.start(sessionTokenHash(token), who, until);
      return `leerkluis=${token}`;
    };
    return {
      ...ground,
      adviser: {
        cookie: await signIn({ webId: noor, kind: 'ADVISER', displayName: 'Noor' }),
        principal: principalFromSession({ webId: noor, clientId: house.pageClient }),
      },
      learner: (name, records, grants = 1) => movedIn(running, podRoot, { name, records, grants }),
      signIn,
      ask: async (cookie, operationName, variables, query) =>
        post(origin, cookie, {
          query: query ?? (await operationText(operationName)),
          operationName,
          variables,
        }),
      stop: () => closeAll(closings),
    };
  });
