import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, type GrantId, type LearnerId } from '../base/index.js';
import { buildView, viewOf } from '../consent/index.js';
import type { GrantRow } from '../ledger/index.js';
import {
  keepConsentDocument,
  layoutOf,
  openView,
  readPerson,
  removeView,
  rewriteView,
  shutView,
} from '../pod/index.js';
import type { RecordVersion } from '../records/index.js';
import { grantDocument, receiptDocument } from './consent-documents.js';
import type { Workshop } from './house.js';
import { storedRecords } from './stored-records.js';

/** How long a shut view is asked after before the work is left for another try. */
const confirmMs = 3000;

export async function storageOf({ ledger }: Workshop, learner: LearnerId): Promise<string> {
  const row = await ledger.learners.byId(learner);
  if (row === undefined) throw new Fault('NotFound', 'no such learner');
  return row.storage;
}

/** The delegates of a grant: one for each client it may be used through. */
const delegatesOf = ({ id, grantee, purpose, clients }: GrantRow) =>
  clients.map((client) => ({ grantId: id, grantee, client, purpose }));

/** What the pod itself says to each of a grant's delegates. */
async function podAdmits(shop: Workshop, grant: GrantRow): Promise<readonly boolean[]> {
  const statuses = delegatesOf(grant).map((parts) => shop.probe(parts, grant.view));
  return (await Promise.all(statuses)).map((status) => {
    if (status === 200) return true;
    if (status === 401 || status === 403) return false;
    throw new Fault('PodUnreachable', `the pod answered ${status} to a probe`);
  });
}

const allRecords = async (shop: Workshop, storage: string): Promise<readonly RecordVersion[]> =>
  [...(await storedRecords(shop, storage)).values()].flatMap(({ records }) => records);

/** The learner said yes: the grant's view is put up, its delegates let in, the pod asked, and only then it counts. */
export async function openGrant(shop: Workshop, id: GrantId): Promise<void> {
  const { ledger, build, names, readerFor, builder } = shop;
  await ledger.outbox.alone(`view ${id}`, async () => {
    const grant = await ledger.grants.byId(id);
    if (grant === undefined || grant.state !== 'PREPARING') return;
    const storage = await storageOf(shop, grant.learner);
    const records = await allRecords(shop, storage);
    const view = buildView(grant, records, await readPerson(build, storage));
    const readers = delegatesOf(grant).map((parts) => readerFor(names.delegateOf(parts)));
    await openView(build, grant, view, readers);
    const at = layoutOf(storage).grant(id, grant.version);
    await keepConsentDocument(build, at, grantDocument(grant));
    if (!(await podAdmits(shop, grant)).every(Boolean)) {
      throw new Fault('PodRefused', 'the pod does not let a delegate in yet');
    }
    await ledger.grants.activate(grant.learner, id, { ...builder });
  });
  // A delivery that came while the view was built did not know of it.
  await refreshView(shop, id);
}

/** Asks until the pod itself says no to every delegate. */
async function untilShut(shop: Workshop, grant: GrantRow): Promise<void> {
  const until = Date.now() + confirmMs;
  while ((await podAdmits(shop, grant)).some(Boolean)) {
    if (Date.now() > until) throw new Fault('PodRefused', 'the pod still lets a delegate in');
    await sleep(50);
  }
}

/** The learner said no more: shut, asked until the pod itself says no, taken away, written down. */
export async function closeGrant(shop: Workshop, learner: LearnerId, id: GrantId): Promise<void> {
  const { ledger, build } = shop;
  const grant = await ledger.grants.byId(id);
  if (grant !== undefined && (grant.state !== 'REVOKED' || grant.pod === 'CONFIRMED')) return;
  const storage = await storageOf(shop, learner);
  const at = { view: viewOf(storage, id) };
  await ledger.outbox.alone(`view ${id}`, async () => {
    await shutView(build, at);
    // A grant we cannot read any more names no delegates to ask; it is shut and taken away all the same.
    if (grant !== undefined) await untilShut(shop, grant);
    await removeView(build, at);
  });
  if (grant !== undefined) {
    const receipt = layoutOf(storage).receipt(id, 'revoked');
    await keepConsentDocument(build, receipt, receiptDocument(grant, 'REVOKED'));
  }
  await ledger.grants.confirmClosed(id);
}

/**
 * Brings an active grant's view up to date; a view that was shut meanwhile stays shut.
 * @param newest the records, by whoever just wrote them; absent, they are read from the pod inside the lock.
 */
export async function refreshView(
  shop: Workshop,
  id: GrantId,
  newest?: readonly RecordVersion[],
): Promise<void> {
  const { ledger, build } = shop;
  await ledger.outbox.alone(`view ${id}`, async () => {
    const grant = await ledger.grants.byId(id);
    if (grant?.state !== 'ACTIVE' || grant.validUntil <= new Date()) return;
    const storage = await storageOf(shop, grant.learner);
    const records = newest ?? (await allRecords(shop, storage));
    await rewriteView(build, grant, buildView(grant, records, await readPerson(build, storage)));
  });
}
