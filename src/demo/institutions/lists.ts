import { choice, choices, pageAsked } from './query.js';
import type { Resource } from './register.js';

/** Filters of one list: the parameter, the field it looks at, and the values the standard allows. */
export type Filter = {
  readonly name: string;
  readonly allowed?: readonly string[];
  /** Where a resource holds the value; a list holds it when one of its members is it. */
  readonly of?: (resource: Resource) => unknown;
  /** What the resource says, where the parameter's word for it differs. */
  readonly says?: (sent: string) => string;
};

const holds = (value: unknown, wanted: string): boolean =>
  Array.isArray(value) ? value.includes(wanted) : value === wanted || value === (wanted === 'true');

function keep(filter: Filter, query: URLSearchParams): (resource: Resource) => boolean {
  const { name, allowed, of = (resource: Resource) => resource[name], says = String } = filter;
  const sent = allowed === undefined ? query.get(name) : choice(query, name, allowed);
  if (sent === null || sent === undefined) return () => true;
  return (resource) => holds(of(resource), says(sent));
}

/** The member of an object, or undefined for anything else. */
export const member = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

export const byPrimaryCode: Filter = {
  name: 'primaryCode',
  of: (resource) => member(resource['primaryCode'], 'code'),
};

/** What a list is ordered by: names by their first language, the rest as it is written. */
const sortText = (resource: Resource, field: string): string => {
  const value = field === 'name' ? member(member(resource['name'], 0), 'value') : resource[field];
  return typeof value === 'string' ? value : '';
};

const collator = new Intl.Collator('nl');
function order(fields: readonly string[]): (a: Resource, b: Resource) => number {
  return (a, b) => {
    for (const field of fields) {
      const [name, sign] = field.startsWith('-') ? [field.slice(1), -1] : [field, 1];
      const difference = collator.compare(sortText(a, name), sortText(b, name));
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}

/** `q`: in any of the names, upper and lower case alike. */
const mentions = (words: string) => (resource: Resource) =>
  JSON.stringify(resource['name'] ?? '')
    .toLowerCase()
    .includes(words.toLowerCase());

export type ListForm = {
  readonly filters: readonly Filter[];
  /** The first one is the standard's default. */
  readonly sorts: readonly [string, ...string[]];
  readonly searchable?: boolean;
};

/** Filters, orders and cuts out one page. A page after the last is empty, not an error. */
export function page(
  all: readonly Resource[],
  form: ListForm,
  query: URLSearchParams,
  statesTotalPages: boolean,
): Resource {
  const { pageSize, pageNumber } = pageAsked(query);
  const sorts = choices(query, 'sort', [...form.sorts, ...form.sorts.map((sort) => `-${sort}`)]);
  const words = form.searchable === true ? query.get('q') : null;
  const wanted = [
    ...form.filters.map((filter) => keep(filter, query)),
    ...(words === null ? [] : [mentions(words)]),
  ];
  const found = all
    .filter((resource) => wanted.every((passes) => passes(resource)))
    .toSorted(order(sorts.length === 0 ? [form.sorts[0]] : sorts));
  const from = (pageNumber - 1) * pageSize;
  return {
    pageSize,
    pageNumber,
    hasPreviousPage: pageNumber > 1,
    hasNextPage: from + pageSize < found.length,
    ...(statesTotalPages && { totalPages: Math.ceil(found.length / pageSize) }),
    items: found.slice(from, from + pageSize),
  };
}
