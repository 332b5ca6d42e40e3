import { Parser, type Quad } from 'n3';
import { readElm } from '../elm/read-elm.js';
import { type DocumentReading, type Opened, recognised, refuse } from '../reading.js';
import { credentialIn } from './elm-in-turtle.js';

/** What a parser of Turtle goes through at once; vocabularies are a tenth of it. */
const mostCharacters = 2_000_000;
const start =
  /^(?:@prefix\s|@base\s|prefix\s+[\w.-]*:\s*<|base\s+<|<(?:https?:|urn:|mailto:|did:|#|>))/i;
const mostLinesBefore = 200;

/** By the first line that is more than a comment. */
export function startsAsTurtle(text: string): boolean {
  const lines = text.slice(0, 50_000).split('\n', mostLinesBefore);
  const first = lines.map((line) => line.trim()).find((line) => line !== '' && line[0] !== '#');
  return first !== undefined && start.test(first);
}

function quadsIn(text: string): readonly Quad[] | undefined {
  try {
    return new Parser({ format: 'text/turtle' }).parse(text);
  } catch {
    return undefined;
  }
}

/** A European credential is read; whatever else the triples say, they are about nobody's learning that we know to read. */
export function readTurtle(opened: Opened): DocumentReading {
  const standard = 'rdf';
  if (opened.text.length > mostCharacters) return refuse('TOO_LARGE', '', { standard });
  const quads = quadsIn(opened.text.replace(/^\uFEFF/, ''));
  if (quads === undefined) return refuse('RDF_NOT_WELL_FORMED', '', { standard });
  const found = credentialIn(quads);
  if (found === 'NONE') return recognised(standard);
  if (found === 'UNREADABLE') {
    return recognised(standard, [{ code: 'CREDENTIAL_NOT_READ', path: '' }]);
  }
  return readElm(found, opened, { proof: 'NONE', issues: [] });
}
