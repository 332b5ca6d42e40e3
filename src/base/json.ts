/** Any value JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * One text per value: keys in code-unit order, no white space, undefined members left out (RFC 8785 for what we use).
 * What is hashed or signed goes through here, since key order changes when a value passes a database.
 * @throws TypeError for what JSON cannot hold (functions, symbols, bigint, NaN, dates and other objects of a class).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) {
    const text =
      typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
    if (typeof text !== 'string') throw new TypeError(`JSON has no ${typeof value} like this`);
    return text;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new TypeError('JSON has no objects of a class');
  }
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(byName)
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${members.join(',')}}`;
}
