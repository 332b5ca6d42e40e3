import { setTimeout as sleep } from 'node:timers/promises';
import type { LearnerId, WebId } from '../base/index.js';
import type { HostedPerson, ProvenEduid, ProvenWebId } from '../identity/index.js';
import {
  type Behind,
  type Linked,
  type Login,
  type PolicyEvent,
  type SignedIn,
  webIdLogin,
} from '../ledger/index.js';
import { heedIdentifiers } from './about-whom.js';
import type { House } from './house.js';
import { linkInstitution } from './open-kluis.js';

/** Why somebody who proved who they are comes no further. */
export type NoWayIn = 'NOT_LINKED' | 'KLUIS_NOT_READY';
export interface Arrival {
  readonly who: SignedIn;
  /** Why they come as who has no kluis, although they brought a pod to be one. */
  readonly problem?: 'POD_NOT_READY';
  /** The way they came by, where it leads to a kluis, or to one that they brought and that never came to be. */
  readonly way?: string;
}
export type Arrived = Arrival | NoWayIn;

/** A login, and what the login calls them. */
export interface ProvenLogin {
  readonly login: Login;
  readonly displayName: string;
}
export const byWebId = ({ webId }: ProvenWebId, displayName: string): ProvenLogin => ({
  login: webIdLogin(webId),
  displayName,
});
export const byEduid = ({ subject, displayName }: ProvenEduid): ProvenLogin => ({
  login: { kind: 'EDUID', subject },
  displayName,
});

const pollMs = 50;

/** A pod is made by a worker; whoever signs in waits for theirs. */
async function isOpened({ ledger, podWaitMs }: House, learner: LearnerId): Promise<boolean> {
  const until = Date.now() + podWaitMs;
  for (;;) {
    if (await ledger.learners.isOpened(learner)) return true;
    if (Date.now() >= until) return false;
    await sleep(pollMs);
  }
}

async function asLearner(
  house: House,
  { learner, way }: Behind,
  displayName: string,
): Promise<Arrived> {
  if (!(await isOpened(house, learner))) return 'KLUIS_NOT_READY';
  const row = await house.ledger.learners.byId(learner);
  if (row === undefined) return 'KLUIS_NOT_READY';
  return { who: { webId: row.webId, kind: 'LEARNER', displayName }, way };
}

/** Of whom there is no kluis: what was looked into, and nothing that they say themselves. */
function kindOf({ organisations, institutions }: House, webId: WebId): SignedIn['kind'] {
  if (organisations.has(webId)) return 'ADVISER';
  const isOfSchool = [...institutions.values()].some(({ agent }) => agent?.webId === webId);
  return isOfSchool ? 'INSTITUTION' : 'GUEST';
}

/** Somebody came by their own WebID: to their kluis, or as whoever they are without one. */
export async function arriveByWebId(
  house: House,
  proven: ProvenWebId,
  displayName: string,
): Promise<Arrived> {
  const { webId } = proven;
  const asNoLearner = (): SignedIn => ({ webId, kind: kindOf(house, webId), displayName });
  const behind = await house.ledger.ways.behind(webIdLogin(webId));
  if (behind !== undefined) {
    const arrived = await asLearner(house, behind, displayName);
    const waits = arrived === 'KLUIS_NOT_READY' && (await hasBrought(house, webId));
    if (!waits) return arrived;
    return { who: asNoLearner(), problem: 'POD_NOT_READY', way: behind.way };
  }
  // A kluis that this login no longer leads to: as themself they would be its learner all the same.
  if ((await house.ledger.learners.byWebId(webId)) !== undefined) return 'NOT_LINKED';
  return { who: asNoLearner() };
}

/** Their own pod may never let the builder in. As who has no kluis they can bring another. */
const hasBrought = async ({ ledger }: House, webId: WebId): Promise<boolean> =>
  (await ledger.learners.byWebId(webId))?.brought !== undefined;

/** What a learner reads in their log of a school that a login named. What was known goes on without a word. */
const tellOfLink = {
  NEW: 'INSTITUTION_LINKED',
  KNOWN: undefined,
  REFUSED: 'INSTITUTION_NOT_LINKED',
} as const satisfies Record<Linked, PolicyEvent | undefined>;

/** What the login says of an institution we know: who they are there, for another 180 days, as long as this way is there. */
export async function heedInstitution(
  house: House,
  { learner, way }: Behind,
  { atInstitution }: ProvenEduid,
): Promise<void> {
  const { ledger, institutions, pageClient: client } = house;
  if (atInstitution === undefined || !institutions.has(atInstitution.institution)) return;
  const { institution, personId } = atInstitution;
  const row = await ledger.learners.byId(learner);
  if (row === undefined) return;
  const event = tellOfLink[await linkInstitution(house, row.webId, institution, personId, way)];
  const actor = { webId: row.webId, client };
  if (event !== undefined) await ledger.ways.tell(learner, event, actor, institution);
}

/**
 * Somebody came by an eduID: to the kluis it is linked to, and who has none gets one. Their name comes from the login:
 * nobody types it twice.
 * @param newPlace a name on the web and a place for a pod that nobody has.
 */
export async function arriveByEduid(
  house: House,
  proven: ProvenEduid,
  newPlace: () => HostedPerson,
): Promise<Arrived> {
  const { login, displayName } = byEduid(proven);
  const { ways } = house.ledger;
  const place = newPlace();
  const actor = { webId: place.webId, client: house.pageClient };
  const person = proven.name === undefined ? {} : { name: proven.name };
  const behind =
    (await ways.behind(login)) ?? (await ways.open({ ...place, login, person, actor }));
  await heedInstitution(house, behind, proven);
  await heedIdentifiers(house, behind, proven);
  const arrived = await asLearner(house, behind, displayName);
  if (typeof arrived === 'string') return arrived;
  return { ...arrived, who: { ...arrived.who, roles: proven.roles } };
}
