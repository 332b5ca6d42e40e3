import type { LearnerId } from '../base/index.js';
import type { GrantRow, StrayReader } from '../ledger/index.js';
import {
  type FoundReader,
  hasView,
  layoutOf,
  readersIn,
  removeView,
  shutView,
} from '../pod/index.js';
import { podState } from './change-consent.js';
import type { Caller, House, Workshop } from './house.js';
import { aloneWithView, learnerOf, refreshView } from './keep-views.js';
import { ownLearner } from './own-records.js';
import { delegatesOf } from './settle-view.js';

/** Everyone may see a profile: there a login is checked. */
const isProfile = (at: string, storage: string): boolean => at === `${storage}profile/card`;

/**
 * What is ours in the pod is made what the grants say: views in force are built anew, and of grants that are over none is
 * left open, whoever put one back.
 */
async function settleOwn(shop: Workshop, grants: readonly GrantRow[]): Promise<void> {
  for (const grant of grants) {
    if (grant.state === 'ACTIVE') await refreshView(shop, grant.id);
    else if (isOver(grant)) {
      await aloneWithView(shop, grant.id, async () => {
        const now = await shop.ledger.grants.byId(grant.id);
        if (now === undefined || !isOver(now) || !(await hasView(shop.build, now))) return;
        await shutView(shop.build, now);
        await removeView(shop.build, now);
      });
    }
  }
}
const isOver = ({ state, pod }: GrantRow): boolean =>
  pod === 'CONFIRMED' && (state === 'REVOKED' || state === 'EXPIRED' || state === 'EXHAUSTED');

/**
 * Looks through the rules of a learner's pod for whoever can read there and has no grant that says so: let in by
 * another app, by a rule that was forgotten, or by one of ours that should be gone.
 */
export async function auditPod(shop: Workshop, id: LearnerId): Promise<void> {
  const learner = await learnerOf(shop, id);
  const { storage, webId } = learner;
  const { edu, consent } = layoutOf(storage);
  const grants = await shop.ledger.grants.ofLearner(id);
  await settleOwn(shop, grants);
  const own = new Set<string>([webId, shop.builder.webId]);
  const self = shop.names.selfAgentOf(webId);
  const live = grants.filter(({ state }) => state === 'ACTIVE');
  const delegates = new Map(
    live.map((grant) => [
      grant.view,
      new Set(delegatesOf(grant, learner).map((parts) => String(shop.names.delegateOf(parts)))),
    ]),
  );
  const isMeant = ({ at, agent, modes }: FoundReader): boolean => {
    if (own.has(agent)) return true;
    const readsOnly = modes.every((mode) => mode === 'Read');
    if (isProfile(at, storage)) return readsOnly;
    if (agent === self) return readsOnly && (at === edu || at === consent);
    return readsOnly && delegates.get(at)?.has(agent) === true;
  };
  const strays = (await readersIn(shop.build, storage)).filter((reader) => !isMeant(reader));
  await shop.ledger.audits.save(id, strays);
}

export interface PodAudit {
  /** When the pod was last looked through; absent: not yet. */
  readonly at?: Date;
  readonly strays: readonly StrayReader[];
}

/** A learner asks who can read in their pod without a grant. What it takes is done by the builder, at once or soon. */
export async function auditMyPod(house: House, caller: Caller): Promise<PodAudit> {
  const { id } = await ownLearner(house, caller);
  const { audits } = house.ledger;
  await podState(house, (await audits.ask(id)) ?? []);
  const { at, found: strays } = await audits.strays(id);
  return at === undefined ? { strays } : { at, strays };
}
