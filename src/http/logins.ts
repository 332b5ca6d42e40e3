import type { WebId } from '../base/index.js';
import {
  type Arrived,
  arriveByEduid,
  arriveByWebId,
  bringPod,
  byWebId,
  type House,
  linkEduid,
  linkLogin,
  type NoPod,
  type PodFinder,
} from '../flows/index.js';
import type {
  BegunSignIn,
  EduidLogin,
  EnrolLogin,
  HostedPerson,
  ProvenWebId,
  ProviderExits,
  SessionCookie,
  SolidLogin,
  StateSeal,
} from '../identity/index.js';
import type { LearnerRow } from '../ledger/index.js';

/** What something is called, in the languages of the page. */
export interface Named {
  readonly nl: string;
  readonly en: string;
}

/** The logins that this server offers, beside those of the demo. */
export interface Logins {
  readonly house: House;
  /** Holds what was begun, sealed, in the browser that began it. */
  readonly stateCookie: SessionCookie;
  readonly seal: StateSeal;
  readonly solid: SolidLogin;
  readonly solidWays: readonly { readonly issuer: string; readonly name: Named }[];
  /** Absent: no eduID is set up here. */
  readonly eduid?: { readonly login: EduidLogin; readonly name: Named };
  /** Lets us ask hosts in a learner's name; absent: no place is asked for from here. */
  readonly enrol?: EnrolLogin;
  readonly exits: ProviderExits;
  /** A name on the web and a place for a pod that nobody has. */
  readonly newPlace: () => HostedPerson;
  /** What somebody's own profile calls them. */
  readonly nameOf: (webId: WebId) => Promise<string>;
  readonly pods: PodFinder;
  readonly ownOrigins: readonly string[];
  readonly onFault: (error: unknown) => void;
}
export type LoginKind = BegunSignIn['kind'];

/** What becomes of the end of a login. */
export interface Ending {
  /** Somebody signs in. */
  readonly arrive: () => Promise<Arrived>;
  /** A learner links this login to their kluis. @returns false when it leads to another one. */
  readonly link: (learner: LearnerRow) => Promise<boolean>;
  /** What became of a pod that they brought; absent: they brought none. */
  readonly pod?: 'brought' | NoPod;
}

/** One kind of login, from where a browser leaves us to where it comes back. */
interface Way {
  /** @returns the issuer as it spells itself; undefined for one that is not trusted, of which nothing is fetched. */
  readonly issuerOf: (asked: unknown) => string | undefined;
  readonly begin: (issuer: string) => ReturnType<EduidLogin['begin']>;
  readonly end: (begun: BegunSignIn, search: string) => Promise<Ending>;
}

/** Only while this login is at hand are we let into their pod as they are. */
async function endBringing(
  { house, solid, pods }: Logins,
  begun: BegunSignIn,
  search: string,
): Promise<readonly [ProvenWebId, Ending['pod']]> {
  const { bring } = begun;
  if (bring === undefined) return [await solid.end(begun, search), undefined];
  return solid.endWith(begun, search, async (proven, owner) => {
    // The login was left as somebody else than who asked for it.
    if (proven.webId !== bring.webId) return [proven, 'POD_NOT_FOUND'];
    return [proven, await bringPod(house, pods, { ...bring, owner })];
  });
}

const solidWay = (logins: Logins): Way => ({
  issuerOf: (asked) => (typeof asked === 'string' ? logins.solid.issuerOf(asked) : undefined),
  begin: (issuer) => logins.solid.begin(issuer),
  end: async (begun, search) => {
    const { house, nameOf } = logins;
    const [proven, pod] = await endBringing(logins, begun, search);
    return {
      ...(pod !== undefined && { pod }),
      arrive: async () => arriveByWebId(house, proven, await nameOf(proven.webId)),
      link: ({ id }) => linkLogin(house, id, byWebId(proven, ''), proven.webId),
    };
  },
});

const eduidWay = ({ house, newPlace }: Logins, login: EduidLogin): Way => ({
  issuerOf: () => login.issuer,
  begin: () => login.begin(),
  end: async (begun, search) => {
    const proven = await login.end(begun, search);
    return {
      arrive: () => arriveByEduid(house, proven, newPlace),
      link: ({ id }) => linkEduid(house, id, proven),
    };
  },
});

/** @returns undefined for a kind that is not offered here. */
export function wayOf(logins: Logins, kind: LoginKind): Way | undefined {
  if (kind === 'SOLID') return solidWay(logins);
  return logins.eduid && eduidWay(logins, logins.eduid.login);
}

/** The same login, asked for more. @returns undefined where none is set up. */
export const enrolWay = ({ enrol }: Logins): Pick<Way, 'issuerOf' | 'begin'> | undefined =>
  enrol && { issuerOf: () => enrol.issuer, begin: () => enrol.begin() };
