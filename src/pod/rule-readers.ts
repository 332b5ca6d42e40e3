import { Parser, type Quad, Store, type Term } from 'n3';
import { present } from '../base/index.js';
import { rulesOf } from './layout.js';

const acp = 'http://www.w3.org/ns/solid/acp#';

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

export const short = (iri: string): string => iri.replace(/^.*[#/]/, '');

/** Characters of one rule: ours have some hundreds. The parser takes a whole text, so longer ones stay outside it. */
export const mostOfRules = 100_000;
/** Rules can let in by the product of their lines. */
export const mostReaders = 5000;

/** @returns undefined for what is too long, or cannot be read by us: the pod may read it otherwise. */
export function quadsIn(
  turtle: string,
  baseIRI: string,
  most: number,
): readonly Quad[] | undefined {
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
export function readersInRules(
  turtle: string,
  at: string,
  rules: string = rulesOf(at),
  of: readonly string[] = ['accessControl', 'memberAccessControl'],
): readonly FoundReader[] | undefined {
  const quads = quadsIn(turtle, rules, mostOfRules);
  if (quads === undefined || goesElsewhere(quads, rules)) return undefined;
  const found = [...readersUnder(new Store([...quads]), at, of).take(mostReaders + 1)];
  return found.length > mostReaders ? undefined : found;
}

const parts = new Set(
  ['accessControl', 'memberAccessControl', 'apply', 'allOf', 'anyOf'].map((one) => `${acp}${one}`),
);
/** Whether something that lets people in stands, or may stand, in another document: the pod may read it there, and we do not. */
const goesElsewhere = (quads: readonly Quad[], rules: string): boolean =>
  quads.some(
    ({ predicate, object }) =>
      parts.has(predicate.value) &&
      object.termType === 'NamedNode' &&
      object.value.replace(/#.*$/s, '') !== rules,
  );

// Of all policies that stand in these rules, each once.
function* readersUnder(
  store: Store,
  at: string,
  of: readonly string[],
): Generator<FoundReader, void> {
  const controls = of.flatMap((property) => objects(store, null, property));
  const policies = controls.flatMap((control) => objects(store, control, 'apply'));
  // By what they are and how they are called: a node without a name and an address may share a text.
  const once = new Map(policies.map((policy) => [`${policy.termType} ${policy.value}`, policy]));
  for (const policy of once.values()) yield* readersOf(store, policy, at);
}
