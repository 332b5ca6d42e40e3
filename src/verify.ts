import { readFile } from 'node:fs/promises';
import {
  type DidAnswer,
  didAnswerOf,
  didsOfList,
  didsToFetch,
  type Examiner,
  registryOf,
  type Verdict,
} from './credentials/index.js';
import { askOutside, fetchDidDocuments, judgeFile, readFileBytes } from './flows/index.js';
import { findingMeaning, findingSentence } from './graph/index.js';
import { instantIn } from './instant.js';
import { withFetch } from './issuers.js';
import { listsAtHand } from './lists-at-hand.js';
import { trustRegistryFrom } from './trust-registry-file.js';

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
export interface VerifyTools {
  readonly say: (line: string) => void;
  readonly examiner: Examiner;
}

const most = 5_000_000;

async function bytesIn(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`The file ${file} cannot be read.`);
  });
  if (bytes.length > most) throw new Error(`The file ${file} is too large.`);
  return bytes;
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
  const missing = needed.filter((one) => !known.has(one));
  if (offline || missing.length === 0) return known;
  const fetched = await withFetch((fetcher) => fetchDidDocuments(missing, fetcher));
  return new Map([...known, ...fetched]);
}

type Lists = ReturnType<typeof listsAtHand>;

/** What stands now at the addresses of lists that are not at hand. */
async function fetchLists(
  bytes: Uint8Array,
  { lists, dids, examiner }: { lists: Lists; dids: Map<string, DidAnswer>; examiner: Examiner },
): Promise<void> {
  const { status } = await examiner.examine(bytes, dids);
  const missing = status.flatMap(({ list }) =>
    list === '' || lists.at(list).length > 0 ? [] : [list],
  );
  await withFetch(async (fetcher) => {
    for (const url of new Set(missing)) {
      const found = await askOutside({ outside: fetcher }, url, '*/*');
      if ('problem' in found) continue;
      const own = didsOfList(found.bytes).filter((did) => !dids.has(did));
      for (const [did, said] of await fetchDidDocuments(own, fetcher)) dids.set(did, said);
      lists.put(url, await examiner.examineList(found.bytes, dids));
    }
  });
}

const facets = ({ proof, issuer, period, status, subject }: Verdict): readonly string[] =>
  Object.entries({ proof, issuer, period, status, subject }).map(
    ([name, state]) => `  ${name.padEnd(8)} ${state}`,
  );

function sayVerdict(found: Verdict, say: (line: string) => void): void {
  const name = found.issuerName === undefined ? '' : ` (${found.issuerName.en})`;
  say(`${found.verdict}${name}`);
  for (const line of facets(found)) say(line);
  for (const finding of found.findings) {
    const at = finding.path === undefined ? '' : ` at ${finding.path}`;
    say(`- ${finding.code}${at}: ${findingSentence(finding, 'en')}`);
    say(`  ${findingMeaning(finding, 'en')}`);
  }
}

/**
 * Says of one file whether it is what its issuer signed and holds: its facets, and why where a check did not simply succeed.
 * Keys and lists of what was taken back are the files that are named, and otherwise what is published now.
 * @returns whether it is TRUSTED or AUTHENTIC.
 */
export async function verifyFile(
  file: string,
  options: VerifyOptions,
  { say, examiner }: VerifyTools,
): Promise<boolean> {
  const now = instantIn(options.at);
  const bytes = await bytesIn(file);
  const lists = await Promise.all(
    (options.list ?? []).map(async (one) => [one, await bytesIn(one)] as const),
  );
  const needed = [...didsToFetch(bytes), ...lists.flatMap(([, list]) => didsOfList(list))];
  const dids = await documentsFor([...new Set(needed)], options);
  const atHand = listsAtHand(examiner, dids);
  for (const [name, list] of lists) await atHand.add(name, list);
  if (options.offline !== true) await fetchLists(bytes, { lists: atHand, dids, examiner });
  const { registry: from } = options;
  const registry = from === undefined ? registryOf([]) : await trustRegistryFrom(from);
  const tools = { examiner, registry, now, dids, listsAt: atHand.at };
  const found = await judgeFile(bytes, readFileBytes(bytes).isSigned, tools);
  if (found === undefined) say('This is no credential.');
  else sayVerdict(found, say);
  return found?.verdict === 'TRUSTED' || found?.verdict === 'AUTHENTIC';
}
