import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { guardedFetch, type InstitutionId, keyedHash, type WebId } from './base/index.js';
import { compilePlan } from './consent/index.js';
import {
  type House,
  type Institutions,
  linkInstitution,
  type NewKluis,
  openKluis,
  type Workshop,
  workOutbox,
} from './flows/index.js';
import { startGraph } from './graph/index.js';
import { createApp, listen } from './http/index.js';
import {
  addressesAt,
  agentNames,
  builderFetch,
  delegateProbe,
  issuerDocuments,
  loadKeys,
  pairwise,
  podTransport,
  queryAgents,
  sessionCookie,
  trustedIssuers,
  webIdIssuers,
} from './identity/index.js';
import { openLedger, type SignedIn } from './ledger/index.js';
import type { Log } from './log.js';

/** Everything that differs between one set-up and another. */
export interface Setup {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Folder of the project, for the vocabulary and the built explorer. */
  readonly projectRoot: string;
  readonly podOrigin: string;
  readonly publicOrigin: string;
  readonly issuerOrigin: string;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly institutions: Institutions;
  /** Filled before `ready`; empty outside the demo. */
  readonly personas: ReadonlyMap<string, SignedIn>;
  readonly openSchema: boolean;
  readonly grantMaxDays: number;
  readonly podWaitMs: number;
  readonly log: Log;
  /** Milliseconds a pod may take to begin its answer; absent: 3,000. */
  readonly podHeadersMs?: number;
  /** The evaluator; another one only to see that the pod still refuses. */
  readonly decide?: House['decide'];
}

const now = () => new Date();
/** Pods on this machine are for development; elsewhere only public addresses are asked. */
const isLocal = (origin: string): boolean => new URL(origin).hostname === 'localhost';

async function rooms(setup: Setup) {
  const { issuerOrigin, podOrigin, dataDir, log, projectRoot } = setup;
  const keys = await loadKeys(dataDir);
  const ledger = await openLedger(setup.databaseUrl, log.fault);
  const at = addressesAt(issuerOrigin);
  const allowLoopback = isLocal(podOrigin);
  const { podHeadersMs: headersMs = 3000 } = setup;
  const reach = { ownPodOrigins: [podOrigin], allowLoopback, headersMs };
  // A view of some 1,500 records; splitting larger ones comes with the issue on load.
  const pods = podTransport({ ...reach, maxBytes: 1_500_000 });
  const pen = podTransport({ ...reach, maxBytes: 20_000_000 });
  const outside = guardedFetch({ allowLoopback, trustedOrigins: [podOrigin] });
  const query = { origin: issuerOrigin, keys: keys.query, fetch: pods, now };
  const house: House = {
    ledger,
    agents: queryAgents(query),
    idsFor: (reader) => pairwise(keys.query, reader),
    decide: setup.decide ?? compilePlan,
    institutions: setup.institutions,
    fingerprint: (learner, content) =>
      keyedHash(keys.query.pairwise, 'known record', learner, content),
    pageClient: at.pageClient,
    grantMaxDays: setup.grantMaxDays,
    podWaitMs: setup.podWaitMs,
  };
  const vocabulary = await readFile(join(projectRoot, 'pods/vocab/context.jsonld'), 'utf8');
  const context = z.looseObject({}).parse(JSON.parse(vocabulary));
  const workshop: Workshop = {
    ledger,
    build: {
      fetch: builderFetch({ origin: issuerOrigin, keys: keys.builder, fetch: pen, now }),
      context,
    },
    names: agentNames(issuerOrigin, keys.builder),
    institutions: setup.institutions,
    readerFor: (agent) => ({ agent, client: at.gatewayClient, issuer: at.queryIssuer }),
    probe: delegateProbe(query),
    builder: { webId: at.builderAgent, client: at.builderClient },
  };
  return { keys, house, workshop, outside, transports: [pods, pen, outside] };
}

type Rooms = Awaited<ReturnType<typeof rooms>>;

async function openDoors(
  setup: Setup,
  { keys, house, outside }: Rooms,
  isReady: () => Promise<boolean>,
) {
  const { publicOrigin, issuerOrigin, podOrigin, log } = setup;
  const { sessions, usedProofs } = house.ledger;
  const cookie = sessionCookie(publicOrigin);
  const graph = await startGraph({ house, openSchema: setup.openSchema, onFault: log.fault });
  const app = createApp({
    graph,
    door: {
      sessions,
      verify: {
        issuers: trustedIssuers({ issuers: [`${podOrigin}/`], fetch: outside, now }),
        webIds: webIdIssuers({ fetch: outside, now }),
        replays: usedProofs,
        now,
      },
      cookieName: cookie.name,
      pageClient: house.pageClient,
      graphUrl: `${publicOrigin}/graphql`,
      ownOrigins: [publicOrigin],
    },
    signIn: { sessions, cookie, personas: setup.personas },
    health: { isReady },
    issuer: issuerDocuments({
      origin: issuerOrigin,
      queryJwk: keys.query.issuer.publicJwk,
      builderJwk: keys.builder.issuer.publicJwk,
    }),
    publicOrigin,
    issuerOrigin,
    explorer: join(setup.projectRoot, 'dist/web/explorer'),
    onFault: log.fault,
  });
  return { graph, listener: await listen(app, setup.hosts, setup.port) };
}

/** The clerk's doors, for the cli and the demo: no way to a record, only to who is known here. */
export interface AdminDoors {
  openKluis(kluis: NewKluis): Promise<void>;
  linkInstitution(learner: WebId, institution: InstitutionId, personId: string): Promise<void>;
}
export interface Running {
  readonly admin: AdminDoors;
  readonly house: House;
  readonly workshop: Workshop;
  /** Starts on what is owed to pods, once they answer. */
  startWork(): Promise<void>;
  /** From here on `/readyz` says ready. */
  ready(): void;
  /** Takes nothing new, finishes what is under way, closes. */
  stop(): Promise<void>;
}

const drainMs = 5000;
const sweepMs = 60_000;

/** Builds the house once and opens its doors. Only here are things opened; the rooms receive. */
export async function wire(setup: Setup): Promise<Running> {
  const built = await rooms(setup);
  const { workshop, house, transports } = built;
  let open = false;
  const isReady = async () => open && (await house.ledger.isReachable());
  const { graph, listener } = await openDoors(setup, built, isReady);
  const sweep = setInterval(() => {
    house.ledger.usedProofs.sweep().catch(setup.log.fault);
  }, sweepMs);
  return {
    admin: {
      openKluis: (kluis) => openKluis(workshop, kluis),
      linkInstitution: (learner, institution, personId) =>
        linkInstitution(workshop, learner, institution, personId),
    },
    house,
    workshop,
    startWork: () =>
      house.ledger.startWorkers((learner, lane) => workOutbox(workshop, learner, lane)),
    ready() {
      open = true;
    },
    async stop() {
      open = false;
      clearInterval(sweep);
      await listener.close(drainMs);
      await graph.stop();
      await house.ledger.close();
      await Promise.all(transports.map((transport) => transport.close()));
    },
  };
}
