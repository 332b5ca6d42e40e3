import { isEnvelope, openCredential } from '../credentials/index.js';
import { type DocumentReading, readClaims, readDocument } from '../documents/index.js';

const utf8 = new TextDecoder();
/** An SD-JWT by its looks: parts of a JWT, and what is shown of it after tildes. */
const withTildes = /^\s*[\w-]+\.[\w-]+\.[\w-]+~/;

/**
 * What somebody holds, by its bytes alone. Claims that are shown one by one are put in their place by who knows how they are
 * signed; which records they then give, all others are read alike.
 */
export function readHeld(bytes: Uint8Array): DocumentReading {
  if (!withTildes.test(utf8.decode(bytes.subarray(0, 70_000)))) return readDocument(bytes);
  const opened = openCredential(bytes);
  return isEnvelope(opened) ? readClaims(opened.claims, bytes) : readDocument(bytes);
}
