import { Parser, Store } from 'n3';
import { Fault } from '../base/index.js';
import { getDocument } from './documents.js';
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

function storeOf(turtle: string, base: string): Store {
  try {
    return new Store(new Parser({ baseIRI: base }).parse(turtle));
  } catch {
    // Rules that cannot be read let nobody in, and are none of ours.
    return new Store();
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

function readersInRules(turtle: string, at: string): readonly FoundReader[] {
  const store = storeOf(turtle, rulesOf(at));
  const controls = ['accessControl', 'memberAccessControl'].flatMap((property) =>
    store.getObjects(null, `${acp}${property}`, null).map(({ value }) => value),
  );
  const policies = controls.flatMap((control) => objects(store, control, `${acp}apply`));
  return [...new Set(policies)].flatMap((policy) => readersOf(store, policy, at));
}

/** Most places one look goes through: a pod may hold anything besides a kluis. */
const mostPlaces = 3000;

/**
 * Everybody whom the rules of a pod let in, place by place. Reads rules and lists, never what stands in a document.
 * @throws Fault `BadInput` when there is more in the pod than one look can go through.
 */
export async function readersIn(
  { fetch }: Pick<BuildTools, 'fetch'>,
  storage: string,
): Promise<readonly FoundReader[]> {
  const found: FoundReader[] = [];
  const places = [storage];
  for (let place = places.pop(), seen = 1; place !== undefined; place = places.pop(), seen += 1) {
    if (seen > mostPlaces) throw new Fault('BadInput', 'There is too much in this pod to look at.');
    const rules = await getDocument(fetch, rulesOf(place));
    if (rules !== 'refused') found.push(...readersInRules(rules.body, place));
    if (!place.endsWith('/')) continue;
    const list = await getDocument(fetch, place, 'text/turtle');
    if (list === 'refused') continue;
    const children = storeOf(list.body, place).getObjects(null, contains, null);
    // What is inside is below: a list that names another place is not followed there.
    const inside = place;
    places.push(...children.map(({ value }) => value).filter((url) => url.startsWith(inside)));
  }
  return found;
}
