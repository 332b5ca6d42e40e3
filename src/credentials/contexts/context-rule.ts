import { isObject, type JsonObject } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { credentials1, credentials2, pinnedContexts } from './pinned.js';

const pointer = (path: string, name: string): string =>
  `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const refused = (path: string): Finding => ({ code: 'CONTEXT_NOT_PINNED', path });

function checkedAt(context: unknown, path: string): Finding | undefined {
  const all: readonly unknown[] = Array.isArray(context) ? context : [context];
  const isPinned = all.every((each) => typeof each === 'string' && pinnedContexts.has(each));
  return isPinned ? undefined : refused(path);
}

function within(value: unknown, path: string): Finding | undefined {
  if (Array.isArray(value)) {
    const each: readonly unknown[] = value;
    return firstOf(each.map((one, at) => [one, pointer(path, String(at))]));
  }
  if (!isObject(value)) return undefined;
  const own = Object.hasOwn(value, '@context')
    ? checkedAt(value['@context'], pointer(path, '@context'))
    : undefined;
  return own ?? firstOf(Object.entries(value).map(([name, one]) => [one, pointer(path, name)]));
}

function firstOf(values: readonly (readonly [unknown, string])[]): Finding | undefined {
  for (const [value, path] of values) {
    const found = within(value, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Only names of pinned vocabularies, here and wherever else a context may stand: one that is written out could give the
 * word "validUntil" any meaning, and leave the real one unsigned. Asked before anything is processed.
 */
export function contextFinding(credential: JsonObject): Finding | undefined {
  const stated = credential['@context'];
  const first: unknown = Array.isArray(stated) ? stated[0] : stated;
  const isBase = first === credentials1 || first === credentials2;
  const isNamed = first === undefined || typeof first === 'string';
  // Another vocabulary in the first place makes it no credential; one that is written out is not looked into.
  return (
    within(credential, '') ??
    (isBase ? undefined : { code: isNamed ? 'SCHEMA' : 'CONTEXT_NOT_PINNED', path: '/@context' })
  );
}
