import { join } from 'node:path';
import { guardedFetch } from './base/index.js';
import type { Closings } from './closings.js';
import { type ArchiveTools, clientOf, type House } from './flows/index.js';
import { startGraph, startLive } from './graph/index.js';
import { createApp, createHealthApp, listen, liveDoor } from './http/index.js';
import {
  type AppIssuer,
  addressesAt,
  appAtPath,
  appDocument,
  appIssuerAt,
  type EnrolLogin,
  issuerDocuments,
  type QueryKeys,
  type SigningKey,
  sessionCookie,
  trustedIssuers,
  webIdIssuers,
} from './identity/index.js';
import type { CommonSetup, Setup } from './setup.js';
import { comeBack, issuersOf, loginsOf } from './wire-logins.js';
import { builderReader, graphUrlOf, now, reachOf } from './wire-rooms.js';
import { walletDidDocument } from './wire-wallets.js';

const drainMs = 5000;

/** What the doors stand before, and the keys our issuer publishes. */
export interface Behind {
  readonly house: House;
  readonly tools: ArchiveTools;
  readonly queryKeys: QueryKeys;
  readonly apps: AppIssuer;
  readonly enrol?: EnrolLogin | undefined;
  readonly builderJwk: SigningKey['publicJwk'];
  readonly attestationJwk: SigningKey['publicJwk'];
  readonly isReady: () => Promise<boolean>;
}

/** Who is told by a token, and whether to believe it: issuers and profiles are fetched, never other addresses. */
function verifier(setup: Setup, { house, queryKeys }: Behind, closings: Closings) {
  const { ownPodOrigins: trustedOrigins, allowLoopback } = reachOf(setup);
  const outside = guardedFetch({ allowLoopback, trustedOrigins });
  closings.push(() => outside.close());
  const own = {
    issuer: appIssuerAt(setup.publicOrigin),
    publicJwk: queryKeys.apps.publicJwk,
    audience: graphUrlOf(setup),
  };
  const verify = {
    issuers: trustedIssuers({ issuers: issuersOf(setup), fetch: outside, now, own }),
    webIds: webIdIssuers({ fetch: outside, now }),
    replays: house.ledger.usedProofs,
    now,
  };
  return { outside, verify };
}

/** Apps sign people in here, and each that was not stopped has a document. */
const appDoorOf = ({ house, apps }: Behind, issuerOrigin: string, cookieName: string) => ({
  issuer: apps,
  sessions: house.ledger.sessions,
  cookieName,
  async documentAt(path: string) {
    const client = appAtPath(issuerOrigin, path);
    const app = client && (await house.ledger.apps.byClient(client));
    return app === undefined || app.suspended ? undefined : appDocument(clientOf(app));
  },
});

/** All doors for people, apps and pod servers. */
export async function openDoors(setup: Setup, behind: Behind, closings: Closings): Promise<void> {
  const { publicOrigin, issuerOrigin, log, openSchema, personas } = setup;
  const { house, tools, isReady } = behind;
  const { sessions } = house.ledger;
  const cookie = sessionCookie(publicOrigin);
  const { outside, verify } = verifier(setup, behind, closings);
  const { webIds } = verify;
  const builder = builderReader(addressesAt(issuerOrigin));
  const { enrol, queryKeys: keys } = behind;
  const known = { house, keys, outside, webIds, builder, enrol };
  const logins = loginsOf(setup, known, closings);
  const graph = await startGraph({ house, openSchema, onFault: log.fault });
  closings.push(() => graph.stop());
  const live = await startLive({ house, onFault: log.fault });
  closings.push(() => live.close());
  const door = {
    sessions,
    verify,
    cookieName: cookie.name,
    pageClient: house.pageClient,
    isLink: async (secretHash: string) =>
      (await house.ledger.grants.learnerBehindLink(secretHash)) !== undefined,
    graphUrl: graphUrlOf(setup),
    ownOrigins: [publicOrigin],
  };
  const app = createApp({
    graph,
    door,
    signIn: { sessions, cookie, personas, logins },
    apps: appDoorOf(behind, issuerOrigin, cookie.name),
    issuing: { house, onFault: log.fault },
    files: { house, tools },
    oeapi: { house, door, base: publicOrigin },
    wallets: { house, cookieName: cookie.name },
    holders: { house, didDocument: await walletDidDocument(setup, behind.queryKeys) },
    health: { isReady },
    issuer: issuerDocuments({
      origin: issuerOrigin,
      queryJwk: behind.queryKeys.issuer.publicJwk,
      builderJwk: behind.builderJwk,
      attestationJwk: behind.attestationJwk,
      pageRedirects: [comeBack(publicOrigin).solid],
      pageExits: [comeBack(publicOrigin).exit],
      podOrigin: setup.podOrigin,
    }),
    publicOrigin,
    issuerOrigin,
    web: join(setup.projectRoot, 'dist/web'),
    onFault: log.fault,
  });
  const { host } = new URL(publicOrigin);
  const lines = liveDoor({ live, door, host, onFault: log.fault });
  const listener = await listen({ app, live: lines }, setup.hosts, setup.port);
  closings.push(() => listener.close(drainMs));
  // First: who is connected would keep the listener open.
  closings.push(() => lines.close());
}

/** A process that answers nobody still says whether it is well. */
export async function openHealthDoors(
  { hosts, port }: Pick<CommonSetup, 'hosts' | 'port'>,
  isReady: () => Promise<boolean>,
  closings: Closings,
): Promise<void> {
  const listener = await listen({ app: createHealthApp({ isReady }) }, hosts, port);
  closings.push(() => listener.close(drainMs));
}
