import { Fault } from '../base/index.js';
import { findDocument } from './documents.js';
import { type FoundReader, quadsIn } from './rule-readers.js';
import { accessFor, type BuildTools } from './stored.js';

const contains = 'http://www.w3.org/ns/ldp#contains';
/** Characters of one list, which has some hundreds for each thing in it. */
const mostOfList = 1_500_000;

type Fetch = BuildTools['fetch'];
type Walking = Pick<BuildTools, 'fetch' | 'accessOf'>;

/** @returns undefined where the pod does not let us look; no body where nothing stands. */
async function bodyAt(fetch: Fetch, url: string, accept?: string): Promise<string | undefined> {
  try {
    const found = await findDocument(fetch, url, accept);
    return found === 'absent' ? '' : found.body;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'PodRefused') return undefined;
    throw error;
  }
}

/** What is inside is below, however its address is spelled: a list that names another place is not followed there. */
function placesIn(list: string, at: string): readonly string[] | undefined {
  const children = quadsIn(list, at, mostOfList)?.filter(
    ({ predicate }) => predicate.value === contains,
  );
  const below = new URL(at).href;
  const addresses = children?.map(({ object }) => URL.parse(object.value)?.href ?? '');
  return (
    addresses &&
    [...new Set(addresses)].filter((url) => url.startsWith(below) && url !== below).toSorted()
  );
}

/** What is right below a container. @returns undefined where the pod does not let us look. */
export async function childrenOf(fetch: Fetch, at: string): Promise<readonly string[] | undefined> {
  const list = await bodyAt(fetch, at, 'text/turtle');
  return list === undefined ? undefined : placesIn(list, at);
}

/** @returns undefined where we could not look. */
async function readersAt(tools: Walking, at: string): Promise<readonly FoundReader[] | undefined> {
  const { language, suffix } = await accessFor(tools, at);
  const place = `${at}${suffix}`;
  const rules = await bodyAt(tools.fetch, place);
  return rules === undefined ? undefined : language.readersIn(rules, at, place);
}

interface Place {
  readonly at: string;
  /** It is a container that we cannot list. */
  readonly shut?: boolean;
}
/** Folders in folders that are gone into: a kluis has five, and each look begins at the root. */
const deepest = 32;

/** Deliveries stand in an inbox side by side: a folder in one is a school's own doing, and may go on for ever. */
const isGoneInto = (at: string, depth: number): boolean =>
  depth < deepest && !/\/edu\/i-[0-9a-f]{16}\/inbox\/.+$/.test(at);

interface Start {
  readonly fetch: Fetch;
  /** Only what comes after this address. */
  readonly after: string;
}
// All that comes later, in the order of addresses: in that order a container comes before what is in it.
async function* placesFrom(start: Start, at: string, depth = 0): AsyncGenerator<Place, void> {
  const { fetch, after } = start;
  if (at > after) yield { at };
  const isPast = at <= after && !after.startsWith(at);
  if (isPast || !at.endsWith('/')) return;
  const children = isGoneInto(at, depth) ? await childrenOf(fetch, at) : undefined;
  if (children === undefined) yield { at, shut: true };
  for (const child of children ?? []) yield* placesFrom(start, child, depth + 1);
}

/** Most places one look goes through, and for how long, in milliseconds; the next look goes on from there. */
export const placesAtOnce = 500;
const lookMs = 20_000;

export interface LookThrough {
  readonly found: readonly FoundReader[];
  /** Places of which we could not see whom they let in, or what is in them. */
  readonly unseen: readonly string[];
  /** Where the next look begins; absent: this was all. */
  readonly next?: string;
}

/**
 * Everybody whom the rules of a pod let in, place by place. Reads rules and lists, never what stands in a document.
 * @param after where the look before ended.
 */
export async function readersIn(tools: Walking, storage: string, after = ''): Promise<LookThrough> {
  const found: FoundReader[] = [];
  const unseen: string[] = [];
  const until = performance.now() + lookMs;
  let [next, looks] = [after, 0];
  for await (const { at, shut } of placesFrom({ fetch: tools.fetch, after }, storage)) {
    // A folder on the way to where the last look ended, told once more.
    if (at <= after) {
      unseen.push(at);
      continue;
    }
    const isTimeOver = looks > 0 && performance.now() > until;
    if (looks === placesAtOnce || isTimeOver) return { found, unseen, next };
    const readers = shut === true ? undefined : await readersAt(tools, at);
    found.push(...(readers ?? []));
    if (readers === undefined) unseen.push(at);
    looks += 1;
    next = at;
  }
  return { found, unseen };
}
