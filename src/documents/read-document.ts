import { isObject, type JsonObject, nestsTooDeep } from '../base/index.js';
import { jsonFormats } from './json-formats.js';
import { openBytes } from './open.js';
import { readText } from './read-text.js';
import { type DocumentReading, type Opened, recognised, refuse } from './reading.js';
import { isOfType, readOfType } from './sd-jwt-vc/format.js';
import { namesOf } from './vc/credential.js';
import { disclosedLater, type Jwt, readJwt } from './vc/jwt.js';

const formatOf = (value: JsonObject) => jsonFormats.find(({ fits }) => fits(value));

/** A list of accounts is about nobody's learning, like one account; documents are brought one at a time. */
function readList([first]: readonly unknown[], opened: Opened): DocumentReading {
  const format = isObject(first) ? formatOf(first) : undefined;
  if (format === undefined || !isObject(first)) return refuse('FORMAT_UNKNOWN');
  const { kind, standard } = format.read(first, opened);
  if (standard === undefined) return refuse('FORMAT_UNKNOWN');
  return kind === 'RECOGNISED'
    ? recognised(standard)
    : refuse('LIST_OF_DOCUMENTS', '', { standard });
}

function readObject(value: JsonObject, opened: Opened): DocumentReading {
  return formatOf(value)?.read(value, opened) ?? refuse('FORMAT_UNKNOWN');
}

function readJson(text: string, opened: Opened): DocumentReading {
  if (nestsTooDeep(text)) return refuse('TOO_DEEP');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('JSON_NOT_WELL_FORMED');
  }
  if (Array.isArray(value)) return readList(value, opened);
  return isObject(value) ? readObject(value, opened) : refuse('FORMAT_UNKNOWN');
}

/** What was signed is read; that it was signed is not looked into. */
function readSigned({ value, isSigned }: Jwt, opened: Opened): DocumentReading {
  const read = readObject(value, opened);
  return read.kind === 'IMPORTED' && isSigned ? { ...read, proof: 'NOT_CHECKED' as const } : read;
}

/** A wallet's form, in which each claim is shown or held back. What is held back could be the very thing. */
function readSelective(value: JsonObject, opened: Opened): DocumentReading {
  const read = readObject(value, opened);
  if (read.kind === 'RECOGNISED') return read;
  const { vct } = value;
  const found = typeof vct === 'string' ? { found: namesOf([vct]) } : {};
  return refuse('SELECTIVE_NOT_READ', '', { standard: 'vc', ...found });
}

/** Which records a document gives, told by its content alone: no name of a file, no media type. */
export function readDocument(bytes: Uint8Array): DocumentReading {
  const opened = openBytes(bytes);
  if ('kind' in opened) return opened;
  const text = opened.text.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('{') || text.startsWith('[')) return readJson(text, opened);
  const jwt = readJwt(text);
  if (jwt !== undefined) return readSigned(jwt, opened);
  const selective = disclosedLater(text);
  return selective === undefined ? readText(opened) : readSelective(selective.value, opened);
}

/**
 * Which records a credential of a wallet gives, once whoever opened it put in their place the claims that its holder shows.
 * @param bytes as they came, with the claims apart.
 */
export function readClaims(claims: JsonObject, bytes: Uint8Array): DocumentReading {
  const opened = openBytes(bytes);
  if ('kind' in opened) return opened;
  const known = isOfType(claims) ? formatOf(claims) : undefined;
  // Of a login, say, which nothing was learned by.
  if (known?.read(claims, opened).kind === 'RECOGNISED') return known.read(claims, opened);
  const isOwn = isOfType(claims) && claims['credentialSubject'] === undefined;
  return isOwn ? readOfType(claims, opened) : readSigned({ value: claims, isSigned: true }, opened);
}
