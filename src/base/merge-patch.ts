import { isObject, type JsonObject } from './json-object.js';

/** JSON Merge Patch (RFC 7396): what is not named stays, null removes, a list takes the place of a list. */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) merged.delete(name);
    else merged.set(name, isObject(change) ? mergePatch(merged.get(name), change) : change);
  }
  return Object.fromEntries(merged);
}
