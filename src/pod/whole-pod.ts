import { Fault, type InstitutionId } from '../base/index.js';
import type { SourceDelivery } from '../records/index.js';
import { Budget, buildersReading, fewAtATime } from './budget.js';
import { inboxOf } from './inbox.js';
import { layoutOf } from './layout.js';
import { childrenOf } from './readers.js';
import { ManifestShape, readShape } from './shapes.js';
import { indexOf } from './stored.js';

type Fetch = typeof fetch;

/** A document of the pod in its exact bytes. */
export interface PodFile {
  /** Below the folder that was read. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function bytesAt(fetch: Fetch, url: string): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { accept: '*/*' } });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  await response.body?.cancel();
  throw new Fault('PodUnreachable', `the pod answered ${response.status} to a read`);
}

/** Both documents of one delivery, as they stand in the inbox. */
export interface Original {
  readonly page: Uint8Array;
  readonly manifest: Uint8Array;
}
interface DeliveryPlace {
  readonly institution: InstitutionId;
  readonly id: string;
}

/** Of all deliveries together, in bytes: what the builder reads of a pod in one go. */
const mostOfOriginals = buildersReading;
class TooMuch extends Error {}

/**
 * Reads deliveries in their exact bytes, a few at a time, and hands each over at once: no more of them are held than are
 * being read.
 * @returns 'too much' for more than is read in one go; nothing of it is then shown as if it were all.
 * @throws Fault `PodUnreachable` when one is not there.
 */
export async function readOriginals<T>(
  fetch: Fetch,
  storage: string,
  places: readonly DeliveryPlace[],
  take: (place: DeliveryPlace, original: Original) => T,
): Promise<readonly T[] | 'too much'> {
  let room: number = mostOfOriginals;
  const read = async (place: DeliveryPlace): Promise<T> => {
    const at = layoutOf(storage).inbox(place.institution, place.id);
    const [page, manifest] = await Promise.all([
      bytesAt(fetch, at.page),
      bytesAt(fetch, at.manifest),
    ]);
    room -= page.byteLength + manifest.byteLength;
    if (room < 0) throw new TooMuch();
    return take(place, { page, manifest });
  };
  try {
    return await fewAtATime(places, read);
  } catch (error) {
    if (error instanceof TooMuch) return 'too much';
    throw error;
  }
}

const exact = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return exact.decode(bytes);
  } catch {
    return undefined;
  }
};

/** The delivery that two documents of an inbox are; undefined where they are not of our shape, or no text. */
export function deliveryIn({ page, manifest }: Original): SourceDelivery | undefined {
  const body = textOf(page);
  const told = readShape(ManifestShape, textOf(manifest) ?? '');
  return body === undefined || told === undefined
    ? undefined
    : { ...told, page: { ...told.page, body } };
}

/** Most documents of one folder that are taken along; ours have some hundreds. */
const mostFiles = 5000;

const nameBelow = (at: string, folder: string): string => at.slice(new URL(folder).href.length);

async function filesIn(fetch: Fetch, folder: string, budget: Budget): Promise<readonly PodFile[]> {
  const found = (await childrenOf(fetch, folder)) ?? [];
  const documents = found.filter((at) => !at.endsWith('/')).slice(0, mostFiles);
  return fewAtATime(documents, async (at) => {
    const bytes = await bytesAt(fetch, at);
    budget.take(bytes);
    return { name: nameBelow(at, folder), bytes };
  });
}

/** Every version of every grant, and what became of them, exactly as they stand in the pod. */
export async function readPapers(
  fetch: Fetch,
  storage: string,
): Promise<{ readonly grants: readonly PodFile[]; readonly receipts: readonly PodFile[] }> {
  const { consent } = layoutOf(storage);
  const budget = new Budget(buildersReading);
  const grants: PodFile[] = [];
  const folders = (await childrenOf(fetch, `${consent}grants/`)) ?? [];
  for (const folder of folders.filter((at) => at.endsWith('/')).slice(0, mostFiles)) {
    const name = nameBelow(folder, `${consent}grants/`).slice(0, -1);
    const versions = await filesIn(fetch, folder, budget);
    grants.push(...versions.map((file) => ({ ...file, name: `${name}-${file.name}` })));
  }
  return { grants, receipts: await filesIn(fetch, `${consent}receipts/`, budget) };
}

/** Names of what a school put in its inbox by itself, beside the deliveries that are known. */
export async function namesInInbox(
  fetch: Fetch,
  storage: string,
  institution: InstitutionId,
): Promise<readonly string[]> {
  const { index } = await indexOf(fetch, storage);
  const known = index.deliveries.filter((one) => one.institution === institution);
  const ours = new Set(known.flatMap(({ id }) => [`${id}.json`, `${id}.delivery.json`]));
  const inbox = inboxOf(storage, institution);
  return ((await childrenOf(fetch, inbox)) ?? [])
    .filter((at) => !at.endsWith('/'))
    .map((at) => nameBelow(at, inbox))
    .filter((name) => !ours.has(name) && !name.endsWith('.delivery.json'));
}

/** One of them, exactly. @throws Fault `PodUnreachable` for what is too large or not to be had. */
export const readFromInbox = (
  fetch: Fetch,
  storage: string,
  institution: InstitutionId,
  name: string,
): Promise<Uint8Array> => bytesAt(fetch, `${inboxOf(storage, institution)}${name}`);

export interface InboxRest {
  readonly files: readonly PodFile[];
  /** Documents that cannot be taken along: too large, or not to be had. */
  readonly left: number;
}

/** Of a school that put things there by itself: so many, and of no more than so many bytes together. */
const mostRest = { files: 500, bytes: 50_000_000 } as const;

/**
 * What stands in an inbox beside the deliveries that are known: put there by the school itself, and read by nobody of ours.
 * Whatever it is, it keeps nothing else from being taken along.
 */
export async function readInboxRest(
  fetch: Fetch,
  storage: string,
  institution: InstitutionId,
  known: readonly string[],
): Promise<InboxRest> {
  const inbox = inboxOf(storage, institution);
  const ours = new Set(known.flatMap((id) => [`${id}.json`, `${id}.delivery.json`]));
  const documents = ((await childrenOf(fetch, inbox)) ?? [])
    .filter((at) => !at.endsWith('/'))
    .map((at) => ({ at, name: nameBelow(at, inbox) }))
    .filter(({ name }) => !ours.has(name));
  const files: PodFile[] = [];
  let room: number = mostRest.bytes;
  for (const { at, name } of documents.slice(0, mostRest.files)) {
    const bytes = room > 0 ? await bytesAt(fetch, at).catch(() => undefined) : undefined;
    if (bytes === undefined || bytes.byteLength > room) continue;
    room -= bytes.byteLength;
    files.push({ name, bytes });
  }
  return { files, left: documents.length - files.length };
}
