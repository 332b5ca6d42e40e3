import { type InstitutionId, inSlices } from '../base/index.js';
import {
  allotIndex,
  type InstitutionSigners,
  leastEntries,
  toOpenBadge,
} from '../credentials/index.js';
import { patchedBy } from '../institutions/index.js';
import {
  type LearnerRow,
  listPurposes,
  type SignedAs,
  type StatusPlace,
  signedName,
  type ToSign,
} from '../ledger/index.js';
import { contentHash, type RecordFacets, type SourceDelivery } from '../records/index.js';
import { type AwardContent, awarderOf, awardOf, subjectIdOf } from './award-content.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { resultBadgeOf } from './result-badge.js';
import { credentialIdOf, isSigned, type SignedRecord, withSignatures } from './result-signature.js';
import { signChecked } from './sign-checked.js';
import { listSize, publishList, statusEntriesAt } from './status-lists.js';
import { deskOf, isOfDesk, saidIn } from './stored-records.js';

/** A record that its institution may sign, and what it would sign. */
interface Signable extends ToSign {
  readonly facets: RecordFacets;
  readonly content: AwardContent;
}
interface Signing {
  readonly owner: LearnerRow;
  readonly desk: InstitutionDesk;
  readonly signers: InstitutionSigners;
}

/** What of a delivery can be signed, by what it says. What came of a patch only the pod tells, where its learner can write. */
function signableIn(
  shop: Workshop,
  { owner, desk, signers }: Signing,
  delivery: SourceDelivery,
): readonly Signable[] {
  if (patchedBy(delivery) !== undefined) return [];
  // A delivery that names one record twice says what it says last.
  const last = new Map(saidIn(shop, delivery).records.map((record) => [record.key, record]));
  return [...last.values()].flatMap(({ key, facets, isJoined = false }) => {
    // One of what it was joined of can be taken back by itself, and no signature would end with that.
    if (isJoined) return [];
    const badge = resultBadgeOf(facets, desk, signers.did);
    if ('because' in badge) return [];
    const said = shop.fingerprint(owner.id, contentHash(facets));
    return [{ delivery: delivery.id, key, said, facets, content: badge.content }];
  });
}

/** When a delivery came, to the second, since credentials name instants so: tried again, it is the same moment. */
const momentOf = ({ receivedAt }: SourceDelivery): Date =>
  new Date(Math.floor(Date.parse(receivedAt) / 1000) * 1000);

interface Placed {
  readonly signable: Signable;
  readonly at: StatusPlace;
}

/** One record, signed as it was each time before. What does not hold by our own verifier stays as it came. */
async function signOne(
  shop: Workshop,
  { owner, desk, signers }: Signing,
  delivery: SourceDelivery,
  { signable, at }: Placed,
): Promise<(SignedRecord & SignedAs & { readonly digest: string }) | undefined> {
  const { key, facets, content } = signable;
  const id = credentialIdOf(delivery.id, key, facets);
  const validFrom = momentOf(delivery);
  const subject = subjectIdOf(shop.rowSeal, desk.id, owner.id);
  const award = awardOf(content, { id, issuer: awarderOf(desk, signers.did), subject, validFrom });
  const unsigned = toOpenBadge(award, statusEntriesAt(shop, desk.id, at));
  // A form of which parts can be left out would be made of `unsigned` here, and put beside the page like this one.
  const made = await signChecked(shop, unsigned, signers, validFrom);
  if (made === undefined) return undefined;
  const { bytes, examined } = made;
  const { digest } = examined;
  // Before the pod has it: whoever sees it there is told at once what it is.
  await shop.ledger.credentials.keepExamined(digest, examined);
  await shop.ledger.credentials.noteSubject(owner.id, digest, true);
  return { id, bytes, delivery: delivery.id, key, digest };
}

async function signDelivery(
  shop: Workshop,
  signing: Signing,
  delivery: SourceDelivery,
  placed: readonly Placed[],
): Promise<SourceDelivery> {
  const { owner } = signing;
  const others = inSlices();
  const signed = [];
  for (const one of placed) {
    const made = await signOne(shop, signing, delivery, one);
    if (made !== undefined) signed.push(made);
    await others();
  }
  if (signed.length === 0) return delivery;
  await shop.ledger.signedResults.keepDigests(owner.id, signed);
  return withSignatures(delivery, signed);
}

async function publishAll(
  shop: Workshop,
  institution: InstitutionId,
  places: Iterable<StatusPlace>,
): Promise<void> {
  const lists = new Set([...places].map(({ list }) => list));
  for (const n of lists) {
    for (const purpose of listPurposes) await publishList(shop, { institution, purpose, n });
  }
}

/** Of one institution that has its results signed. */
async function signTheirs(
  shop: Workshop,
  signing: Signing,
  deliveries: readonly SourceDelivery[],
): Promise<readonly SourceDelivery[]> {
  const { owner, desk } = signing;
  const wanted = deliveries.flatMap((delivery) => signableIn(shop, signing, delivery));
  const places = await shop.ledger.signedResults.places(owner.id, {
    institution: desk.id,
    wanted,
    size: listSize,
    choose: (isTaken) => allotIndex(isTaken, leastEntries),
  });
  // Whoever gets a credential can ask both lists.
  await publishAll(shop, desk.id, places.values());
  const placed = wanted.flatMap((signable) => {
    const at = places.get(signedName(signable));
    return at === undefined ? [] : [{ signable, at }];
  });
  const byDelivery = Map.groupBy(placed, ({ signable: { delivery } }) => delivery);
  const whole: SourceDelivery[] = [];
  for (const delivery of deliveries) {
    whole.push(await signDelivery(shop, signing, delivery, byDelivery.get(delivery.id) ?? []));
  }
  return whole;
}

/**
 * Where an institution wants it, each result that was passed is signed in its name on its way to the pod. What the institution sent
 * stays as it came; its signature stands beside it. Done again, it gives the same bytes.
 */
export async function signResults(
  shop: Workshop,
  owner: LearnerRow,
  deliveries: readonly SourceDelivery[],
): Promise<readonly SourceDelivery[]> {
  const fromDesks = deliveries.filter((one) => isOfDesk(one) && !isSigned(one));
  const whole = new Map<SourceDelivery, SourceDelivery>();
  for (const [id, theirs] of Map.groupBy(fromDesks, ({ institution }) => institution)) {
    if (!(await shop.ledger.issuing.signsResults(id))) continue;
    const signers = await shop.signers.signersOf(id);
    const signing = { owner, desk: deskOf(shop, id), signers };
    const signed = await signTheirs(shop, signing, theirs);
    for (const [n, one] of theirs.entries()) whole.set(one, signed[n] ?? one);
  }
  return deliveries.map((one) => whole.get(one) ?? one);
}
