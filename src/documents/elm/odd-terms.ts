import { isObject, type JsonObject } from '../../base/index.js';
import { nameInPath, type RecordIssue } from '../../records/index.js';

const ascii = /^[\x20-\x7E]*$/;
const mostIssues = 20;
/** Maps by language: their members are texts, and their names no terms. */
const isTextMap = (value: JsonObject): boolean =>
  Object.values(value).every((text) => typeof text === 'string');

/**
 * Terms with letters that no term of the standard has: a look-alike from another alphabet, which whoever reads by the
 * standard drops in silence. Said with where it stands.
 */
export function oddTerms(raw: JsonObject): readonly RecordIssue[] {
  const places = new Set<string>();
  const look = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) for (const each of value) look(each, path);
    if (!isObject(value)) return;
    for (const [name, inside] of Object.entries(value)) {
      const at = [...path, nameInPath(name)];
      if (!ascii.test(name) && !(isTextMap(value) && path.length > 0)) places.add(at.join('.'));
      look(inside, at);
    }
  };
  look(raw, []);
  return [...places]
    .toSorted()
    .slice(0, mostIssues)
    .map((path) => ({ code: 'UNKNOWN_TERM', path }));
}
