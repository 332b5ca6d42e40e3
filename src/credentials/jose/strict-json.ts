import { hasDoubleNames, isObject, type JsonObject, nestsTooDeep } from '../../base/index.js';
import type { Finding } from '../finding.js';

/** Characters of a credential in compact form. */
export const mostCharacters = 65_536;
/** Levels of objects and lists in one credential. */
export const mostDepth = 24;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of base64url without padding. One spelling for each: bits left over have to be zero. */
export function bytesOfBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** Whether a value nests deeper than it may, counted from a level. It was parsed from a text that is bounded already. */
export function isDeeper(value: unknown, level = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (level >= mostDepth) return true;
  return Object.values(value).some((each) => isDeeper(each, level + 1));
}

/** A member of this name sets what an object is made after, where somebody copies it. */
const isPoisoned = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(isPoisoned));

/** Any JSON in base64url, read in the one way that all readers agree on. */
export function jsonOf(part: string): { readonly value: unknown } | Finding {
  const bytes = bytesOfBase64url(part);
  if (bytes === undefined) return { code: 'NOT_WELL_FORMED' };
  try {
    const text = utf8.decode(bytes);
    if (nestsTooDeep(text)) return { code: 'TOO_DEEP' };
    if (hasDoubleNames(text)) return { code: 'NOT_WELL_FORMED' };
    const value: unknown = JSON.parse(text);
    if (isDeeper(value)) return { code: 'TOO_DEEP' };
    return isPoisoned(value) ? { code: 'NOT_WELL_FORMED' } : { value };
  } catch {
    return { code: 'NOT_WELL_FORMED' };
  }
}

export function objectOf(part: string): { readonly value: JsonObject } | Finding {
  const read = jsonOf(part);
  if ('code' in read) return read;
  return isObject(read.value) ? { value: read.value } : { code: 'NOT_WELL_FORMED' };
}
