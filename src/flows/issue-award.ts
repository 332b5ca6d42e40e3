import { z } from 'zod';
import { isObject, type JsonObject, sha256Hex } from '../base/index.js';
import {
  allotIndex,
  dutchFindings,
  type InstitutionSigners,
  leastEntries,
  mayBeSigned,
  type StatusEntry,
  toOpenBadge,
} from '../credentials/index.js';
import { type AwardRow, type LearnerRow, listPurposes, type StatusPlace } from '../ledger/index.js';
import { readPage } from '../pod/index.js';
import { contentHash } from '../records/index.js';
import { markOf } from './archive-tools.js';
import {
  type AwardContent,
  awarderOf,
  awardOf,
  contentIn,
  hasEnded,
  isRenewal,
  type RenewedContent,
  subjectIdOf,
} from './award-content.js';
import { awardDelivery, readAward } from './award-record.js';
import { renewedReason, withdrawalBy } from './award-withdrawal.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import { signedApart } from './selective-form.js';
import { signChecked } from './sign-checked.js';
import { listSize, publishList, statusEntriesAt } from './status-lists.js';
import { deskOf, storedRecords } from './stored-records.js';
import { signWalletListOf } from './wallet-lists.js';

const ForAward = z.object({ award: z.uuid() });

interface Signing {
  readonly row: AwardRow;
  readonly learner: LearnerRow;
  readonly desk: InstitutionDesk;
  readonly signers: InstitutionSigners;
  readonly content: AwardContent | Renewing;
  readonly now: Date;
}
interface Renewing extends RenewedContent {
  /** What was signed before, in its exact bytes. */
  readonly before: string;
}

/** The signed bytes that stand in the pod, as long as they are what was signed, and hold. */
async function bytesBefore(
  shop: Workshop,
  { id: institution }: InstitutionDesk,
  { storage }: LearnerRow,
  id: string,
): Promise<string | undefined> {
  const before = await shop.ledger.awards.byId(id);
  if (before?.state !== 'ISSUED') return undefined;
  const stored = (await storedRecords(shop, storage)).get(institution);
  const version = stored?.records.findLast(({ key, facets }) => {
    return key === before.record && facets.credential?.digest === before.digest;
  });
  const page = version && (await readPage(shop.build, storage, institution, version.delivery));
  return page !== undefined && sha256Hex(page) === before.digest ? page : undefined;
}

/** As it was signed, under its own id, from now until its new end. */
function renewed(
  shop: Workshop,
  signing: Signing,
  { validUntil, before }: Renewing,
  entries: readonly StatusEntry[],
): JsonObject {
  const said: unknown = JSON.parse(before);
  if (!isObject(said)) throw new SyntaxError('a signed credential is no object');
  const { proof: _proof, ...rest } = said;
  const [first, second] = entries;
  const frame = toOpenBadge(
    awardOf(frameOf(validUntil), signableOf(shop, signing)),
    first === undefined || second === undefined ? [] : [first, second],
  );
  const { id, issuer, validFrom, validUntil: until, credentialStatus } = frame;
  return { ...rest, id, issuer, validFrom, validUntil: until, credentialStatus };
}

/** Of it only what stands around what was achieved is used. */
const frameOf = (validUntil: string) => ({
  achievement: { id: 'urn:uuid:none', name: '', description: '', criteria: '', language: 'nl' },
  awardedOn: validUntil,
  validUntil,
});

const signableOf = ({ rowSeal }: Workshop, { row, desk, learner, signers, now }: Signing) => ({
  id: row.id,
  issuer: awarderOf(desk, signers.did),
  subject: subjectIdOf(rowSeal, desk.id, learner.id),
  validFrom: now,
});

function unsignedOf(shop: Workshop, signing: Signing, entries: readonly StatusEntry[]): JsonObject {
  const { content } = signing;
  if (isRenewal(content)) return renewed(shop, signing, content, entries);
  const award = awardOf(content, signableOf(shop, signing));
  if (!mayBeSigned(dutchFindings(award)))
    throw new SyntaxError('an award is not as it was offered');
  return toOpenBadge(award, entries);
}

/** What does not hold by the verifier of imports is delivered to nobody. */
async function signed(shop: Workshop, signing: Signing, entries: readonly StatusEntry[]) {
  const unsigned = unsignedOf(shop, signing, entries);
  const { row, signers, now: created } = signing;
  const made = await signChecked(shop, unsigned, signers, created);
  if (made === undefined) {
    throw new SyntaxError('an award keeps not its schema, or does not hold by our own verifier');
  }
  const apart = await signedApart(shop, signers, `urn:uuid:${row.id}`, unsigned);
  return { body: Buffer.from(made.bytes).toString('utf8'), apart, examined: made.examined };
}

/** To the second, since credentials name instants so: not later than now. */
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** What is to be signed. @returns undefined for what is not, any more: its last day is over, or what it renews is not there. */
async function contentOf(
  shop: Workshop,
  { row, learner, desk }: Pick<Signing, 'row' | 'learner' | 'desk'>,
): Promise<Signing['content'] | undefined> {
  const content = contentIn(shop.rowSeal, desk.id, row.sealed);
  if (content === undefined) throw new SyntaxError('an award cannot be opened');
  if (hasEnded(content)) return undefined;
  if (!isRenewal(content)) return content;
  const before = await bytesBefore(shop, desk, learner, content.renews);
  return before === undefined ? undefined : { ...content, before };
}

/** What it took the place of is over for everybody before this is done. */
async function publishEnds(shop: Workshop, over: readonly AwardRow[]): Promise<void> {
  for (const { institution, learner, record, at } of over) {
    if (at === undefined || record === undefined) continue;
    await publishList(shop, { institution, purpose: 'revocation', n: at.list });
    for (const list of await shop.ledger.wallet.listsOf(learner, record)) {
      await signWalletListOf(shop, list);
    }
  }
}

/** Its place in the lists, which are published first: whoever gets the credential can ask both. */
async function placeOf(shop: Workshop, { row, desk }: Signing): Promise<StatusPlace | undefined> {
  const at = await shop.ledger.awards.place(row.id, listSize, (isTaken) =>
    allotIndex(isTaken, leastEntries),
  );
  for (const purpose of at === undefined ? [] : listPurposes) {
    await publishList(shop, { institution: desk.id, purpose, n: at?.list ?? 0 });
  }
  return at;
}

async function issueNow(shop: Workshop, row: AwardRow): Promise<void> {
  const { ledger, builder } = shop;
  const learner = await learnerOf(shop, row.learner);
  const desk = deskOf(shop, row.institution);
  const actor = { webId: learner.webId, client: builder.client };
  const content = await contentOf(shop, { row, learner, desk });
  if (content === undefined) return ledger.awards.drop(row, actor);
  const signers = await shop.signers.signersOf(desk.id);
  const signing = { row, learner, desk, signers, content, now: now() };
  const at = await placeOf(shop, signing);
  if (at === undefined) return;
  const { examined, ...bytes } = await signed(shop, signing, statusEntriesAt(shop, desk.id, at));
  const delivery = awardDelivery(desk, row.id, bytes, new Date());
  const [record] = readAward(delivery, desk).records;
  if (record === undefined) throw new SyntaxError('what was signed here gives no record');
  const { digest } = examined;
  // Before the pod has it: whoever sees it there is told at once what it is.
  await ledger.credentials.keepExamined(digest, examined);
  await ledger.credentials.noteSubject(learner.id, digest, true);
  const said = shop.fingerprint(learner.id, contentHash(record.facets));
  const over = await ledger.awards.issue(learner.id, row.id, {
    record: record.key,
    digest,
    actor,
    withdrawal: withdrawalBy(shop, learner, desk, renewedReason),
    isRenewal: isRenewal(content),
    delivery: {
      delivery,
      mark: markOf(shop, learner, delivery),
      hashes: new Map([[record.key, said]]),
    },
  });
  await publishEnds(shop, over);
}

/** Signs what a learner accepted, in the institution's name, and has it brought to their pod. Done before, nothing is done. */
export async function issueAward(shop: Workshop, payload: unknown): Promise<void> {
  const row = await shop.ledger.awards.byId(ForAward.parse(payload).award);
  if (row?.state === 'ACCEPTED') await issueNow(shop, row);
}
