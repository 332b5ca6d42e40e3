import { Fault, type WebId } from '../base/index.js';
import { webIdLogin } from '../ledger/index.js';
import { type Keepers, type PodRefusal, settleIn, storagesOf } from '../pod/index.js';
import type { House } from './house.js';

/** Why a pod of somebody's own did not become their kluis. */
export type NoPod = PodRefusal | 'POD_UNREACHABLE' | 'POD_ADDRESS';

/** What it takes to look at pods elsewhere. No key of the builder: it is the learner who lets the builder in. */
export interface PodFinder {
  /** As nobody, to public addresses. */
  readonly asNobody: typeof fetch;
  /** As one of our own agents that no grant ever named. */
  readonly asStranger: () => typeof fetch;
  readonly keepersOf: (owner: WebId) => Keepers;
}

/** @throws whatever is no trouble of a pod's. */
function troubleOf(error: unknown): NoPod {
  if (!(error instanceof Fault)) throw error;
  if (error.kind === 'UrlRefused') return 'POD_ADDRESS';
  if (error.kind === 'PodRefused') return 'POD_NO_CONTROL';
  if (error.kind === 'PodUnreachable' || error.kind === 'SourceUnreachable') {
    return 'POD_UNREACHABLE';
  }
  throw error;
}

/** The pods that somebody may bring, as their profile says at this moment. */
export const podsOf = async (
  { asNobody }: PodFinder,
  webId: WebId,
): Promise<readonly string[] | NoPod> => {
  const found = await storagesOf(asNobody, webId).catch(troubleOf);
  return found.length === 0 ? 'POD_NOT_FOUND' : found;
};

export interface OwnPodWish {
  readonly webId: WebId;
  /** The one that they chose among their pods. */
  readonly root: string;
  /** With their own login, and only as long as this takes. */
  readonly owner: typeof fetch;
}

/** One that never came to be, in a pod that they brought, is none: they may bring another pod. */
async function hasKluis({ ledger }: House, webId: WebId): Promise<boolean> {
  const { learners, ways } = ledger;
  const known = await learners.byWebId(webId);
  const id = known?.id ?? (await ways.behind(webIdLogin(webId)))?.learner;
  if (id === undefined) return false;
  return known?.brought === undefined || learners.isOpened(id);
}

/**
 * Somebody without a kluis brings a pod of their own: a folder is made in it for them and the builder, and from there on it
 * is a kluis like any other, laid out by a worker. Whoever has a kluis keeps it as it is.
 */
export async function bringPod(
  house: House,
  finder: PodFinder,
  { webId, root, owner }: OwnPodWish,
): Promise<'brought' | NoPod> {
  if (await hasKluis(house, webId)) return 'brought';
  const found = await podsOf(finder, webId);
  if (typeof found === 'string') return found;
  if (!found.includes(root)) return 'POD_NOT_FOUND';
  const { asNobody, asStranger, keepersOf } = finder;
  const strangers = { nobody: asNobody, stranger: asStranger() };
  const keepers = keepersOf(webId);
  const settled = await settleIn({ root, keepers, owner, ...strangers }).catch(troubleOf);
  if (typeof settled === 'string') return settled;
  const { storage, kind: brought } = settled;
  const login = webIdLogin(webId);
  const actor = { webId, client: house.pageClient };
  // Rules that name this learner alone: nobody else has a kluis there.
  await house.ledger.ways.open({ webId, storage, brought, login, person: {}, actor });
  return 'brought';
}
