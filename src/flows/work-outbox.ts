import { z } from 'zod';
import { Fault, type FaultKind, type GrantId, grantId, type LearnerId } from '../base/index.js';
import type { Craft, DueWork, Lane, Setback } from '../ledger/index.js';
import { sealArchive } from './archive-seal.js';
import { auditPod } from './audit-pod.js';
import { deliverResults, ForDelivery } from './deliver-results.js';
import type { Workshop } from './house.js';
import { issueAward } from './issue-award.js';
import { eraseCopies } from './keep-log.js';
import { refreshView } from './keep-views.js';
import { ForPod, makePod } from './make-pod.js';
import { mintForWallet } from './mint-for-wallet.js';
import { lookUpForReadBack } from './read-back.js';
import { settleView } from './settle-view.js';
import { publishListOf } from './status-lists.js';
import { forSoLong } from './time-limit.js';
import { signWalletListOf } from './wallet-lists.js';

const ForGrant = z.object({ grantId: z.uuid().transform(grantId) });

const ForSeal = z.object({ seal: z.uuid() });

const ForMint = z.object({ offer: z.uuid() });

const ForErasure = z.object({ before: z.iso.datetime() });

const contentOf = ({ payload }: DueWork): unknown => JSON.parse(payload);

/** What was hidden must be out of the view: a write that the pod did not take is tried again. */
async function rewrite(shop: Workshop, id: GrantId): Promise<void> {
  if (!(await refreshView(shop, id))) throw new Fault('Conflict', 'a view was not rewritten');
}

/** Milliseconds: a pod is asked for so long on behalf of one piece of work, and of a page of deliveries. */
const longest: Readonly<Record<Lane, number>> = { POLICY: 60_000, DELIVERY: 300_000 };

/** Does what the pod is owed, all of one kind. Safe to do twice: a crash between doing and noting it costs nothing. */
async function doWorks(shop: Workshop, works: readonly DueWork[]): Promise<void> {
  const [first] = works;
  if (first === undefined) return;
  if (first.kind === 'DELIVER') {
    const all = works.map((work) => ForDelivery.parse(contentOf(work)));
    const brought = all.filter((one) => one.brought === true).flatMap((one) => one.deliveries);
    const deliveries = all.flatMap((one) => one.deliveries);
    return deliverResults(shop, first.learner, { deliveries, brought: new Set(brought) });
  }
  for (const work of works) await doWork(shop, work);
}

type Deed = (shop: Workshop, work: DueWork) => Promise<void>;
const deeds: Readonly<Record<string, Deed>> = {
  READ_BACK: (shop, work) => lookUpForReadBack(shop, work.learner, work),
  AUDIT_POD: auditPod,
  MAKE_POD: (shop, work) => makePod(shop, work.learner, ForPod.parse(contentOf(work))),
  ISSUE_AWARD: (shop, work) => issueAward(shop, contentOf(work)),
  SIGN_STATUS_LIST: (shop, work) => publishListOf(shop, contentOf(work)),
  SIGN_WALLET_LIST: (shop, work) => signWalletListOf(shop, contentOf(work)),
  SIGN_ARCHIVE: (shop, work) => sealArchive(shop, ForSeal.parse(contentOf(work)).seal),
  MINT_FOR_WALLET: (shop, work) => mintForWallet(shop, ForMint.parse(contentOf(work)).offer),
  ERASE_LOG: (shop, work) =>
    eraseCopies(shop, work.learner, new Date(ForErasure.parse(contentOf(work)).before)),
  // A view that is still to be put up, or was shut, holds what was blocked no longer than this takes.
  REWRITE_VIEW: (shop, work) => rewrite(shop, ForGrant.parse(contentOf(work)).grantId),
};

async function doWork(shop: Workshop, work: DueWork): Promise<void> {
  const deed = Object.hasOwn(deeds, work.kind) ? deeds[work.kind] : undefined;
  if (deed !== undefined) return deed(shop, work);
  const { learner, since } = work;
  const { grantId: id } = ForGrant.parse(contentOf(work));
  await settleView(shop, { learner, since, id });
}

/** A pod may be down for a night, or a week-end: some two days of tries, an hour apart in the end. */
const podPatience = 60;
/** What is wrong with the work itself gets no better by trying; a few times all the same. */
const workPatience = 5;

const setbacks: Partial<Record<FaultKind, Setback>> = {
  Conflict: { reason: 'POD_BUSY', patience: podPatience, isOfAll: true },
  NotFound: { reason: 'INSTITUTION_UNKNOWN', patience: workPatience },
  PodRefused: { reason: 'POD_REFUSES', patience: podPatience },
  // A change of what is not there gets no better by trying; its place is kept for somebody to look at.
  SourceMalformed: { reason: 'NO_BASE', patience: 1 },
  PodUnreachable: { reason: 'POD_UNREACHABLE', patience: podPatience, isOfAll: true },
  UrlRefused: { reason: 'POD_UNREACHABLE', patience: podPatience, isOfAll: true },
};
const unreadable: Setback = { reason: 'UNREADABLE', patience: workPatience };
/** Of our own making, such as a database that is away for a moment. */
const unforeseen: Setback = { reason: 'UNFORESEEN', patience: podPatience };

function usualSetback(error: unknown): Setback {
  if (error instanceof Fault) return setbacks[error.kind] ?? unforeseen;
  const cannotBeRead = error instanceof z.ZodError || error instanceof SyntaxError;
  return cannotBeRead ? unreadable : unforeseen;
}

const neverGivenUp: ReadonlySet<string> = new Set([
  'CLOSE_VIEW',
  'NARROW_VIEW',
  'EXTEND_VIEW',
  'REWRITE_VIEW',
  'SIGN_STATUS_LIST',
  'SIGN_WALLET_LIST',
]);

/** A stop that the pod does not follow is never given up. */
function setbackOf(error: unknown, kind: string): Setback {
  const setback = usualSetback(error);
  return neverGivenUp.has(kind) ? { ...setback, patience: Number.MAX_SAFE_INTEGER } : setback;
}

/** All that is due for one learner in one lane. */
export const workOutbox = (
  shop: Workshop,
  learner: LearnerId,
  lane: Lane,
  onError: Craft['onError'],
): Promise<void> =>
  shop.ledger.outbox.drain(learner, lane, {
    handle: (works) => doWorks(forSoLong(shop, longest[lane]), works),
    setbackOf,
    onError,
  });
