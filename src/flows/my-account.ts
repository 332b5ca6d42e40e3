import { Fault, type LearnerId, present, type WebId } from '../base/index.js';
import type { ProvenEduid } from '../identity/index.js';
import type { AskedLast, LearnerRow, StandingLink, Way } from '../ledger/index.js';
import type { Texts } from '../records/index.js';
import { heedIdentifiers } from './about-whom.js';
import { byEduid, heedInstitution, type ProvenLogin } from './arrive.js';
import { dropAuthority, isLet } from './authority.js';
import { actorOf } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** A school somebody is, or was, known at. */
export interface AccountLink extends StandingLink {
  readonly name: Texts;
  readonly state: 'CURRENT' | 'EXPIRED';
  /** When it was asked last, and what came of it; absent: never. */
  readonly asked?: AskedLast;
  /** It has a way to add results by itself. */
  readonly canAdd: boolean;
}
export interface Account {
  readonly ways: readonly Way[];
  readonly institutions: readonly AccountLink[];
  /** Who decides along with a young learner. */
  readonly guardians: readonly WebId[];
  readonly pod: AccountPod;
  /** They let us ask hosts for places in their name. */
  readonly letsAsk: boolean;
}

/** Where a learner's kluis stands. */
export interface AccountPod {
  readonly host: string;
  /** They brought it: it is on a server of others. */
  readonly isBrought: boolean;
  /** Whether that server can say by which app somebody must come. */
  readonly tellsAppsApart: boolean;
}
const podOf = ({ storage, brought }: LearnerRow): AccountPod => ({
  host: new URL(storage).host,
  isBrought: brought !== undefined,
  tellsAppsApart: brought !== 'WAC',
});

/** How a learner comes in, where they are known, and who decides along. */
export async function myAccount(house: House, caller: Caller): Promise<Account> {
  const learner = await ownLearner(house, caller);
  const { id } = learner;
  const { ways, learners, guardians, pulls } = house.ledger;
  const now = new Date();
  const last = new Map((await pulls.askedLast(id)).map((one) => [one.institution, one]));
  const linkOf = (link: StandingLink): AccountLink => {
    const desk = house.institutions.get(link.institution);
    return {
      ...present({ ...link, asked: last.get(link.institution) }),
      canAdd: desk?.agent !== undefined,
      name: desk?.name ?? [{ language: 'und', value: link.institution }],
      state: link.until > now ? 'CURRENT' : 'EXPIRED',
    };
  };
  const links = (await learners.allLinks(id)).map(linkOf);
  return {
    ways: await ways.of(id),
    institutions: links,
    guardians: await guardians.of(id),
    pod: podOf(learner),
    letsAsk: await isLet(house, id),
  };
}

/** Takes a way in away. Who would have none left keeps it, and so does who waits for a pod they brought. */
export async function unlinkLogin(house: House, caller: Caller, way: string): Promise<Account> {
  const { id } = await ownLearner(house, caller);
  const done = await house.ledger.ways.unlink(id, way, actorOf(caller));
  if (done === 'unknown') throw new Fault('NotFound', 'There is no such way to sign in.');
  if (done === 'last') {
    throw new Fault('BadInput', 'This is your only way to sign in: link another one first.');
  }
  if (done === 'awaited') {
    throw new Fault('BadInput', 'Your pod is not your kluis yet: until it is, keep this login.');
  }
  // Leave to ask schools in their name came by such a login.
  await dropAuthority(house, id);
  return myAccount(house, caller);
}

/** Nothing is asked of hosts in their name any more. What was asked goes on there; logins stay. */
export async function takeBackLeave(house: House, caller: Caller): Promise<Account> {
  const { id } = await ownLearner(house, caller);
  await dropAuthority(house, id);
  return myAccount(house, caller);
}

/** Ends every session of somebody, on all devices and in all apps, also the one that asks. @returns how many there were. */
export async function signOutEverywhere(house: House, caller: Caller): Promise<number> {
  const { kind, webId } = caller.principal;
  if (kind !== 'session') throw new Fault('Forbidden', 'This is for people, signed in themselves.');
  const { ledger } = house;
  const learner = await ledger.learners.byWebId(webId);
  if (learner !== undefined) {
    await ledger.ways.tell(learner.id, 'SIGNED_OUT_EVERYWHERE', actorOf(caller));
  }
  return ledger.sessions.endAll(webId);
}

/**
 * A learner who is signed in proved to be somebody at another login too: from now on it leads to the same kluis.
 * @returns false when it leads to another kluis: nothing moves.
 */
export async function linkLogin(
  house: House,
  learner: LearnerId,
  { login }: ProvenLogin,
  webId?: WebId,
): Promise<boolean> {
  const { ledger, pageClient: client } = house;
  const row = await ledger.learners.byId(learner);
  if (row === undefined) return false;
  // Somebody whose own kluis it is, though they took this way in away.
  const owner = webId === undefined ? undefined : await ledger.learners.byWebId(webId);
  if (owner !== undefined && owner.id !== learner) return false;
  return ledger.ways.link(learner, login, { webId: row.webId, client });
}

/** As `linkLogin`, with what the login says of a school. */
export async function linkEduid(
  house: House,
  learner: LearnerId,
  proven: ProvenEduid,
): Promise<boolean> {
  const known = byEduid(proven);
  if (!(await linkLogin(house, learner, known))) return false;
  const behind = await house.ledger.ways.behind(known.login);
  if (behind?.learner === learner) {
    await heedInstitution(house, behind, proven);
    await heedIdentifiers(house, behind, proven);
  }
  return true;
}
