import { z } from 'zod';
import { canonicalJson } from '../base/index.js';
import { writerOf } from '../consent/index.js';
import type { AuditFound, DueWork, GrantRow, LearnerRow } from '../ledger/index.js';
import {
  type FoundReader,
  hasView,
  inboxOf,
  layoutOf,
  readersIn,
  takeViewAway,
  viewBeside,
} from '../pod/index.js';
import { podState } from './change-consent.js';
import { delegatesOf } from './delegates.js';
import type { Caller, House, Workshop } from './house.js';
import { aloneWithView, learnerOf, refreshView } from './keep-views.js';
import { ownLearner } from './own-records.js';
import { showsSigned, signedOf } from './signed-views.js';
import { pruneInbox, writersOf } from './write-access.js';

/** A look of a pod at a time, so that what shuts a view need not wait for all of it. */
const ForAudit = z.object({
  after: z.string().default(''),
  looks: z.int().default(0),
  since: z.string().optional(),
});
/** A pod that goes on after this has no end; its learner is told that not all was seen. */
const mostLooks = 400;

/** Everyone may see a profile: there a login is checked. */
const isProfile = (at: string, storage: string): boolean => at === `${storage}profile/card`;

/**
 * What is ours in the pod is made what the grants say: views in force are built anew, and of grants that are over none is
 * left open, whoever put one back.
 */
async function settleOwn(
  shop: Workshop,
  learner: LearnerRow,
  grants: readonly GrantRow[],
): Promise<void> {
  for (const grant of grants) {
    if (grant.state === 'ACTIVE') await refreshView(shop, grant.id);
    else if (writerOf(grant) !== undefined) {
      if (isOver(grant)) await pruneInbox(shop, learner, grant);
    } else if (isOver(grant)) {
      await aloneWithView(shop, grant.id, async () => {
        const now = await shop.ledger.grants.byId(grant.id);
        if (now === undefined || !isOver(now)) return;
        const beside = await signedOf(shop, now);
        if (beside.length === 0 && !(await hasView(shop.build, now))) return;
        const taking = { mayHaveSigned: beside.length > 0 };
        await takeViewAway(shop.build, now, shop.keepersOf(learner.webId), taking);
      });
    }
  }
}
const isOver = ({ state, pod }: GrantRow): boolean =>
  pod === 'CONFIRMED' && (state === 'REVOKED' || state === 'EXPIRED' || state === 'EXHAUSTED');

/** Who may add to which inbox, by a grant in force. */
function isWriting(shop: Workshop, storage: string, live: readonly GrantRow[]) {
  const meant = live.flatMap((grant) => {
    const institution = writerOf(grant);
    if (institution === undefined) return [];
    const at = inboxOf(storage, institution);
    return writersOf(shop, grant).map((writer) => canonicalJson({ ...writer, at }));
  });
  return ({ modes, ...found }: FoundReader): boolean =>
    modes.join() === 'Append' && meant.includes(canonicalJson(found));
}

/**
 * Looks through the rules of a learner's pod for whoever can read there and has no grant that says so: let in by
 * another app, by a rule that was forgotten, or by one of ours that should be gone.
 */
export async function auditPod(
  shop: Workshop,
  { learner: id, payload, since: due }: DueWork,
): Promise<void> {
  const { after, looks, since = due } = ForAudit.parse(JSON.parse(payload));
  const learner = await learnerOf(shop, id);
  const { storage, webId } = learner;
  const { edu, consent } = layoutOf(storage);
  const grants = await shop.ledger.grants.ofLearner(id);
  if (looks === 0) await settleOwn(shop, learner, grants);
  const own = new Set<string>([webId, shop.builder.webId]);
  const self = shop.names.selfAgentOf(webId);
  const live = grants.filter(({ state }) => state === 'ACTIVE');
  const delegates = new Map(
    live.map((grant) => [
      grant.view,
      new Set(delegatesOf(grant, learner).map((parts) => String(shop.names.delegateOf(parts)))),
    ]),
  );
  const signing = new Set(live.filter(showsSigned).map(({ view }) => view));
  // What stands beside a view is for whom the view is for, where the grant shows signed bytes.
  const viewWith = (at: string): string => {
    const view = viewBeside(at);
    return view !== undefined && signing.has(view) ? view : at;
  };
  const writes = isWriting(shop, storage, live);
  const isMeant = (found: FoundReader): boolean => {
    const { at, agent, modes } = found;
    if (own.has(agent) || writes(found)) return true;
    const readsOnly = modes.every((mode) => mode === 'Read');
    if (isProfile(at, storage)) return readsOnly;
    if (agent === self) return readsOnly && (at === edu || at === consent);
    return readsOnly && delegates.get(viewWith(at))?.has(agent) === true;
  };
  const { found, unseen, next } = await readersIn(shop.build, storage, after);
  const strays = found.filter((reader) => !isMeant(reader));
  const isEndless = next !== undefined && looks + 1 >= mostLooks;
  const { audits } = shop.ledger;
  await audits.note(id, { strays, unseen: isEndless ? [...unseen, storage] : unseen });
  if (next === undefined || isEndless) return audits.finish(id, since);
  await audits.goOn(id, { after: next, looks: looks + 1, since });
}

export interface PodAudit extends AuditFound {
  /** When the pod was last looked through; absent: not yet. */
  readonly at?: Date;
}

/** A learner asks who can read in their pod without a grant. What it takes is done by the builder, at once or soon. */
export async function auditMyPod(house: House, caller: Caller): Promise<PodAudit> {
  const { id } = await ownLearner(house, caller);
  const { audits } = house.ledger;
  await podState(house, (await audits.ask(id)) ?? []);
  return audits.found(id);
}
