import { sha256Hex } from '../base/index.js';
import { type Opened, type Refused, refuse } from './reading.js';

/** No honest transcript or credential comes near this, with its attachments. */
export const mostBytes = 5_000_000;

const kinds: readonly (readonly [code: string, signature: string])[] = [
  ['ARCHIVE_NOT_READ', 'PK\u0003\u0004'],
  ['ARCHIVE_NOT_READ', '\u001F\u008B'],
  ['PDF_NOT_READ', '%PDF-'],
  ['IMAGE_NOT_READ', '\u0089PNG'],
  ['IMAGE_NOT_READ', '\u00FF\u00D8\u00FF'],
];

/** A binary file by its first bytes, which people drop where a text is meant. */
function binaryKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return kinds.find(([, signature]) => start.startsWith(signature))?.[0];
}

/** Bytes as text, exactly: only what is UTF-8, so that writing the text again gives the bytes. */
export function openBytes(bytes: Uint8Array): Opened | Refused {
  if (bytes.length > mostBytes) return refuse('TOO_LARGE');
  const binary = binaryKind(bytes);
  if (binary !== undefined) return refuse(binary);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes('\u0000')) return refuse('ENCODING_UNSUPPORTED');
    if (text.trim() === '' || text === '\uFEFF') return refuse('EMPTY');
    return { text, sha256: sha256Hex(text) };
  } catch {
    return refuse('ENCODING_UNSUPPORTED');
  }
}
