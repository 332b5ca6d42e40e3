import type { JsonObject } from '../base/index.js';

const mostLosses = 200;
/** A field name as people write them. One that looks like a number or a sentence could itself be data. */
const plainName = /^[@$]?[A-Za-z](?!.*\d{5})[\w:-]{0,63}$/;

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** A name for a path: a stand-in where the name cannot be trusted to be only a name. */
export const nameInPath = (name: string): string => (plainName.test(name) ? name : '*');

interface Asked {
  losses(): readonly string[];
}

/** In order, each once, and no more of them than anybody reads. */
export const distinctLosses = (losses: readonly string[]): readonly string[] =>
  [...new Set(losses)].toSorted().slice(0, mostLosses);

/**
 * Paths of fields that nobody asked for, deepest known object first in its own words; no values, no list indexes.
 * @param isSilent whether a field's mere presence would tell too much: it is named nowhere.
 */
export function lossesOf(
  raw: JsonObject,
  path: string,
  asked: ReadonlyMap<string, readonly Asked[]>,
  isSilent: (name: string) => boolean,
): readonly string[] {
  const losses = Object.entries(raw).flatMap(([name, value]) => {
    const inside = asked.get(name);
    if (inside !== undefined) return inside.flatMap((source) => source.losses());
    if (isEmpty(value) || isSilent(name)) return [];
    return [path === '' ? nameInPath(name) : `${path}.${nameInPath(name)}`];
  });
  return distinctLosses(losses);
}
