import type { RequestListener } from 'node:http';
import type { House } from '../src/flows/index.js';
import { startGraph } from '../src/graph/index.js';
import { createApp } from '../src/http/index.js';
import {
  sessionCookie,
  sessionTokenHash,
  trustedIssuers,
  webIdIssuers,
} from '../src/identity/index.js';
import { signedIn } from './in-memory.js';

export const origin = 'http://127.0.0.1:4000';
export const sessionToken = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const now = () => new Date();
/** For tokens; the adviser of this measurement has a session. */
const verify = {
  issuers: trustedIssuers({ issuers: [], fetch, now }),
  webIds: webIdIssuers({ fetch, now }),
  replays: { firstUse: async () => true },
  now,
};
const notHere = async () => {
  throw new Error('not asked in this measurement');
};
const fault = (error: unknown) => {
  throw error;
};

/** Our whole server as it runs: every door, header, limit and check. Only the house is in memory. */
export async function ours(house: House, compileAt: number | undefined): Promise<RequestListener> {
  const hash = sessionTokenHash(sessionToken);
  const sessions = {
    find: async (asked: string) => (asked === hash ? signedIn : undefined),
    start: notHere,
    end: notHere,
  };
  const cookie = sessionCookie(origin);
  const graph = await startGraph({
    house,
    openSchema: false,
    onFault: fault,
    ...(compileAt !== undefined && { compileAt }),
  });
  return createApp({
    graph,
    door: {
      sessions,
      verify,
      cookieName: cookie.name,
      isLink: async () => false,
      pageClient: house.pageClient,
      graphUrl: `${origin}/graphql`,
      ownOrigins: [origin],
    },
    signIn: { sessions, cookie, personas: new Map() },
    health: { isReady: async () => true },
    issuer: () => undefined,
    publicOrigin: origin,
    issuerOrigin: 'http://localhost:4000',
    web: 'dist/web',
    onFault: fault,
  });
}
