import { Parser, type Quad, Store, type Term } from 'n3';
import { Fault, present } from '../base/index.js';
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
  /** Whether only a login of one issuer is meant. */
  readonly issuer?: string;
  readonly modes: readonly string[];
}

const short = (iri: string): string => iri.replace(/^.*[#/]/, '');

/** Characters of one rule: ours have some hundreds. The parser takes a whole text, so longer ones stay outside it. */
const mostOfRules = 100_000;
/** Of one list, which has some hundreds for each thing in it. */
const mostOfList = 1_500_000;
/** Rules can let in by the product of their lines. */
const mostReaders = 5000;

/** @returns undefined for what is too long, or cannot be read by us: the pod may read it otherwise. */
function quadsIn(turtle: string, baseIRI: string, most: number): readonly Quad[] | undefined {
  if (turtle.length > most) return undefined;
  try {
    return new Parser({ baseIRI }).parse(turtle);
  } catch {
    return undefined;
  }
}

/** Terms, not their texts: most apps write rules in nodes that have no name. */
const objects = (store: Store, subject: Term | null, property: string): readonly Term[] =>
  store.getObjects(subject, `${acp}${property}`, null);
const textOf = ({ value }: Term): string => value;

// Whom one policy lets in: each of its matchers' agents, or everyone where a matcher names none.
function* readersOf(store: Store, policy: Term, at: string): Generator<FoundReader, void> {
  const modes = objects(store, policy, 'allow').map(textOf).map(short).toSorted();
  if (modes.length === 0) return;
  const matchers = ['allOf', 'anyOf'].flatMap((of) => objects(store, policy, of));
  for (const matcher of matchers) {
    const agents = objects(store, matcher, 'agent').map(textOf);
    const clients = anyOr(objects(store, matcher, 'client').map(textOf));
    const issuers = anyOr(objects(store, matcher, 'issuer').map(textOf));
    for (const agent of agents.length === 0 ? ['everyone'] : agents) {
      for (const client of clients) {
        for (const issuer of issuers) yield { at, agent, modes, ...present({ client, issuer }) };
      }
    }
  }
}
/** A matcher that names several means each of them; one that names none means any. */
const anyOr = (named: readonly string[]): readonly (string | undefined)[] =>
  named.length === 0 ? [undefined] : named;

/** @returns undefined for what we cannot go through. */
export function readersInRules(turtle: string, at: string): readonly FoundReader[] | undefined {
  const quads = quadsIn(turtle, rulesOf(at), mostOfRules);
  if (quads === undefined) return undefined;
  const found = [...readersUnder(new Store([...quads]), at).take(mostReaders + 1)];
  return found.length > mostReaders ? undefined : found;
}

// Of all policies that stand in these rules, each once.
function* readersUnder(store: Store, at: string): Generator<FoundReader, void> {
  const controls = ['accessControl', 'memberAccessControl'].flatMap((property) =>
    objects(store, null, property),
  );
  const policies = controls.flatMap((control) => objects(store, control, 'apply'));
  // By what they are and how they are called: a node without a name and an address may share a text.
  const once = new Map(policies.map((policy) => [`${policy.termType} ${policy.value}`, policy]));
  for (const policy of once.values()) yield* readersOf(store, policy, at);
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
async function readersAt(fetch: Fetch, at: string): Promise<readonly FoundReader[] | undefined> {
  const rules = await bodyAt(fetch, rulesOf(at));
  return rules === undefined ? undefined : readersInRules(rules, at);
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
export async function readersIn(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
  after = '',
): Promise<LookThrough> {
  const found: FoundReader[] = [];
  const unseen: string[] = [];
  const until = performance.now() + lookMs;
  let [next, looks] = [after, 0];
  for await (const { at, shut } of placesFrom({ fetch, after }, storage)) {
    // A folder on the way to where the last look ended, told once more.
    if (at <= after) {
      unseen.push(at);
      continue;
    }
    const isTimeOver = looks > 0 && performance.now() > until;
    if (looks === placesAtOnce || isTimeOver) return { found, unseen, next };
    const readers = shut === true ? undefined : await readersAt(fetch, at);
    found.push(...(readers ?? []));
    if (readers === undefined) unseen.push(at);
    looks += 1;
    next = at;
  }
  return { found, unseen };
}
