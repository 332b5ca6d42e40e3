import { Parser, Store } from 'n3';
import { Fault } from '../base/index.js';
import { findDocument } from './documents.js';
import { rulesOf } from './layout.js';
import type { BuildTools } from './stored.js';

const acp = 'http://www.w3.org/ns/solid/acp#';
const contains = 'http://www.w3.org/ns/ldp#contains';

/** Somebody whom a rule in the pod lets in. */
export interface FoundReader {
  /** Address of the document or container. */
  readonly at: string;
  /** An IRI; `everyone` where the rule names nobody. */
  readonly agent: string;
  /** Whether only one app is meant. */
  readonly client?: string;
  readonly modes: readonly string[];
}

const short = (iri: string): string => iri.replace(/^.*[#/]/, '');

/** @returns undefined for what we cannot read: the pod may read it otherwise. */
function storeOf(turtle: string, base: string): Store | undefined {
  try {
    return new Store(new Parser({ baseIRI: base }).parse(turtle));
  } catch {
    return undefined;
  }
}

const objects = (store: Store, subject: string, property: string): readonly string[] =>
  store.getObjects(subject, property, null).map(({ value }) => value);

/** Whom one policy lets in: each of its matchers' agents, or everyone where a matcher names none. */
function readersOf(store: Store, policy: string, at: string): readonly FoundReader[] {
  const modes = objects(store, policy, `${acp}allow`).map(short).toSorted();
  const matchers = ['allOf', 'anyOf'].flatMap((of) => objects(store, policy, `${acp}${of}`));
  if (modes.length === 0) return [];
  return matchers.flatMap((matcher) => {
    const agents = objects(store, matcher, `${acp}agent`);
    const [client] = objects(store, matcher, `${acp}client`);
    return (agents.length === 0 ? ['everyone'] : agents).map((agent) => ({
      at,
      agent,
      modes,
      ...(client !== undefined && { client }),
    }));
  });
}

function readersInRules(turtle: string, at: string): readonly FoundReader[] | undefined {
  const store = storeOf(turtle, rulesOf(at));
  if (store === undefined) return undefined;
  const controls = ['accessControl', 'memberAccessControl'].flatMap((property) =>
    store.getObjects(null, `${acp}${property}`, null).map(({ value }) => value),
  );
  const policies = controls.flatMap((control) => objects(store, control, `${acp}apply`));
  return [...new Set(policies)].flatMap((policy) => readersOf(store, policy, at));
}

type Fetch = BuildTools['fetch'];

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

/** What is inside is below: a list that names another place is not followed there. */
async function childrenOf(fetch: Fetch, at: string): Promise<readonly string[] | undefined> {
  const list = await bodyAt(fetch, at, 'text/turtle');
  const found = list === undefined ? undefined : storeOf(list, at);
  const urls = found?.getObjects(null, contains, null).map(({ value }) => value);
  return urls && [...new Set(urls)].filter((url) => url.startsWith(at) && url !== at).toSorted();
}

interface Place {
  readonly at: string;
  /** It is a container that we cannot list. */
  readonly shut?: boolean;
}
// Everything that comes after one place, in the order of addresses: in that order a container comes before what is in it.
async function* placesAfter(fetch: Fetch, at: string, after: string): AsyncGenerator<Place, void> {
  if (at > after) yield { at };
  const isPast = at <= after && !after.startsWith(at);
  if (isPast || !at.endsWith('/')) return;
  const children = await childrenOf(fetch, at);
  if (children === undefined) yield { at, shut: true };
  for (const child of children ?? []) yield* placesAfter(fetch, child, after);
}

/** Most places one look goes through; the next look goes on from there. */
export const placesAtOnce = 500;

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
export async function readersIn(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
  after = '',
): Promise<LookThrough> {
  const found: FoundReader[] = [];
  const unseen: string[] = [];
  let [next, looks] = [after, 0];
  for await (const { at, shut } of placesAfter(fetch, storage, after)) {
    if (looks === placesAtOnce) return { found, unseen, next };
    const rules = shut === true ? undefined : await bodyAt(fetch, rulesOf(at));
    const readers = rules === undefined ? undefined : readersInRules(rules, at);
    found.push(...(readers ?? []));
    if (readers === undefined) unseen.push(at);
    looks += 1;
    next = at;
  }
  return { found, unseen };
}
