import { readFile, stat } from 'node:fs/promises';
import {
  type DidAnswer,
  didAnswerOf,
  didsOfList,
  didsToFetch,
  registryOf,
} from './credentials/index.js';
import { askOutside, type FileTools, fetchDidDocuments } from './flows/index.js';
import { instantIn } from './instant.js';
import { withFetch } from './issuers.js';
import { listsAtHand } from './lists-at-hand.js';
import { trustRegistryFrom } from './trust-registry-file.js';
import type { HurriedExaminer } from './verify-budget.js';

export interface VerifyOptions {
  readonly at?: string;
  /** Absent: nobody is recognised. */
  readonly registry?: string;
  readonly offline?: boolean;
  /** Files with DID documents, in the place of the network. */
  readonly did?: readonly string[];
  /** Files with lists of what was taken back. */
  readonly list?: readonly string[];
}

const usualBytes = 5_000_000;
/** Names, and lists, that one file may have fetched. An honest one has a few. */
const mostFetched = 100;

/** @throws Error for what cannot be read, or is larger than `most` bytes. */
export async function bytesIn(file: string, most = usualBytes): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size <= most) return await readFile(file);
  } catch {
    throw new Error(`The file ${file} cannot be read.`);
  }
  throw new Error(`The file ${file} is too large.`);
}

async function didsIn(files: readonly string[]): Promise<Map<string, DidAnswer>> {
  const found = new Map<string, DidAnswer>();
  for (const file of files) {
    const said = didAnswerOf(await bytesIn(file));
    const id = 'document' in said ? said.document['id'] : undefined;
    if (typeof id !== 'string') throw new Error(`The file ${file} is no DID document.`);
    found.set(id, said);
  }
  return found;
}

/** Those that are at hand, and of the others what they publish now. */
async function documentsFor(
  needed: readonly string[],
  { offline = false, did = [] }: VerifyOptions,
): Promise<Map<string, DidAnswer>> {
  const known = await didsIn(did);
  const missing = needed.filter((one) => !known.has(one)).slice(0, mostFetched);
  if (offline || missing.length === 0) return known;
  const fetched = await withFetch((fetcher) => fetchDidDocuments(missing, fetcher));
  return new Map([...known, ...fetched]);
}

type Lists = ReturnType<typeof listsAtHand>;
interface Known {
  readonly lists: Lists;
  readonly dids: Map<string, DidAnswer>;
  readonly examiner: HurriedExaminer;
}

/** Addresses of lists that are not at hand. */
async function listsMissing(
  all: readonly Uint8Array[],
  { lists, dids, examiner }: Known,
): Promise<readonly string[]> {
  const missing = new Set<string>();
  for (const bytes of all) {
    const { status } = await examiner.examine(bytes, dids);
    for (const { list } of status) {
      if (list !== '' && lists.at(list).length === 0) missing.add(list);
    }
  }
  return [...missing].slice(0, mostFetched);
}

/** What stands at those addresses now. */
async function fetchLists(all: readonly Uint8Array[], known: Known): Promise<void> {
  const { lists, dids, examiner } = known;
  const missing = await listsMissing(all, known);
  await withFetch(async (fetcher) => {
    for (const url of missing) {
      // What was not fetched does not hold.
      if (examiner.isOver()) return;
      const found = await askOutside({ outside: fetcher }, url, '*/*');
      if ('problem' in found) continue;
      const own = didsOfList(found.bytes).filter((did) => !dids.has(did));
      for (const [did, said] of await fetchDidDocuments(own, fetcher)) dids.set(did, said);
      lists.put(url, await examiner.examineList(found.bytes, dids));
    }
  });
}

/**
 * What credentials are judged by: keys and lists of what was taken back are the files that are named, and otherwise what is
 * published now.
 */
export async function atHand(
  all: readonly Uint8Array[],
  options: VerifyOptions,
  examiner: HurriedExaminer,
): Promise<FileTools> {
  const now = instantIn(options.at);
  const lists = await Promise.all(
    (options.list ?? []).map(async (one) => [one, await bytesIn(one)] as const),
  );
  const needed = [...all.flatMap(didsToFetch), ...lists.flatMap(([, list]) => didsOfList(list))];
  const dids = await documentsFor([...new Set(needed)], options);
  const known = listsAtHand(examiner, dids);
  for (const [name, list] of lists) await known.add(name, list);
  if (options.offline !== true) await fetchLists(all, { lists: known, dids, examiner });
  const { registry: from } = options;
  const registry = from === undefined ? registryOf([]) : await trustRegistryFrom(from);
  return { examiner, registry, now, dids, listsAt: known.at };
}
