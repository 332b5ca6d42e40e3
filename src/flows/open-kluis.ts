import type { InstitutionId, WebId } from '../base/index.js';
import { aloneFrom } from '../consent/index.js';
import type { Linked } from '../ledger/index.js';
import { openKluis as layOut } from '../pod/index.js';
import { ownSource, type Person } from '../records/index.js';
import type { Workshop } from './house.js';
import { ownRefsIn } from './own-refs.js';
import { storedRecords } from './stored-records.js';

export interface NewKluis {
  readonly webId: WebId;
  /** Root of the pod, with a slash at the end. */
  readonly storage: string;
  readonly person: Person;
}

/** Makes a learner's pod a kluis. Doing it again changes nothing. */
export async function openKluis(
  shop: Workshop,
  { webId, storage, person }: NewKluis,
): Promise<void> {
  const { learners } = shop.ledger;
  const { birthdate } = person;
  const alone = birthdate === undefined ? undefined : aloneFrom(birthdate);
  const learner = await learners.enrol(webId, storage, alone);
  if (await learners.isOpened(learner.id)) return;
  const self = shop.readerFor(shop.names.selfAgentOf(webId));
  await layOut(shop.build, storage, { self, keepers: shop.keepersOf(webId) }, person);
  // A pod may come with records of an earlier kluis.
  const stored = await storedRecords(shop, storage);
  const found = [...stored].flatMap(([institution, { records }]) =>
    [...new Set(records.map(({ key }) => key))].map((key) => ({ key, institution })),
  );
  await shop.ledger.deliveries.remember(learner.id, found);
  const mine = stored.get(ownSource.id)?.records ?? [];
  await shop.ledger.ownEntries.remember(learner.id, ownRefsIn(mine));
  await learners.markOpened(learner.id, new Date(), storage);
}

const linkDays = 180;

/**
 * Links a learner to who they are at an institution, for 180 days. The caller has proof that both are one person.
 * @param way the login that proved it; absent: the operator says so.
 */
export async function linkInstitution(
  { ledger }: Pick<Workshop, 'ledger'>,
  learner: WebId,
  institution: InstitutionId,
  personId: string,
  way?: string,
): Promise<Linked> {
  const row = await ledger.learners.byWebId(learner);
  if (row === undefined) return 'REFUSED';
  const expiresAt = new Date(Date.now() + linkDays * 86_400_000);
  return ledger.learners.link(row.id, { institution, personId }, expiresAt, way);
}
