import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, type GrantId, type LearnerId } from '../base/index.js';
import { granteeKey, viewOf, writerOf } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import {
  forgetAccess,
  keepConsentDocument,
  layoutOf,
  openView,
  takeViewAway,
} from '../pod/index.js';
import { stillAgreed } from './agreed-document.js';
import { grantDocument, type ReceiptEvent, receiptDocument, signed } from './consent-documents.js';
import { accessUnder, type Delegate, delegatesOf } from './delegates.js';
import type { Workshop } from './house.js';
import { learnerOf, refreshView, viewNow, withGrounds } from './keep-views.js';
import { mayHaveSigned, signedOf } from './signed-views.js';
import { wasTakenAway } from './taken-away.js';
import { eventOf, skippedBefore } from './versions-on-paper.js';
import {
  aloneWithAccess,
  openInbox,
  shutInbox,
  shutUnknown,
  stillOpen,
  writersOf,
} from './write-access.js';

/** How long a shut view is asked after before the work is left for another try. */
const confirmMs = 3000;

const isOpen = ({ state }: GrantRow): boolean => state === 'ACTIVE' || state === 'PREPARING';

/** Delegates that some version of the grant let in and this one does not; all of them once it is over. */
async function shutOut(
  { ledger }: Workshop,
  learner: LearnerRow,
  grant: GrantRow,
): Promise<readonly Delegate[]> {
  const stillIn = isOpen(grant) ? grant.clients : [];
  const versions = await ledger.grants.versions(grant.id);
  const all = versions.flatMap((version) => delegatesOf(version, learner));
  const perClient = new Map(all.map((delegate) => [delegate.client, delegate]));
  return [...perClient.values()].filter(({ client }) => !stillIn.includes(client));
}

/** What the pod itself says to these delegates, of each of these documents. */
async function podAdmits(
  shop: Workshop,
  documents: readonly string[],
  delegates: readonly Delegate[],
): Promise<readonly boolean[]> {
  const statuses = await Promise.all(
    documents.flatMap((at) => delegates.map((parts) => shop.probe(parts, at))),
  );
  return statuses.map((status) => {
    if (status === 200) return true;
    if (status === 401 || status === 403) return false;
    throw new Fault('PodUnreachable', `the pod answered ${status} to a probe`);
  });
}

/** Asks until the pod itself says no to every one of them, of the view and of what stands beside it. */
async function untilShut(
  shop: Workshop,
  learner: LearnerRow,
  grant: GrantRow,
  documents: readonly string[],
): Promise<void> {
  const until = Date.now() + confirmMs;
  const delegates = await shutOut(shop, learner, grant);
  while ((await podAdmits(shop, documents, delegates)).some(Boolean)) {
    if (Date.now() > until) {
      // Perhaps the rule was written where the pod looks no more: the next try asks where.
      forgetAccess(shop.build, grant.view);
      throw new Fault('PodRefused', 'the pod still lets a delegate in');
    }
    await sleep(50);
  }
}

/** One version of a grant in writing, signed. */
async function writeDown(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const at = layoutOf(learner.storage).grant(grant.id, grant.version);
  const document = grantDocument(grant, learner.webId);
  const agreed = await signed(shop.attest, 'leerkluis-grant+jwt', document);
  await keepConsentDocument(shop.build, at, JSON.stringify(agreed));
}

async function putUpView(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const { view, beside, grounds } = await viewNow(shop, learner.storage, grant);
  const putThere = () =>
    openView(shop.build, grant, view, accessUnder(shop, learner, grant), beside);
  await withGrounds(shop, grant.id, grounds, putThere, () => true);
}

/** The view as the grant now says it and its rule, where it is one to read; and the grant's own document. */
async function putUp(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  if (writerOf(grant) === undefined) await putUpView(shop, learner, grant);
  const skipped = await skippedBefore(shop, learner, grant);
  for (const version of [...skipped, grant]) await writeDown(shop, learner, version);
}

/** In writing and signed, once: in the pod for the learner, with us for the grantee, the same bytes. */
async function receipt(
  shop: Workshop,
  { id: learner, webId, storage }: LearnerRow,
  grant: GrantRow,
  event: ReceiptEvent,
): Promise<void> {
  const { receipts } = shop.ledger;
  const { id, version } = grant;
  const isEnd = event === 'REVOKED' || event === 'EXPIRED' || event === 'EXHAUSTED';
  const at = isEnd ? (grant.endedAt ?? grant.createdAt) : grant.createdAt;
  let kept = await receipts.find(id, version, event);
  if (kept === undefined) {
    const said = receiptDocument(grant, webId, event, at);
    const document = JSON.stringify(await signed(shop.attest, 'leerkluis-receipt+jwt', said));
    const row = { grant: id, version, event, document, at };
    kept = await receipts.keep(learner, granteeKey(grant.grantee), row);
  }
  await keepConsentDocument(shop.build, layoutOf(storage).receipt(grant, event), kept.document);
}

/** Whoever an earlier version let in and this one does not is out, and the learner has it in writing, step by step. */
async function shutOthers(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const documents = [grant.view, ...(await signedOf(shop, grant))];
  await untilShut(shop, learner, grant, documents);
  const { grants, receipts } = shop.ledger;
  const all = (await grants.versions(grant.id)).filter(({ version }) => version <= grant.version);
  for (const version of all.toReversed()) {
    const event = eventOf(all, version);
    const isNew = (await receipts.find(grant.id, version.version, event)) === undefined;
    if (isNew || version.version === grant.version) await receipt(shop, learner, version, event);
  }
}

/** Whether the pod still lets in whom this grant lets in: its delegates, or its institution. */
export async function stillLetsIn(
  shop: Workshop,
  learner: LearnerRow,
  grant: GrantRow,
): Promise<boolean> {
  const [delegate] = delegatesOf(grant, learner);
  if (delegate === undefined) return stillOpen(shop, learner, grant);
  // Any answer but a plain no is the pod's trouble, not the learner's word: 401 is said to whoever it does not know.
  const status = await shop.probe(delegate, grant.view);
  return status !== 403 && status !== 404 && status !== 410;
}

/** What a learner took away in the pod while all was paused, or before we came to write its next version, stays away. */
async function staysAway(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<boolean> {
  // After a pause nobody is let in yet.
  const stands = async () =>
    (await stillAgreed(shop, learner, grant)) &&
    (grant.state !== 'ACTIVE' || (await stillLetsIn(shop, learner, grant)));
  if (!grant.wasActive || !(await wasTakenAway(shop, learner, stands))) return false;
  await shop.ledger.grants.takenAway(learner.id, grant, { ...shop.builder });
  return true;
}

/** The learner said yes, or goes on after a pause: its delegates are let in, the pod is asked, and only then it counts. */
async function open(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const institution = writerOf(grant);
  try {
    await letIn(shop, learner, grant);
  } catch (error) {
    // To write the pod's yes is enough, and ours is not said yet. Where this fails too, the next try or a stop shuts it.
    if (institution !== undefined && writersOf(shop, grant).length > 0) {
      await shutInbox(shop, learner, institution).catch(() => undefined);
    }
    throw error;
  }
}
async function letIn(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  if (await staysAway(shop, learner, grant)) return;
  await putUp(shop, learner, grant);
  // A view is read through us, and not before the grant counts; an inbox is open from the moment its rule is there.
  await openInbox(shop, learner, grant);
  const delegates = delegatesOf(grant, learner);
  const documents = delegates.length === 0 ? [] : [grant.view, ...(await signedOf(shop, grant))];
  if (!(await podAdmits(shop, documents, delegates)).every(Boolean)) {
    forgetAccess(shop.build, grant.view);
    throw new Fault('PodRefused', 'the pod does not let a delegate in yet');
  }
  // It may have been made less before it was ever open, or while all was paused.
  if (grant.version > 1) await shutOthers(shop, learner, grant);
  else if (!grant.wasActive) await receipt(shop, learner, grant, 'GRANTED');
  if (await shop.ledger.grants.activate(grant.learner, grant, { ...shop.builder })) return;
  // Stopped while it was put up: perhaps also in the pod by somebody else, if this worker lost its lock.
  const now = await shop.ledger.grants.byId(grant.id);
  if (now !== undefined && !isOpen(now)) await close(shop, learner, now);
}

/** The learner said less, or for longer: the view holds no more than that, and whoever is not meant any more is out. */
async function renew(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  if (await staysAway(shop, learner, grant)) return;
  // Whoever may add less by it adds less before that is written down.
  await openInbox(shop, learner, grant);
  await putUp(shop, learner, grant);
  await shutOthers(shop, learner, grant);
  await shop.ledger.grants.confirm(grant);
}

/** Whatever the pod says of who is let in, nothing is left there to see. */
async function takeDown(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const keepers = shop.keepersOf(learner.webId);
  await takeViewAway(shop.build, grant, keepers, {
    mayHaveSigned: await mayHaveSigned(shop, grant),
    untilShut: (documents) => untilShut(shop, learner, grant, documents),
  });
  await shop.ledger.claimGrounds.keepOnly(grant.id, []);
}

/** The learner said no more, or the grant ran out, or all is paused: shut, asked until the pod says no, taken away. */
async function close(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<void> {
  const institution = writerOf(grant);
  if (institution !== undefined) await shutInbox(shop, learner, institution);
  else await takeDown(shop, learner, grant);
  const { id, state } = grant;
  const isEnd = state === 'REVOKED' || state === 'EXPIRED' || state === 'EXHAUSTED';
  // A yes that never came to be is nothing to its grantee, and its end is neither.
  if (isEnd && (grant.wasActive || (await shop.ledger.receipts.find(id, 1, 'GRANTED')))) {
    await receipt(shop, learner, grant, state);
  }
  await shop.ledger.grants.confirm(grant);
}

/** A grant we cannot read any more names no delegates to ask; it is shut and taken away all the same. */
async function closeUnreadable(shop: Workshop, learner: LearnerRow, id: GrantId): Promise<void> {
  const at = { view: viewOf(learner.storage, id) };
  await takeViewAway(shop.build, at, shop.keepersOf(learner.webId), { mayHaveSigned: true });
  await shutUnknown(shop, learner);
  await shop.ledger.grants.confirmShut(id);
}

/** A grant whose view may not be what it says; since when, by the database's clock. */
export interface Unsettled {
  readonly learner: LearnerId;
  readonly id: GrantId;
  readonly since: string;
}

/**
 * Makes a grant's view in the pod what the grant says at this moment, whatever happened before: put up, made less, or
 * gone. Done again it changes nothing.
 */
export async function settleView(shop: Workshop, unsettled: Unsettled): Promise<void> {
  const { id, since } = unsettled;
  const learner = await learnerOf(shop, unsettled.learner);
  const known = await shop.ledger.grants.byId(id);
  await aloneWithAccess(shop, learner, known ?? { id }, async () => {
    const grant = await shop.ledger.grants.byId(id);
    if (grant === undefined) {
      // It was readable a moment ago, and this is done under another name: the next try knows which.
      if (known !== undefined) throw new Fault('Conflict', 'a grant cannot be read any more');
      return closeUnreadable(shop, learner, id);
    }
    if (grant.state === 'PREPARING') return open(shop, learner, grant);
    if (grant.pod === 'CONFIRMED') return;
    return grant.state === 'ACTIVE' ? renew(shop, learner, grant) : close(shop, learner, grant);
  });
  // A delivery that came while the view was put up did not know of it.
  if (await shop.ledger.outbox.deliveredSince(learner.id, since)) await refreshView(shop, id);
}
