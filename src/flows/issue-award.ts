import { z } from 'zod';
import { Fault, isObject, type JsonObject } from '../base/index.js';
import {
  allotIndex,
  didDocumentOf,
  dutchFindings,
  type InstitutionSigners,
  leastEntries,
  mayBeSigned,
  type StatusEntry,
  schemaFindings,
  signCredential,
  toOpenBadge,
} from '../credentials/index.js';
import { type AwardRow, type LearnerRow, listPurposes, type StatusPlace } from '../ledger/index.js';
import { readInbox } from '../pod/index.js';
import { contentHash } from '../records/index.js';
import { markOf } from './archive-tools.js';
import {
  awarderOf,
  awardOf,
  contentIn,
  isRenewal,
  type RenewedContent,
  subjectIdOf,
} from './award-content.js';
import { awardDelivery, readAward } from './award-record.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import { signedApart } from './selective-form.js';
import { publishList, statusListPath } from './status-lists.js';
import { deskOf, storedRecords } from './stored-records.js';

const ForAward = z.object({ award: z.uuid() });

/** The next list begins when nine places of ten are somebody's. */
const size = { entries: leastEntries, full: Math.floor(leastEntries * 0.9) };

interface Signing {
  readonly row: AwardRow;
  readonly learner: LearnerRow;
  readonly desk: InstitutionDesk;
  readonly signers: InstitutionSigners;
  readonly now: Date;
}

const entriesAt = (shop: Workshop, { desk }: Signing, { list, place }: StatusPlace) =>
  listPurposes.map((purpose): StatusEntry => {
    const at = statusListPath({ institution: desk.id, purpose, n: list });
    return { purpose, list: `${shop.issuerOrigin}${at}`, index: place };
  });

/** The signed bytes that stand in the pod, as long as they are what was signed. */
async function bytesBefore(
  shop: Workshop,
  { desk, learner }: Signing,
  id: string,
): Promise<string> {
  const before = await shop.ledger.awards.byId(id);
  const stored = (await storedRecords(shop, learner.storage)).get(desk.id);
  const version = stored?.records.findLast(({ key, facets }) => {
    return key === before?.record && facets.credential?.digest === before.digest;
  });
  const [came] =
    version === undefined
      ? []
      : await readInbox(shop.build, learner.storage, desk.id, [version.delivery]);
  if (
    came === undefined ||
    readAward(came, desk).records[0]?.facets.credential?.digest !== before?.digest
  ) {
    throw new Fault('SourceMalformed', 'what is to be renewed is not in the pod as it was signed');
  }
  return came.page.body;
}

/** As it was signed, under its own id, from now until its new end. */
async function renewed(
  shop: Workshop,
  signing: Signing,
  { renews, validUntil }: RenewedContent,
  entries: readonly StatusEntry[],
): Promise<JsonObject> {
  const said: unknown = JSON.parse(await bytesBefore(shop, signing, renews));
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

async function unsignedOf(
  shop: Workshop,
  signing: Signing,
  entries: readonly StatusEntry[],
): Promise<JsonObject> {
  const { row, desk } = signing;
  const content = contentIn(shop.rowSeal, desk.id, row.sealed);
  if (content === undefined) throw new SyntaxError('an award cannot be opened');
  if (isRenewal(content)) return renewed(shop, signing, content, entries);
  const award = awardOf(content, signableOf(shop, signing));
  if (!mayBeSigned(dutchFindings(award)))
    throw new SyntaxError('an award is not as it was offered');
  return toOpenBadge(award, entries);
}

/** What does not hold by the verifier of imports is delivered to nobody. */
async function verified(shop: Workshop, { did, published }: InstitutionSigners, bytes: Uint8Array) {
  const document = await didDocumentOf(did, published);
  const examined = await shop.examiner.examine(bytes, new Map([[did, { document }]]));
  const isSound = examined.proof === 'VALID' && examined.findings.length === 0;
  if (!isSound || examined.issuer !== did) {
    throw new SyntaxError('what was signed here does not hold by our own verifier');
  }
  return examined;
}

async function signed(shop: Workshop, signing: Signing, entries: readonly StatusEntry[]) {
  const unsigned = await unsignedOf(shop, signing, entries);
  if (schemaFindings(unsigned).length > 0) throw new SyntaxError('an award keeps not its schema');
  const { credentials: signer } = signing.signers;
  const bytes = await signCredential(unsigned, signer, { created: signing.now });
  const examined = await verified(shop, signing.signers, bytes);
  const apart = await signedApart(shop, signing.signers, `urn:uuid:${signing.row.id}`, unsigned);
  return { body: Buffer.from(bytes).toString('utf8'), apart, examined };
}

/** To the second, since credentials name instants so: not later than now. */
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

async function issueNow(shop: Workshop, row: AwardRow): Promise<void> {
  const { ledger, builder } = shop;
  const learner = await learnerOf(shop, row.learner);
  const desk = deskOf(shop, row.institution);
  const signers = await shop.signers.signersOf(desk.id);
  const signing = { row, learner, desk, signers, now: now() };
  const at = await ledger.awards.place(row.id, size, (isTaken) =>
    allotIndex(isTaken, leastEntries),
  );
  if (at === undefined) return;
  // Whoever gets the credential can ask both lists.
  for (const purpose of listPurposes) {
    await publishList(shop, { institution: desk.id, purpose, n: at.list });
  }
  const { examined, ...bytes } = await signed(shop, signing, entriesAt(shop, signing, at));
  const delivery = awardDelivery(desk, row.id, bytes, new Date());
  const [record] = readAward(delivery, desk).records;
  if (record === undefined) throw new SyntaxError('what was signed here gives no record');
  const { digest } = examined;
  // Before the pod has it: whoever sees it there is told at once what it is.
  await ledger.credentials.keepExamined(digest, examined);
  await ledger.credentials.noteSubject(learner.id, digest, true);
  const said = shop.fingerprint(learner.id, contentHash(record.facets));
  await ledger.awards.issue(learner.id, row.id, {
    record: record.key,
    digest,
    actor: { webId: learner.webId, client: builder.client },
    delivery: {
      delivery,
      mark: markOf(shop, learner, delivery),
      hashes: new Map([[record.key, said]]),
    },
  });
}

/** Signs what a learner accepted, in the institution's name, and has it brought to their pod. Done before, nothing is done. */
export async function issueAward(shop: Workshop, payload: unknown): Promise<void> {
  const row = await shop.ledger.awards.byId(ForAward.parse(payload).award);
  if (row?.state === 'ACCEPTED') await issueNow(shop, row);
}
