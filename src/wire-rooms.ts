import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { guardedFetch, keyedHash, present } from './base/index.js';
import type { Closings } from './closings.js';
import { compilePlan } from './consent/index.js';
import {
  type Examiner,
  openFileSigners,
  registryOf,
  type SignerSource,
  walletIssuer,
} from './credentials/index.js';
import { examinerInThread } from './examiner.js';
import {
  type ArchiveTools,
  appKnowledge,
  appScopes,
  credentialDesk,
  type House,
  ratesOver,
  type Workshop,
} from './flows/index.js';
import {
  type AppIssuer,
  addressesAt,
  agentNames,
  appClientId,
  appIssuer,
  attestationKeySet,
  attester,
  type BuilderKeys,
  builderFetch,
  delegateProbe,
  pairwiseFor,
  podTransport,
  type QueryKeys,
  queryAgents,
  rowSeal,
  type SigningKey,
} from './identity/index.js';
import { openLedger, type Pace, proposalsPerDay, requestsPerDay } from './ledger/index.js';
import { accessByPod, type Reader } from './pod/index.js';
import { podMaker } from './pods-for-people.js';
import type { CommonSetup, Setup } from './setup.js';
import { walletDeskOf } from './wire-wallets.js';

export const now = () => new Date();
/** Pods on this machine are for development; elsewhere only public addresses are asked. */
const isLocal = (origin: string): boolean => new URL(origin).hostname === 'localhost';

/** Days a line of a log is kept unless told otherwise: as long as a grant can last. */
const retentionDays = 730;

/** How pods may be reached. Our own pod server may stand on an inner network, behind its public name. */
export const reachOf = ({
  podOrigin,
  podHeadersMs: headersMs = 3000,
}: Pick<CommonSetup, 'podOrigin' | 'podHeadersMs'>) => ({
  ownPodOrigins: [podOrigin],
  allowLoopback: isLocal(podOrigin),
  headersMs,
});

function openExaminer(closings: Closings): Examiner {
  const thread = examinerInThread();
  closings.push(() => thread.close());
  return thread;
}

/** What every process opens: the ways to pods and the ledger. Closed last: work under way needs both. */
export async function openGround(setup: CommonSetup, keys: QueryKeys, closings: Closings) {
  // A view of some 1,500 records; splitting larger ones comes with the issue on load.
  const pods = podTransport({ ...reachOf(setup), maxBytes: 1_500_000 });
  const pen = podTransport({ ...reachOf(setup), maxBytes: 20_000_000 });
  closings.push(() => Promise.all([pods.close(), pen.close()]));
  const { allowLoopback } = reachOf(setup);
  const limits = { maxBytes: 2_000_000, bodyMs: 10_000 };
  const outside = guardedFetch({ allowLoopback, limits });
  closings.push(() => outside.close());
  const ledger = await openLedger(setup.databaseUrl, setup.log.fault);
  closings.push(() => ledger.close());
  const examiner = setup.examiner ?? openExaminer(closings);
  const credentials = credentialDesk({
    ledger,
    outside,
    now,
    examiner,
    registry: setup.registry ?? registryOf([]),
  });
  const query = { origin: setup.issuerOrigin, keys, fetch: pods, now };
  return {
    ledger,
    query,
    pen,
    outside,
    examiner,
    credentials,
    at: addressesAt(setup.issuerOrigin),
  };
}
export type Ground = Awaited<ReturnType<typeof openGround>>;

/** What one asker may ask where nothing is set. */
const usual: { readonly ids: Pace; readonly operations: Pace } = {
  ids: { perMinute: 600, burst: 200 },
  operations: { perMinute: 1200, burst: 300 },
};

/** The advertised address of the graph: what proofs are made for, and where tokens of apps are for. */
export const graphUrlOf = ({ publicOrigin }: Pick<Setup, 'publicOrigin'>): string =>
  `${publicOrigin}/graphql`;

/** Our issuer for apps, with a key that no pod has ever heard of. */
export const appIssuerOf = (setup: Setup, { ledger, query }: Ground): AppIssuer =>
  appIssuer({
    publicOrigin: setup.publicOrigin,
    issuerOrigin: setup.issuerOrigin,
    graphUrl: graphUrlOf(setup),
    key: query.keys.apps.jwk,
    cookieSecret: query.keys.apps.cookies,
    papers: ledger.papers,
    scopes: appScopes,
    ...appKnowledge(ledger, setup.organisations, query.keys.pairwise),
    onFault: setup.log.fault,
  });

const fingerprintWith =
  (keys: Ground['query']['keys']): House['fingerprint'] =>
  (learner, content) =>
    keyedHash(keys.pairwise, 'known record', learner, content);

/** The query path: everything a process that answers people works with. */
export const houseOf = (
  setup: Setup,
  { ledger, query, outside, credentials, at }: Ground,
  attestationJwk: SigningKey['publicJwk'],
  issuer: AppIssuer,
  authorities?: House['authorities'],
): House => ({
  ledger,
  agents: queryAgents(query),
  idsFor: pairwiseFor(query.keys),
  decide: setup.decide ?? compilePlan,
  institutions: setup.institutions,
  organisations: setup.organisations,
  agreements: setup.agreements ?? [],
  outside,
  credentials,
  rates: ratesOver(ledger.rates, { ...usual, ...setup.allowance }),
  apps: {
    issuer,
    newClient: () => appClientId(setup.issuerOrigin, randomBytes(16).toString('base64url')),
    ownOrigins: [setup.publicOrigin, setup.issuerOrigin, setup.podOrigin],
  },
  wallet: {
    issuer: walletIssuer(setup.publicOrigin),
    mark: (kind, text) => keyedHash(query.keys.pairwise, 'wallet', kind, text),
  },
  testLearners: setup.testLearners ?? [],
  requestsPerDay: setup.allowance?.requestsPerDay ?? requestsPerDay,
  proposalsPerDay: setup.allowance?.proposalsPerDay ?? proposalsPerDay,
  meterOf: ({ webId, clientId }) => keyedHash(query.keys.pairwise, 'meter', webId, clientId),
  fingerprint: fingerprintWith(query.keys),
  rowSeal: rowSeal(query.keys),
  verifier: walletDeskOf(setup, query.keys),
  pageClient: at.pageClient,
  grantMaxDays: setup.grantMaxDays,
  podWaitMs: setup.podWaitMs,
  attestationKeys: attestationKeySet(attestationJwk),
  logRetentionDays: setup.logRetentionDays ?? retentionDays,
  ...(authorities !== undefined && { authorities }),
});

/** The words of what stands in pods. */
async function contextIn({ projectRoot }: Pick<CommonSetup, 'projectRoot'>): Promise<object> {
  const file = join(projectRoot, 'pods/vocab/context.jsonld');
  return z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
}

/** What learners take along and bring back, by a process that answers people: it reads as them, and signs nothing. */
export async function archiveToolsOf(
  setup: Setup,
  { query, pen }: Ground,
  { attestationKeys }: House,
): Promise<ArchiveTools> {
  return {
    // Documents of a school may be as large as those that the builder writes.
    selfFetch: queryAgents({ ...query, fetch: pen }).selfFetch,
    context: await contextIn(setup),
    archiveKeys: { keys: [...attestationKeys.keys, ...(setup.archiveKeys?.keys ?? [])] },
  };
}

/** The builder, as rules name it. */
export const builderReader = ({
  builderAgent: agent,
  builderClient: client,
  builderIssuer: issuer,
}: Ground['at']): Reader => ({ agent, client, issuer });

/** Where institutions' keys lie: with the builder's, unless said otherwise. */
export const signersOf = ({
  dataDir,
  keysDir = join(dataDir, 'keys'),
  builderKeysDir = keysDir,
  issuerKeysDir: folder = join(builderKeysDir, 'issuers'),
  issuerKeysSecret: secret,
  issuerOrigin: origin,
}: CommonSetup): Promise<SignerSource> => openFileSigners(present({ folder, origin, secret }));

/** The builder's side. Whoever calls this holds the builder's keys. */
export async function openWorkshop(
  setup: CommonSetup,
  { ledger, query, pen, examiner, credentials, at }: Ground,
  keys: BuilderKeys,
): Promise<Workshop> {
  const context = await contextIn(setup);
  const { issuerOrigin: origin, institutions, messenger } = setup;
  return {
    ledger,
    credentials,
    examiner,
    rowSeal: rowSeal(query.keys),
    signers: await signersOf(setup),
    issuerOrigin: origin,
    build: {
      fetch: builderFetch({ origin, keys, fetch: pen, now }),
      context,
      accessOf: accessByPod([setup.podOrigin], (places) => ledger.learners.broughtAmong(places)),
    },
    names: agentNames(origin, keys),
    institutions,
    readerFor: (agent) => ({ agent, client: at.gatewayClient, issuer: at.queryIssuer }),
    keepersOf: (owner) => ({ owner, builder: builderReader(at) }),
    probe: delegateProbe(query),
    fingerprint: fingerprintWith(query.keys),
    builder: { webId: at.builderAgent, client: at.builderClient },
    makePod: podMaker(setup, keys),
    ...(messenger !== undefined && { messenger }),
    attest: attester(keys.attestation, origin),
    attestationKeys: attestationKeySet(keys.attestation.publicJwk),
    logRetentionDays: setup.logRetentionDays ?? retentionDays,
  };
}
