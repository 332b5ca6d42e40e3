import { inSlices, present, type RecordKey } from '../base/index.js';
import { type BroughtDelivery, type LearnerRow as Row, withdrawnMark } from '../ledger/index.js';
import { countable } from '../papers/index.js';
import type { StudyLoadTotal } from '../records/index.js';
import { lastWords, type SourceDelivery, studyLoadTotals, withSame } from '../records/index.js';
import { type ArchiveTools, markOf } from './archive-tools.js';
import { takenBackOf } from './arrange.js';
import type { Caller, House } from './house.js';
import {
  type ArchiveRefusal,
  type ArchiveStanding,
  type Brings,
  lookInArchive,
} from './look-in-archive.js';
import { ownLearner } from './own-records.js';
import { ownRefsIn } from './own-refs.js';
import { saidHash } from './said-hash.js';
import { decisionsIn } from './same-delivery.js';
import { isFetched, saidIn, storedRecords } from './stored-records.js';
import { withdrawalOf } from './withdrawal.js';

export interface BroughtReport {
  readonly standing: ArchiveStanding;
  /** Records that came in. */
  readonly accepted: number;
  /** Of those, as they were; the rest came in as the learner's own word. */
  readonly asTheyWere: number;
  readonly ownWord: number;
  /** Records that were there already, or hold no longer. */
  readonly skipped: number;
  /** Records that cannot be taken, and what the first of them are called. */
  readonly refused: number;
  readonly refusedNames: readonly string[];
  /** Of those that came in, what their source took back since: that stands. */
  readonly withdrawn: number;
  /** Study load of what the archive brings, one line per unit. */
  readonly totals: readonly StudyLoadTotal[];
  /** Documents of grants in it: they bring no access back by themselves. */
  readonly grants: number;
  /** Whether all of it stands in the pod. False: it is on its way. */
  readonly inPod: boolean;
}
export type BringAnswer =
  | { readonly kind: 'brought'; readonly report: BroughtReport }
  | { readonly kind: 'refused'; readonly because: ArchiveRefusal };

type Read = BroughtDelivery;

/** A delivery with what it says, by hash. */
function readAs(house: House, learner: Row, delivery: SourceDelivery): Read {
  const { records, withdrawn = [] } = saidIn(house, delivery);
  const said = records.map((one) => [one.key, saidHash(house, learner.id, one)] as const);
  const gone = withdrawn.map((key) => [key, withdrawnMark] as const);
  const mark = markOf(house, learner, delivery);
  return { delivery, mark, hashes: new Map([...said, ...gone]), isPulled: isFetched(delivery) };
}

/** What a source took back is told of records that it gave; of others it says nothing. */
function ofWhatThereIs(read: readonly Read[], { versions }: Brings): readonly Read[] {
  const keys = new Set(versions.map(({ key }) => key));
  return read.map((one) => ({
    ...one,
    hashes: new Map([...one.hashes].filter(([key]) => keys.has(key))),
  }));
}

const keysIn = (read: readonly Read[]): number =>
  new Set(read.flatMap(({ hashes }) => [...hashes.keys()])).size;

const isIn = (all: readonly Read[], key: RecordKey): boolean =>
  all.some(({ hashes }) => hashes.has(key));

/** What comes of the credentials in an archive, by digest. */
async function verdictsIn(house: House, { versions, asTheyWere }: Brings) {
  const bodies = new Map(asTheyWere.map(({ page }) => [page.sha256, page.body]));
  const digests = versions.flatMap(({ facets }) => facets.credential?.digest ?? []);
  return house.credentials.judge(
    [...new Set(digests)].map((digest) => {
      const body = bodies.get(digest);
      const bytes = async () => (body === undefined ? undefined : Buffer.from(body));
      return { digest, bytes, subject: 'UNCHECKED' };
    }),
  );
}

/** What was taken back by whoever gave its credential counts for nothing here either. */
async function totalsIn(
  house: House,
  brings: Brings,
  gone: readonly Read[],
): Promise<readonly StudyLoadTotal[]> {
  const { versions, asTheyWere } = brings;
  const stands = versions.filter(({ key }) => !isIn(gone, key));
  const said = lastWords(asTheyWere.flatMap(decisionsIn));
  const verdicts = await verdictsIn(house, brings);
  const kept = withSame(stands, said).map((record) => {
    const { core, credential } = record.facets;
    const verdict = verdicts.get(credential?.digest ?? '');
    const standing = takenBackOf(present({ verdict }));
    return present({ institution: core.institution.id, record, standing });
  });
  return studyLoadTotals(countable(kept));
}

/** Read as the learner themself. */
async function kluisOf(house: House, tools: ArchiveTools, caller: Caller) {
  const learner = await ownLearner(house, caller);
  const { institutions } = house;
  const build = { fetch: tools.selfFetch(caller.principal) };
  const stored = [...(await storedRecords({ institutions, build }, learner.storage)).values()];
  const keys = stored.flatMap(({ records }) => records.map(({ key }) => key));
  const ids = stored.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  return { learner, there: { keys: new Set(keys), deliveries: new Set(ids) } };
}
type Kluis = Awaited<ReturnType<typeof kluisOf>>;

/** What a kluis has not, in slices: each is read once more. */
async function newsOf(
  house: House,
  { learner, there }: Kluis,
  brings: Brings,
  deliveries: readonly SourceDelivery[],
): Promise<readonly Read[]> {
  const others = inSlices();
  const read: Read[] = [];
  for (const delivery of deliveries.filter(({ id }) => !there.deliveries.has(id))) {
    read.push(readAs(house, learner, delivery));
    await others();
  }
  return ofWhatThereIs(read, brings);
}

/**
 * An archive is as old as it is. What we heard since that its source took back, or the learner did, is taken back once more,
 * after all that the archive says.
 */
async function takenBackSince(
  house: House,
  learner: Row,
  news: readonly Read[],
): Promise<readonly Read[]> {
  const known = await house.ledger.deliveries.known(learner.id);
  const now = new Date();
  const sources = Map.groupBy(news, ({ delivery }) => delivery.institution);
  return [...sources].flatMap(([institution, mine]) => {
    const said = new Map(mine.flatMap(({ hashes }) => [...hashes]));
    const gone = [...said]
      .filter(([key, hash]) => hash !== withdrawnMark && known.get(key)?.hash === withdrawnMark)
      .map(([key]) => key);
    if (gone.length === 0) return [];
    return [readAs(house, learner, withdrawalOf(learner.id, institution, { keys: gone }, now))];
  });
}

/** Names of refused records in one answer. */
const mostNames = 5;

async function take(
  house: House,
  caller: Caller,
  kluis: Kluis,
  brings: Brings,
): Promise<BroughtReport> {
  const { learner } = kluis;
  const { webId, clientId: client } = caller.principal;
  const asTheyWere = await newsOf(house, kluis, brings, brings.asTheyWere);
  const ownWord = await newsOf(house, kluis, brings, brings.ownWord);
  const news = [...asTheyWere, ...ownWord];
  const gone = await takenBackSince(house, learner, news);
  const work = await house.ledger.deliveries.bring(learner.id, {
    actor: { webId, client },
    deliveries: [...news, ...gone],
  });
  await house.ledger.ownEntries.remember(learner.id, ownRefsIn(brings.versions));
  const accepted = keysIn(news);
  return {
    standing: brings.standing,
    accepted,
    asTheyWere: keysIn(asTheyWere),
    ownWord: keysIn(ownWord),
    skipped: Math.max(0, brings.keys.size - accepted),
    refused: brings.refused.length,
    refusedNames: brings.refused.slice(0, mostNames),
    withdrawn: keysIn(gone),
    totals: await totalsIn(house, brings, gone),
    grants: brings.grants,
    inPod: await house.ledger.outbox.isDone(work, 3 * house.podWaitMs),
  };
}

/**
 * A learner brings back what they took along. What was signed of them, and not changed since, comes back as it was, in its
 * original bytes and order; everything else is the learner's own word, whatever it says of itself. Bringing it again changes
 * nothing, and no access comes back with it.
 */
export async function bringArchive(
  house: House,
  tools: ArchiveTools,
  caller: Caller,
  archive: Uint8Array,
): Promise<BringAnswer> {
  const kluis = await kluisOf(house, tools, caller);
  const look = await lookInArchive(house, tools, kluis, archive);
  if (look.kind === 'refused') return look;
  return { kind: 'brought', report: await take(house, caller, kluis, look.brings) };
}
