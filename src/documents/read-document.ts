import { isObject, nestsTooDeep } from '../base/index.js';
import { jsonFormats } from './json-formats.js';
import { openBytes } from './open.js';
import { readText } from './read-text.js';
import { type DocumentReading, type Opened, refuse } from './reading.js';

function readJson(opened: Opened): DocumentReading {
  const text = opened.text.replace(/^\uFEFF/, '');
  if (nestsTooDeep(text)) return refuse('TOO_DEEP');
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return refuse('FORMAT_UNKNOWN');
    const format = jsonFormats.find(({ fits }) => fits(value));
    return format?.read(value, opened) ?? refuse('FORMAT_UNKNOWN');
  } catch {
    return refuse('JSON_NOT_WELL_FORMED');
  }
}

/** Which records a document gives, told by its content alone: no name of a file, no media type. */
export function readDocument(bytes: Uint8Array): DocumentReading {
  const opened = openBytes(bytes);
  if ('kind' in opened) return opened;
  const first = opened.text.replace(/^\uFEFF/, '').trimStart()[0];
  if (first === '{' || first === '[') return readJson(opened);
  return readText(opened);
}
