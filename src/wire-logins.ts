import { guardedFetch } from './base/index.js';
import type { Closings } from './closings.js';
import type { House } from './flows/index.js';
import type { Logins } from './http/index.js';
import {
  eduidLogin,
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
}

function exitsFor(setup: Setup, { house }: Behind, closings: Closings) {
  const { ownPodOrigins: trustedOrigins, allowLoopback } = reachOf(setup);
  const { eduid, log, publicOrigin } = setup;
  const allowHere = allowLoopback || (eduid !== undefined && isHere(eduid.issuer));
  const methods = ['GET', 'POST'];
  const fetch = guardedFetch({ allowLoopback: allowHere, trustedOrigins, methods });
  closings.push(() => fetch.close());
  return providerExits({
    fetch,
    clientOf: (issuer) =>
      issuer === eduid?.issuer
        ? { id: eduid.clientId, secret: eduid.clientSecret }
        : { id: house.pageClient },
    afterwards: comeBack(publicOrigin).exit,
    onFault: log.fault,
  });
}

function eduidFor(
  eduid: EduidSetup,
  { publicOrigin }: Setup,
  { keys }: Behind,
  { giveUp }: Logins['exits'],
  closings: Closings,
): NonNullable<Logins['eduid']> {
  const { issuer, clientId, clientSecret, name } = eduid;
  const allowHttp = isHere(issuer);
  const fetch = guardedFetch({ allowLoopback: allowHttp, methods: ['GET', 'POST'] });
  closings.push(() => fetch.close());
  const redirectUri = comeBack(publicOrigin).eduid;
  const deps = { issuer, clientId, clientSecret, redirectUri, fetch, allowHttp, keys, now, giveUp };
  return { login: eduidLogin(deps), name };
}

/** The logins of a set-up: its own pods', those it trusts, and eduID where that is set. */
export function loginsOf(setup: Setup, behind: Behind, closings: Closings): Logins {
  const { publicOrigin, issuerOrigin, podOrigin, log, eduid } = setup;
  const { house, keys, outside, webIds, builder } = behind;
  const podsElsewhere = podTransport(reachOf(setup));
  closings.push(() => podsElsewhere.close());
  const issuers = issuersOf(setup);
  const exits = exitsFor(setup, behind, closings);
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
    ...(eduid !== undefined && { eduid: eduidFor(eduid, setup, behind, exits, closings) }),
    exits,
    newPlace: () => newHostedPerson(issuerOrigin, podOrigin),
    nameOf: (webId) => profileName(webId, outside),
    ownOrigins: [publicOrigin],
    onFault: log.fault,
  };
}
