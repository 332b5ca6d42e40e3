import type { LearnerRow } from '../ledger/index.js';
import {
  folderOf,
  type KeptDelivery,
  type KeptRecord,
  mostOfAName,
  originalPaths,
  type PackedFile,
  packed,
  plainNamesOf,
} from '../papers/index.js';
import {
  deliveryIn,
  type Original,
  type PodFile,
  readInboxRest,
  readOriginals,
  readPapers,
  readPerson,
} from '../pod/index.js';
import {
  type Facet,
  facets,
  ownSource,
  type Person,
  type PersonFacet,
  withSame,
} from '../records/index.js';
import { type ArchiveTools, markOf } from './archive-tools.js';
import type { Caller, House } from './house.js';
import { judgedAlong } from './judged-along.js';
import { Notes } from './reading.js';
import { storedRecords } from './stored-records.js';

/** All of a kluis that is about what was learned, read as the learner themself. */
export interface Gathered {
  readonly person: Person;
  readonly records: readonly KeptRecord[];
  /** The same records, each with what it is the same as and as its credential lets it count: what is shown and counted. */
  readonly counted: readonly KeptRecord[];
  readonly deliveries: readonly KeptDelivery[];
  /** What institutions sent, byte for byte; first the page and then what stands beside it, delivery by delivery. */
  readonly originals: readonly KeptOriginal[];
  /** Ids of deliveries that came to us in these bytes. */
  readonly received: readonly string[];
  /** What leaves, for the log: in lines of so many records each. */
  readonly notes: readonly Notes[];
}
export interface KeptOriginal {
  readonly page: PackedFile;
  readonly manifest: PackedFile;
  readonly mediaType: string;
}

/** Records in one line of the log: more would be more than a reader of the log takes in. */
const mostInLine = 1000;

const isShared = (name: string): name is Facet => facets.some((facet) => facet === name);

/** Special data is in no log. */
function notesOf(records: readonly KeptRecord[], person: Person): readonly Notes[] {
  const keys = [...new Set(records.map(({ record }) => record.key))];
  const notes = Array.from({ length: Math.ceil(keys.length / mostInLine) || 1 }, () => new Notes());
  const lineOf = new Map(keys.map((key, n) => [key, notes[Math.floor(n / mostInLine)]]));
  for (const { record } of records) {
    for (const facet of Object.keys(record.facets).filter(isShared)) {
      lineOf.get(record.key)?.record(record.key, facet);
    }
  }
  const told: readonly PersonFacet[] = ['name', 'contact', 'birthdate'];
  for (const facet of told) if (person[facet] !== undefined) notes[0]?.person(facet);
  notes[0]?.aggregate('totals');
  return notes;
}

interface Read extends KeptOriginal {
  readonly id: string;
  readonly isReceived: boolean;
}

/** Made small at once. It was received where we have noted that it came, when, and in these bytes. */
function originalReader(
  house: House,
  learner: LearnerRow,
  taken: Awaited<ReturnType<House['ledger']['deliveries']['taken']>>,
) {
  return ({ institution, id }: KeptDelivery, original: Original): Read => {
    const paths = originalPaths(institution, id);
    const delivery = deliveryIn(original);
    const known = taken.get(id);
    return {
      id,
      page: packed(paths.page, original.page),
      manifest: packed(paths.manifest, original.manifest),
      mediaType: delivery?.page.mediaType ?? 'application/octet-stream',
      isReceived:
        delivery?.id === id &&
        delivery.institution === institution &&
        known?.receivedAt === delivery.receivedAt &&
        known.mark === markOf(house, learner, delivery),
    };
  };
}

/** @returns 'too much' for a kluis that does not go in one download. */
export async function gatherAlong(
  house: House,
  { selfFetch }: ArchiveTools,
  { principal }: Caller,
  learner: LearnerRow,
): Promise<Gathered | 'too much'> {
  const fetch = selfFetch(principal);
  const { storage } = learner;
  const { institutions } = house;
  const build = { fetch };
  const found = await storedRecords({ institutions, build }, storage);
  // In one order, whichever school wrote last: the same kluis gives the same files.
  const stored = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const records = stored.flatMap(([institution, { records: all }]) =>
    all.map((record) => ({ institution, record })),
  );
  const deliveries = stored.flatMap(([institution, { deliveries: all }]) =>
    all.map(({ id, receivedAt }) => ({
      institution,
      id,
      ...(receivedAt !== undefined && { receivedAt }),
    })),
  );
  const linked = withSame(
    records.map(({ record }) => record),
    found.get(ownSource.id)?.same ?? [],
  );
  const all = linked.map((record, n) => ({
    institution: records[n]?.institution ?? ownSource.id,
    record,
  }));
  const counted = await judgedAlong(house, learner, all, fetch);
  const taken = await house.ledger.deliveries.taken(learner.id);
  const take = originalReader(house, learner, taken);
  const originals = await readOriginals(fetch, storage, deliveries, take);
  if (originals === 'too much') return originals;
  const person = await readPerson(build, storage);
  return {
    person,
    records,
    counted,
    deliveries,
    originals,
    received: originals.filter(({ isReceived }) => isReceived).map(({ id }) => id),
    notes: notesOf(records, person),
  };
}

/** Each under a name of its own; the manifest says what it was called before. */
function inFolder(folder: string, found: readonly PodFile[], ending = '') {
  const plain = plainNamesOf(
    found.map(({ name }) => name),
    ending,
  );
  return found.map(({ name, bytes }): PackedFile => {
    const now = plain.get(name) ?? name;
    const file = packed(`${folder}/${now}`, bytes);
    const isSame = now === name || now === `${name}${ending}`;
    return isSame ? file : { ...file, name: name.slice(0, mostOfAName) };
  });
}

/** Whom access was given, and what became of it. */
export async function gatherPapers(
  { selfFetch }: ArchiveTools,
  { principal }: Caller,
  { storage }: LearnerRow,
): Promise<readonly PackedFile[]> {
  const { grants, receipts } = await readPapers(selfFetch(principal), storage);
  return [...inFolder('grants', grants, '.json'), ...inFolder('receipts', receipts, '.json')];
}

/** What schools put in inboxes by themselves, beside what we know of: as it is, whatever it is. */
export async function gatherRest(
  { selfFetch }: ArchiveTools,
  { principal }: Caller,
  { storage }: LearnerRow,
  deliveries: readonly KeptDelivery[],
): Promise<{ readonly files: readonly PackedFile[]; readonly left: number }> {
  const fetch = selfFetch(principal);
  const files: PackedFile[] = [];
  let left = 0;
  const schools = Map.groupBy(deliveries, ({ institution }) => institution);
  for (const [institution, mine] of schools) {
    const rest = await readInboxRest(
      fetch,
      storage,
      institution,
      mine.map(({ id }) => id),
    );
    files.push(...inFolder(`originals/${folderOf(institution)}/other`, rest.files));
    left += rest.left;
  }
  return { files, left };
}
