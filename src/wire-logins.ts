import { type ClientId, guardedFetch } from './base/index.js';
import type { Closings } from './closings.js';
import type { House } from './flows/index.js';
import type { Logins } from './http/index.js';
import {
  type EduidLoginDeps,
  type EnrolLogin,
  eduidLogin,
  enrolLogin,
  newHostedPerson,
  podTransport,
  profileName,
  providerExits,
  type QueryKeys,
  sameIssuer,
  signInCookie,
  solidLogin,
  stateSeal,
  strangerFetch,
  type WebIdIssuers,
} from './identity/index.js';
import type { Reader } from './pod/index.js';
import type { EduidSetup, Setup } from './setup.js';
import { now, reachOf } from './wire-rooms.js';

/** Where logins come back to; providers compare them letter by letter. */
export const comeBack = (publicOrigin: string) => ({
  solid: `${publicOrigin}/sign-in/solid/callback`,
  eduid: `${publicOrigin}/sign-in/eduid/callback`,
  /** Once signed out elsewhere. */
  exit: `${publicOrigin}/`,
});

/** As the issuers spell themselves; the first is that of our own pods. */
export const issuersOf = ({ podOrigin, trustedIssuers = [] }: Setup): readonly string[] => [
  `${podOrigin}/`,
  ...trustedIssuers.filter((issuer) => sameIssuer(issuer) !== podOrigin),
];

const ownPods = { nl: 'Met e-mailadres en wachtwoord', en: 'With e-mail address and password' };

const nameOfIssuer = (issuer: string, { podOrigin }: Setup) => {
  const { host } = new URL(issuer);
  return sameIssuer(issuer) === podOrigin ? ownPods : { nl: `Via ${host}`, en: `By ${host}` };
};

const isHere = (url: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);

interface Behind {
  readonly house: House;
  readonly keys: QueryKeys;
  /** A guarded fetch that gets and nothing else. */
  readonly outside: typeof fetch;
  readonly webIds: WebIdIssuers;
  readonly builder: Reader;
  readonly enrol?: EnrolLogin | undefined;
}

/** Whom we know by a secret, beside those that know us by our page. */
interface ExitsOf {
  readonly provider: Omit<EduidSetup, 'name'> | undefined;
  readonly pageClient: ClientId;
}
function exitsFor(setup: Setup, { provider, pageClient }: ExitsOf, closings: Closings) {
  const { ownPodOrigins: trustedOrigins, allowLoopback } = reachOf(setup);
  const { log, publicOrigin } = setup;
  const allowHere = allowLoopback || (provider !== undefined && isHere(provider.issuer));
  const methods = ['GET', 'POST'];
  const fetch = guardedFetch({ allowLoopback: allowHere, trustedOrigins, methods });
  closings.push(() => fetch.close());
  return providerExits({
    fetch,
    clientOf: (issuer) =>
      issuer === provider?.issuer
        ? { id: provider.clientId, secret: provider.clientSecret }
        : { id: pageClient },
    afterwards: comeBack(publicOrigin).exit,
    onFault: log.fault,
  });
}

interface EduidBehind {
  readonly keys: QueryKeys;
  readonly giveUp: Logins['exits']['giveUp'];
}
function eduidDeps(
  { issuer, clientId, clientSecret }: Omit<EduidSetup, 'name'>,
  { publicOrigin }: Setup,
  { keys, giveUp }: EduidBehind,
  closings: Closings,
): EduidLoginDeps {
  const allowHttp = isHere(issuer);
  const fetch = guardedFetch({ allowLoopback: allowHttp, methods: ['GET', 'POST'] });
  closings.push(() => fetch.close());
  const redirectUri = comeBack(publicOrigin).eduid;
  return { issuer, clientId, clientSecret, redirectUri, fetch, allowHttp, keys, now, giveUp };
}

const eduidFor = (
  eduid: EduidSetup,
  setup: Setup,
  behind: EduidBehind,
  closings: Closings,
): NonNullable<Logins['eduid']> => ({
  login: eduidLogin(eduidDeps(eduid, setup, behind, closings)),
  name: eduid.name,
});

/** By which learners let us ask hosts in their name; undefined where that is not set up. */
export function enrolLoginOf(
  setup: Setup,
  { keys, pageClient }: { readonly keys: QueryKeys; readonly pageClient: ClientId },
  closings: Closings,
): EnrolLogin | undefined {
  const { enrol } = setup;
  if (enrol === undefined) return undefined;
  const { giveUp } = exitsFor(setup, { provider: enrol, pageClient }, closings);
  return enrolLogin(eduidDeps(enrol, setup, { keys, giveUp }, closings), enrol.scope);
}

/** The logins of a set-up: its own pods', those it trusts, and eduID where that is set. */
export function loginsOf(setup: Setup, behind: Behind, closings: Closings): Logins {
  const { publicOrigin, issuerOrigin, podOrigin, log, eduid } = setup;
  const { house, keys, outside, webIds, builder } = behind;
  const podsElsewhere = podTransport(reachOf(setup));
  closings.push(() => podsElsewhere.close());
  const issuers = issuersOf(setup);
  const exits = exitsFor(setup, { provider: eduid, pageClient: house.pageClient }, closings);
  const { giveUp } = exits;
  const redirectUri = comeBack(publicOrigin).solid;
  return {
    house,
    stateCookie: signInCookie(publicOrigin),
    seal: stateSeal(keys, now),
    solid: solidLogin({
      issuers,
      clientId: house.pageClient,
      redirectUri,
      webIds,
      giveUp,
      pods: podsElsewhere,
      now,
    }),
    pods: {
      asNobody: podsElsewhere,
      asStranger: () => strangerFetch({ origin: issuerOrigin, keys, fetch: podsElsewhere, now }),
      keepersOf: (owner) => ({ owner, builder }),
    },
    solidWays: issuers.map((issuer) => ({ issuer, name: nameOfIssuer(issuer, setup) })),
    ...(eduid !== undefined && { eduid: eduidFor(eduid, setup, { keys, giveUp }, closings) }),
    ...(behind.enrol !== undefined && { enrol: behind.enrol }),
    exits,
    newPlace: () => newHostedPerson(issuerOrigin, podOrigin),
    nameOf: (webId) => profileName(webId, outside),
    ownOrigins: [publicOrigin],
    onFault: log.fault,
  };
}
