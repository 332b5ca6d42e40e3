import type { Learner } from './model.js';
import { notFound } from './problem.js';
import { choices, idAsked } from './query.js';
import type { Kind, Register, Resource } from './register.js';
import type { InstitutionInfo } from './world.js';

export type Asked = {
  readonly register: Register;
  readonly query: URLSearchParams;
  /** The ids in the path, from left to right. */
  readonly ids: readonly string[];
  readonly now: () => Date;
  /** Only where a learner's own token is asked for. */
  readonly learner?: Learner;
};

/** Who may keep an answer, and for how long: learners' data is checked again each time. */
export type Keeping = 'learner' | 'catalogue';

type At = {
  /** Segments of the path; `*` is an id. */
  readonly path: readonly string[];
  /** Learner: the bearer token says whose. */
  readonly by: 'application' | 'learner';
};
export type Route = At & {
  readonly keeping: Keeping;
  /** A single resource has an ETag, and so has a list of the catalogue; a list of a learner's has none. */
  readonly single: boolean;
  /** What can be expanded there, where the service tells so. */
  readonly expands?: readonly string[];
  readonly answer: (asked: Asked) => Resource;
};

export type Written = { readonly status: 200 | 201; readonly body: Resource };
/** Something that is sent to a school. */
export type Writing = At & {
  readonly method: 'POST' | 'PATCH';
  readonly mediaType: string;
  /** Whether this may be written at all. @throws Problem */
  readonly before?: (asked: Asked) => void;
  readonly write: (asked: Asked, sent: Resource) => Written;
};

export type Said = {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** What more a kind of problem has. */
  readonly members?: Resource;
};
/** A version of the standard: what can be asked, and in what form it is answered. */
export type Speech = {
  readonly routes: readonly Route[];
  readonly writings: readonly Writing[];
  readonly service: (info: InstitutionInfo) => Resource;
  readonly mediaType: string;
  /** @throws Problem 406 for what cannot be answered in. */
  readonly accept: (header: string | undefined) => void;
  readonly problem: (info: InstitutionInfo, said: Said) => Resource;
};

const references = (register: Register, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one: unknown) => references(register, one));
  return typeof value === 'string' ? (register.lookUp(value) ?? value) : value;
};

/** v5 puts the object where the id was. One level deep: what is inside keeps its ids. */
export function expand(
  register: Register,
  resource: Resource,
  fields: readonly string[],
): Resource {
  const changed = fields
    .filter((field) => resource[field] !== undefined)
    .map((field) => [field, references(register, resource[field])] as const);
  return { ...resource, ...Object.fromEntries(changed) };
}

/** @throws Problem 400 when the id is no UUID, 404 when the school has no such resource. */
export function known({ register, ids }: Asked, kind: Kind): Resource {
  const found = register.find(kind, idAsked(ids[0]));
  if (found === undefined) throw notFound();
  return found;
}

/** `GET /<segment>/{id}`, with what may be expanded there. */
export const one = (
  segment: string,
  kind: Kind,
  expandable: readonly string[],
  keeping: Keeping = 'catalogue',
): Route => ({
  path: [segment, '*'],
  keeping,
  single: true,
  by: 'application',
  answer: (asked) => {
    const found = known(asked, kind);
    return expand(asked.register, found, choices(asked.query, 'expand', expandable));
  },
});

/** A list over all of a kind, or over those that belong to the resource named in the path. */
export const many = (
  path: readonly string[],
  keeping: Keeping,
  list: (asked: Asked) => Resource,
): Route => ({ path, keeping, single: false, by: 'application', answer: list });

/** Who the learner's token stands for. The application's own password opens nothing here. */
export const meOf = (show: (person: Resource) => Resource): Route => ({
  path: ['persons', 'me'],
  keeping: 'learner',
  single: true,
  by: 'learner',
  answer: ({ register, learner }) => {
    const person = learner === undefined ? undefined : register.personOf(learner);
    if (person === undefined) throw notFound();
    return show(person);
  },
});
