import { Store, type Term } from 'n3';
import { type FoundReader, mostOfRules, mostReaders, quadsIn, short } from './rule-readers.js';

const acl = 'http://www.w3.org/ns/auth/acl#';
const everyone = new Set(['http://xmlns.com/foaf/0.1/Agent', `${acl}AuthenticatedAgent`]);

const named = (store: Store, subject: Term, property: string): readonly string[] =>
  store.getObjects(subject, `${acl}${property}`, null).map(({ value }) => value);

/** By name, by group, by class, or by the site they come from: each may be let in by itself. */
function agentsOf(store: Store, rule: Term): readonly string[] {
  const classes = named(store, rule, 'agentClass').map((one) =>
    everyone.has(one) ? 'everyone' : one,
  );
  return [
    ...named(store, rule, 'agent'),
    ...named(store, rule, 'agentGroup'),
    ...classes,
    ...named(store, rule, 'origin'),
  ];
}

// Everything that says a mode may be a rule, whatever it calls itself.
function* readersUnder(store: Store, at: string): Generator<FoundReader, void> {
  const rules = store.getSubjects(`${acl}mode`, null, null);
  for (const rule of rules) {
    const modes = named(store, rule, 'mode').map(short).toSorted();
    for (const agent of agentsOf(store, rule)) yield { at, agent, modes };
  }
}

/** Whom rules of Web Access Control let in. @returns undefined for what we cannot go through. */
export function wacReaders(
  turtle: string,
  at: string,
  place: string,
): readonly FoundReader[] | undefined {
  const quads = quadsIn(turtle, place, mostOfRules);
  if (quads === undefined) return undefined;
  const found = [...readersUnder(new Store([...quads]), at).take(mostReaders + 1)];
  return found.length > mostReaders ? undefined : found;
}
