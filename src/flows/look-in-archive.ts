import { z } from 'zod';
import { Fault, inSlices, type RecordKey, sha256Hex } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import {
  type ArchiveManifest,
  type FoundRecords,
  isAsListed,
  manifestPath,
  originalPaths,
  readManifest,
  readRecordsFile,
  recordsPath,
  sealPath,
  type UnpackRefusal,
  unpack,
} from '../papers/index.js';
import { deliveryIn, readVersion } from '../pod/index.js';
import { chooseText, type RecordVersion, type SourceDelivery } from '../records/index.js';
import { isSamePerson, readSeal } from './archive-seal.js';
import type { ArchiveTools } from './archive-tools.js';
import type { House } from './house.js';
import { asBrought, ownWordOf } from './own-word.js';
import { plainText } from './plain-text.js';
import { receiveAll, requireReader } from './stored-records.js';

/**
 * SEALED: signed by us or by whom we know, as it stands, and about this learner. The others are the learner's own word:
 * nobody whom we know signed it; it was changed after that; it is somebody else's.
 */
export const archiveStandings = ['SEALED', 'UNSEALED', 'ALTERED', 'OF_ANOTHER'] as const;
export type ArchiveStanding = (typeof archiveStandings)[number];

export const archiveRefusals = ['NOT_OURS', 'DIFFERS', 'UNREADABLE', 'TOO_MANY'] as const;
/** Why nothing of a file is taken. DIFFERS: something in it is not what its list says. */
export type ArchiveRefusal = UnpackRefusal | (typeof archiveRefusals)[number];

/** What an archive brings, before any of it is taken. */
export interface Brings {
  readonly standing: ArchiveStanding;
  /** As they were, and the learner's own word; each in the order in which it came in. */
  readonly asTheyWere: readonly SourceDelivery[];
  readonly ownWord: readonly SourceDelivery[];
  /** What comes of all of it. */
  readonly versions: readonly RecordVersion[];
  /** Records that the archive has and that can be taken. */
  readonly keys: ReadonlySet<RecordKey>;
  /** What cannot be taken, each by what it is called. */
  readonly refused: readonly string[];
  /** Documents of grants in it. */
  readonly grants: number;
}
/** What stands in the kluis that an archive is brought to. */
export interface InKluis {
  readonly keys: ReadonlySet<RecordKey>;
  readonly deliveries: ReadonlySet<string>;
}
export type Look =
  | { readonly kind: 'brings'; readonly brings: Brings }
  | { readonly kind: 'refused'; readonly because: ArchiveRefusal };

/** Records that come in as a learner's own word in one go. */
const mostOwnWord = 5000;

type Files = ReadonlyMap<string, Uint8Array>;
/** Bytes of a signature: ours have some hundreds. */
const mostOfSeal = 10_000;
const sealIn = (files: Files): string =>
  Buffer.from(files.get(sealPath) ?? [])
    .subarray(0, mostOfSeal)
    .toString()
    .trim();

async function standingOf(
  files: Files,
  learner: LearnerRow,
  { archiveKeys }: ArchiveTools,
): Promise<ArchiveStanding> {
  const seal = await readSeal(sealIn(files), archiveKeys);
  if (seal === undefined) return 'UNSEALED';
  if (seal.sha256 !== sha256Hex(files.get(manifestPath) ?? '')) return 'ALTERED';
  return isSamePerson(learner, seal.sub) ? 'SEALED' : 'OF_ANOTHER';
}

const canBeRead = (house: House, delivery: SourceDelivery): boolean => {
  try {
    requireReader(house, delivery);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
};

/** One delivery that whoever signed had from the institution itself, in the bytes they had it in. */
function originalIn(
  house: House,
  files: Files,
  { institution, id, receivedAt }: FoundRecords['deliveries'][number],
): SourceDelivery | undefined {
  const paths = originalPaths(institution, id);
  const [page, manifest] = [files.get(paths.page), files.get(paths.manifest)];
  if (page === undefined || manifest === undefined) return undefined;
  const delivery = deliveryIn({ page, manifest });
  const isIt =
    delivery?.id === id &&
    delivery.institution === institution &&
    delivery.receivedAt === receivedAt &&
    delivery.page.sha256 === sha256Hex(page);
  return isIt && canBeRead(house, delivery) ? delivery : undefined;
}

async function originalsIn(
  house: House,
  files: Files,
  { received }: ArchiveManifest,
  { deliveries }: FoundRecords,
): Promise<readonly SourceDelivery[]> {
  const vouched = new Set(received);
  const others = inSlices();
  const found: SourceDelivery[] = [];
  for (const one of deliveries) {
    const original = vouched.has(one.id) ? originalIn(house, files, one) : undefined;
    if (original !== undefined) found.push(original);
    await others();
  }
  return found;
}

/** What some records say; each by itself, so that one that cannot be taken keeps no other from it. */
interface Judged<From> {
  readonly versions: readonly RecordVersion[];
  readonly refused: readonly From[];
}
async function judged<From>(
  records: readonly From[],
  read: (record: From) => RecordVersion | undefined,
): Promise<Judged<From>> {
  const versions: RecordVersion[] = [];
  const refused: From[] = [];
  const others = inSlices();
  for (const record of records) {
    const found = read(record);
    if (found === undefined) refused.push(record);
    else versions.push(found);
    await others();
  }
  return { versions, refused };
}

/** Characters of what a record is called, where it is not taken. */
const mostOfName = 80;
const nameless = '?';
const nameOf = (name: unknown): string =>
  (typeof name === 'string' ? plainText(name.slice(0, 10 * mostOfName), mostOfName) : '') ||
  nameless;
const Title = z.tuple([z.object({ value: z.string() })], z.unknown());
const Called = z.object({ facets: z.object({ core: z.object({ title: Title }) }) });
const calledAtLeast = (record: unknown): string =>
  nameOf(Called.safeParse(record).data?.facets.core.title[0].value);
const calledBy = ({ facets: { core }, key }: RecordVersion): string =>
  nameOf(chooseText(core.title)?.value ?? key);

/** Each institution's deliveries give that institution's records. */
async function foldedFrom(
  house: House,
  deliveries: readonly SourceDelivery[],
): Promise<readonly RecordVersion[]> {
  const others = inSlices();
  const versions: RecordVersion[] = [];
  for (const mine of Map.groupBy(deliveries, ({ institution }) => institution).values()) {
    let known: readonly RecordVersion[] = [];
    for (const delivery of mine) {
      known = receiveAll(house, known, [delivery]);
      await others();
    }
    versions.push(...known);
  }
  return versions;
}

/**
 * What is said now, and neither comes in as it was nor is there already: whoever brings back what they have gets none of it
 * a second time. What was said before or taken back is nobody's word any more.
 */
function leftFor(
  stated: readonly RecordVersion[],
  asTheyWere: readonly SourceDelivery[],
  folded: readonly RecordVersion[],
  there: InKluis,
): readonly RecordVersion[] {
  const ids = new Set([...asTheyWere.map(({ id }) => id), ...there.deliveries]);
  const keys = new Set([...folded.map(({ key }) => key), ...there.keys]);
  return stated.filter(
    ({ status, delivery, key }) => status === 'CURRENT' && !ids.has(delivery) && !keys.has(key),
  );
}

interface Kluis {
  readonly learner: LearnerRow;
  readonly there: InKluis;
}

/** An archive that is what its own list says. */
async function opened(files: Files) {
  const manifest = await readManifest(files);
  if (manifest === undefined) return 'NOT_OURS';
  if (!(await isAsListed(files, manifest))) return 'DIFFERS';
  const found = await readRecordsFile(files.get(recordsPath));
  return found === undefined ? 'UNREADABLE' : { manifest, found };
}

async function look(
  house: House,
  tools: ArchiveTools,
  { learner, there }: Kluis,
  files: Files,
): Promise<Look> {
  const archive = await opened(files);
  if (typeof archive === 'string') return { kind: 'refused', because: archive };
  const { manifest, found } = archive;
  const standing = await standingOf(files, learner, tools);
  const asTheyWere = standing === 'SEALED' ? await originalsIn(house, files, manifest, found) : [];
  const folded = await foldedFrom(house, asTheyWere);
  const stated = await judged(found.records, readVersion);
  const left = leftFor(stated.versions, asTheyWere, folded, there);
  if (left.length > mostOwnWord) return { kind: 'refused', because: 'TOO_MANY' };
  const taken = await judged(left, asBrought);
  const ownWord = await ownWordOf(learner.id, taken.versions, new Date());
  const gone = new Set(taken.refused.map(({ key }) => key));
  return {
    kind: 'brings',
    brings: {
      standing,
      asTheyWere,
      ownWord,
      versions: [...folded, ...(await foldedFrom(house, ownWord))],
      keys: new Set(stated.versions.map(({ key }) => key).filter((key) => !gone.has(key))),
      refused: [...stated.refused.map(calledAtLeast), ...taken.refused.map(calledBy)],
      grants: [...files.keys()].filter((path) => path.startsWith('grants/')).length,
    },
  };
}

/** Looks at an archive that may have been made by anybody. Nothing is stored, and nothing of it believed but what is signed. */
export async function lookInArchive(
  house: House,
  tools: ArchiveTools,
  kluis: Kluis,
  archive: Uint8Array,
): Promise<Look> {
  const unpacked = await unpack(archive);
  return unpacked.kind === 'refused' ? unpacked : look(house, tools, kluis, unpacked.files);
}
