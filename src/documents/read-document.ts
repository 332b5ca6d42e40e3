import { isObject, nestsTooDeep } from '../base/index.js';
import { readCsv } from './csv/read-csv.js';
import { jsonFormats } from './json-formats.js';
import { openBytes } from './open.js';
import { readTurtle, startsAsTurtle } from './rdf/read-turtle.js';
import { type DocumentReading, type Opened, refuse } from './reading.js';
import { readXml } from './xml/read-xml.js';

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
  const text = opened.text.replace(/^\uFEFF/, '').trimStart();
  if (text[0] === '{' || text[0] === '[') return readJson(opened);
  if (startsAsTurtle(text)) return readTurtle(opened);
  if (text[0] === '<') return readXml(opened);
  return readCsv(opened) ?? refuse('FORMAT_UNKNOWN');
}
