import { Fault, type RecordKey, sha256Hex } from '../base/index.js';
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
import type { RecordVersion, SourceDelivery } from '../records/index.js';
import { isSamePerson, readSeal } from './archive-seal.js';
import type { ArchiveTools } from './archive-tools.js';
import type { House } from './house.js';
import { ownWordOf } from './own-word.js';
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
  /** Records that the archive has; of those, what cannot be read. */
  readonly keys: ReadonlySet<RecordKey>;
  readonly unreadable: number;
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
/** Characters of one of them: the longest that schools send have some thousands. */
const mostOfOne = 100_000;

type Files = ReadonlyMap<string, Uint8Array>;
const textAt = (files: Files, path: string): string =>
  Buffer.from(files.get(path) ?? []).toString();

async function standingOf(
  files: Files,
  learner: LearnerRow,
  { archiveKeys }: ArchiveTools,
): Promise<ArchiveStanding> {
  const seal = await readSeal(textAt(files, sealPath).trim(), archiveKeys);
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

/** Deliveries that whoever signed had from the institution itself, in the bytes they had them in. */
function originalsIn(
  house: House,
  files: Files,
  { received }: ArchiveManifest,
  { deliveries }: FoundRecords,
): readonly SourceDelivery[] {
  const vouched = new Set(received);
  return deliveries.flatMap(({ institution, id, receivedAt }) => {
    const paths = originalPaths(institution, id);
    const [page, manifest] = [files.get(paths.page), files.get(paths.manifest)];
    if (!vouched.has(id) || page === undefined || manifest === undefined) return [];
    const delivery = deliveryIn({ page, manifest });
    const isIt =
      delivery?.id === id &&
      delivery.institution === institution &&
      delivery.receivedAt === receivedAt &&
      delivery.page.sha256 === sha256Hex(page);
    return isIt && canBeRead(house, delivery) ? [delivery] : [];
  });
}

const versionsIn = ({ records }: FoundRecords): readonly RecordVersion[] =>
  records.flatMap(({ institution: _institution, ...record }) => {
    const found = JSON.stringify(record).length <= mostOfOne ? readVersion(record) : undefined;
    return found === undefined ? [] : [found];
  });

/** Each institution's deliveries give that institution's records. */
function foldedFrom(house: House, deliveries: readonly SourceDelivery[]): readonly RecordVersion[] {
  const schools = Map.groupBy(deliveries, ({ institution }) => institution);
  return [...schools.values()].flatMap((mine) => receiveAll(house, [], mine));
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

async function look(
  house: House,
  tools: ArchiveTools,
  { learner, there }: Kluis,
  files: Files,
): Promise<Look> {
  const manifest = readManifest(files);
  if (manifest === undefined) return { kind: 'refused', because: 'NOT_OURS' };
  if (!isAsListed(files, manifest)) return { kind: 'refused', because: 'DIFFERS' };
  const found = readRecordsFile(files.get(recordsPath));
  if (found === undefined) return { kind: 'refused', because: 'UNREADABLE' };
  const standing = await standingOf(files, learner, tools);
  const asTheyWere = standing === 'SEALED' ? originalsIn(house, files, manifest, found) : [];
  const folded = foldedFrom(house, asTheyWere);
  const stated = versionsIn(found);
  const left = leftFor(stated, asTheyWere, folded, there);
  if (left.length > mostOwnWord) return { kind: 'refused', because: 'TOO_MANY' };
  const ownWord = ownWordOf(learner.id, left, new Date());
  return {
    kind: 'brings',
    brings: {
      standing,
      asTheyWere,
      ownWord,
      versions: [...folded, ...foldedFrom(house, ownWord)],
      keys: new Set(stated.map(({ key }) => key)),
      unreadable: found.records.length - stated.length,
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
  const unpacked = unpack(archive);
  return unpacked.kind === 'refused' ? unpacked : look(house, tools, kluis, unpacked.files);
}
