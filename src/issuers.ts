import { randomUUID } from 'node:crypto';
import { access, rename, rm, writeFile } from 'node:fs/promises';
import { type GuardedFetch, guardedFetch, present } from './base/index.js';
import {
  didUrlOf,
  type FoundKey,
  isFoundKey,
  isPublishedForTests,
  keysOf,
} from './credentials/index.js';
import { fetchDidDocuments } from './flows/index.js';
import { entriesIn, type RegistryEntry, readEntries } from './trust-registry-file.js';

type Say = (text: string) => void;

/** What its operator says of an institution. */
export interface IssuerOptions {
  readonly nameNl: string;
  readonly nameEn: string;
  readonly schacHome: string;
  readonly brin?: string;
  readonly since?: string;
  readonly until?: string;
  /** Only the keys that it has now. */
  readonly pin?: boolean;
  /** Without it everything is shown, and nothing written. */
  readonly write?: boolean;
}

/** What a DID publishes now: its keys, and what there is to say of those that cannot be used. */
interface Published {
  readonly keys: readonly FoundKey[];
  readonly troubles: readonly string[];
}

const inUse = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** A reader finds the old list or the new one, never half of it. */
async function writeWhole(file: string, entries: readonly RegistryEntry[]): Promise<void> {
  const text = `${JSON.stringify(readEntries(entries, file), undefined, 2)}\n`;
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function publishedBy(did: string, fetcher: typeof fetch): Promise<Published> {
  const dids = await fetchDidDocuments([did], fetcher);
  const answer = dids.get(did);
  if (answer !== undefined && 'problem' in answer) {
    return { keys: [], troubles: [`its document: ${answer.problem}`] };
  }
  const found = await keysOf(did, dids);
  const keys = [...found.values()].filter(isFoundKey);
  const troubles = [...found].flatMap(([method, one]) =>
    'code' in one ? [`${method}: ${one.code}`] : [],
  );
  const forTests = keys.filter(({ key }) => isPublishedForTests(key.thumbprint));
  return {
    keys,
    troubles: [
      ...troubles,
      ...forTests.map(({ key }) => `${key.id}: KEY_PUBLISHED_FOR_TESTS`),
      ...(keys.length === 0 ? ['it publishes no key that can be used'] : []),
    ],
  };
}

const keyLine = ({ key: { id, jwk, thumbprint } }: FoundKey): string =>
  `  ${jwk.crv ?? jwk.kty}  ${thumbprint}  ${id}`;

const periodOf = ({ since, until }: RegistryEntry): string =>
  [since === undefined ? [] : [`from ${since}`], until === undefined ? [] : [`until ${until}`]]
    .flat()
    .join(' ');

/** Who is recognised. */
export async function listIssuers(file: string, say: Say): Promise<void> {
  const entries = await entriesIn(file);
  if (entries.length === 0) say('No institution is recognised.');
  for (const entry of entries) {
    const pinned = entry.keys.length === 0 ? '' : `${entry.keys.length} keys pinned`;
    const more = [entry.brin ?? '', periodOf(entry), pinned].filter((text) => text !== '');
    say([`${entry.schacHome}  ${entry.name.nl}`, ...more].join(', '));
    for (const did of entry.dids) say(`  ${did}`);
  }
}

interface NewDid {
  readonly did: string;
  /** Thumbprints, where only these are to count. */
  readonly keys: readonly string[];
  readonly options: IssuerOptions;
}

/** One list of keys counts for all DIDs of an institution: it is there for all of them, or for none. */
function joined(known: RegistryEntry, { did, keys }: NewDid): Pick<RegistryEntry, 'dids' | 'keys'> {
  const isPinned = known.keys.length > 0;
  if (isPinned !== keys.length > 0) {
    const [are, how] = isPinned ? ['are', 'with --pin too'] : ['are not', 'without --pin'];
    throw new Error(`Its other keys ${are} pinned: add this DID ${how}.`);
  }
  return { dids: [...known.dids, did], keys: [...new Set([...known.keys, ...keys])] };
}

/** The institutions, of which one has a DID more, or is new. */
function withDid(entries: readonly RegistryEntry[], added: NewDid): readonly RegistryEntry[] {
  const { nameNl, nameEn, schacHome, brin, since, until } = added.options;
  const known = entries.find((entry) => entry.schacHome === schacHome);
  const entry: RegistryEntry = {
    ...known,
    name: { nl: nameNl, en: nameEn },
    schacHome,
    ...present({ brin, since, until }),
    ...(known === undefined ? { dids: [added.did], keys: [...added.keys] } : joined(known, added)),
  };
  return [...entries.filter((one) => one !== known), entry];
}

/**
 * Recognises an institution by a DID. Its keys are fetched and shown first; only who has seen them writes.
 * @throws Error in a sentence, where the DID publishes no key or the entry would be none.
 */
export async function addIssuer(
  file: string,
  { did, options }: { readonly did: string; readonly options: IssuerOptions },
  say: Say,
  fetcher: typeof fetch,
): Promise<void> {
  if (didUrlOf(did) === undefined) throw new Error('This is no DID.');
  const entries = (await inUse(file)) ? await entriesIn(file) : [];
  const { keys, troubles } = await publishedBy(did, fetcher);
  for (const key of keys) say(keyLine(key));
  for (const trouble of troubles) say(`  ! ${trouble}`);
  const usable = keys.filter(({ key }) => !isPublishedForTests(key.thumbprint));
  if (usable.length === 0) throw new Error('It was not added: nobody can be recognised by it now.');
  const pinned = options.pin === true ? usable.map(({ key }) => key.thumbprint) : [];
  const changed = readEntries(withDid(entries, { did, keys: pinned, options }), file);
  if (options.write !== true) {
    say('Nothing was written. Compare these keys with what the institution says; then --write.');
    return;
  }
  await writeWhole(file, changed);
  say(`${options.schacHome} is recognised by ${did}.`);
}

const didsOf = (entries: readonly RegistryEntry[]): readonly string[] =>
  entries.flatMap(({ dids }) => dids);

/** @param what its schacHome domain, or one of its DIDs: with the last of these it is gone. */
export async function removeIssuer(file: string, what: string, say: Say): Promise<void> {
  const entries = await entriesIn(file);
  const left = entries
    .filter(({ schacHome }) => schacHome !== what)
    .map((entry) => ({ ...entry, dids: entry.dids.filter((did) => did !== what) }))
    .filter(({ dids }) => dids.length > 0);
  if (didsOf(left).length === didsOf(entries).length) throw new Error('It is not in the registry.');
  await writeWhole(file, left);
  say('It is recognised no longer.');
}

/** Looks at what every DID publishes now. @returns whether all is as the registry has it. */
export async function checkIssuers(
  file: string,
  say: Say,
  fetcher: typeof fetch,
): Promise<boolean> {
  let isRight = true;
  const tell = (text: string): void => {
    isRight = false;
    say(`  ! ${text}`);
  };
  for (const { schacHome, dids, keys: pinned } of await entriesIn(file)) {
    say(schacHome);
    const seen = new Set<string>();
    for (const did of dids) {
      const { keys, troubles } = await publishedBy(did, fetcher);
      for (const key of keys) say(keyLine(key));
      for (const trouble of troubles) tell(trouble);
      for (const { key } of keys) seen.add(key.thumbprint);
    }
    for (const key of pinned.filter((one) => !seen.has(one))) tell(`${key}: pinned, and gone`);
    if (pinned.length === 0) continue;
    for (const key of [...seen].filter((one) => !pinned.includes(one))) {
      say(`  ${key}: published, and not pinned`);
    }
  }
  return isRight;
}

/** With the fetch for addresses that come from outside, as long as the work lasts. */
export async function withFetch<T>(work: (fetcher: GuardedFetch) => Promise<T>): Promise<T> {
  const fetcher = guardedFetch();
  try {
    return await work(fetcher);
  } finally {
    await fetcher.close();
  }
}
