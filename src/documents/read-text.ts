import { readCsv } from './csv/read-csv.js';
import { readTurtle, startsAsTurtle } from './rdf/read-turtle.js';
import { type DocumentReading, type Opened, refuse } from './reading.js';
import { readXml } from './xml/read-xml.js';

/** A document that is no JSON: by how it begins, since neither Turtle nor XML can begin as the other. */
export function readText(opened: Opened): DocumentReading {
  const text = opened.text.replace(/^\uFEFF/, '').trimStart();
  if (startsAsTurtle(text)) return readTurtle(opened);
  if (text.startsWith('<')) return readXml(opened);
  return readCsv(opened) ?? refuse('FORMAT_UNKNOWN');
}
