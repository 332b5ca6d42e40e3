import type { JsonObject } from '../../base/index.js';
import type { SourceDocument } from '../../records/index.js';
import type { DocumentKind } from './dialect.js';

/** No page or catalogue document of an honest endpoint comes near this. */
export const maxBodyBytes = 5_000_000;
const maxDepth = 40;

/** Deeper than any OEAPI object goes: later steps walk values by recursion, so such a value stops here. */
export const isTooDeep = (value: unknown, left = maxDepth): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));

const mostNesting = 200;

/** Counted before parsing, outside strings: V8 takes a second over two million brackets. */
function opensTooMany(body: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length && depth <= mostNesting; at += 1) {
    const char = body.charAt(at);
    if (char === '"') inString = !inString;
    else if (inString) at += char === '\\' ? 1 : 0;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
  }
  return depth > mostNesting;
}

/**
 * @returns undefined for what is not JSON, too large or nested beyond reason. Total, so that a stored delivery can always
 * be read again.
 */
export function parseBody(body: string): unknown {
  if (body.length > maxBodyBytes || opensTooMany(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body.startsWith('\uFEFF') ? body.slice(1) : body);
    return value;
  } catch {
    return undefined;
  }
}

/** The document that an association points to by id, in the words of version 5. */
export type Lookup = (kind: DocumentKind, id: string) => JsonObject | undefined;

/** `courses/5f7…` under any base address. */
export const documentPathOf = ({ url }: SourceDocument): string =>
  url.split('/').slice(-2).join('/');
