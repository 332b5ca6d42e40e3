import { crc32, inflateSync } from 'node:zlib';
import type { Finding } from '../finding.js';
import { type Baked, mostBakedBytes, onlyOne } from './baked.js';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Of Open Badges 3.0, and of 2.0 and before. */
const keywords = new Set(['openbadgecredential', 'openbadges']);

export const isPng = (bytes: Uint8Array): boolean =>
  signature.equals(bytes.subarray(0, signature.length));

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}
const frame = 12;

/** @returns undefined at the first chunk that is cut off or damaged, and where the last one is missing. */
function chunksOf(image: Buffer): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + frame <= image.length) {
    const end = at + frame + image.readUInt32BE(at);
    if (end > image.length) return undefined;
    const named = image.subarray(at + 4, end - 4);
    if (crc32(named) !== image.readUInt32BE(end - 4)) return undefined;
    const type = named.toString('latin1', 0, 4);
    chunks.push({ type, data: named.subarray(4) });
    if (type === 'IEND') return chunks[0]?.type === 'IHDR' ? chunks : undefined;
    at = end;
  }
  return undefined;
}

function inflated(data: Uint8Array): Baked {
  try {
    return inflateSync(data, { maxOutputLength: mostBakedBytes });
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return { code: isLarge ? 'TOO_LARGE' : 'NOT_WELL_FORMED' };
  }
}

/** The keyword and what follows, of international text; undefined for a chunk without a keyword. */
function keywordOf(data: Buffer): { readonly keyword: string; readonly rest: Buffer } | undefined {
  const end = data.indexOf(0);
  if (end <= 0 || end > 79) return undefined;
  return { keyword: data.toString('latin1', 0, end), rest: data.subarray(end + 1) };
}

/** Flag and method of compression, a language and a keyword in it, both mostly empty, and the text. */
function textOf(rest: Buffer): Baked {
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  const bad: Finding = { code: 'NOT_WELL_FORMED' };
  if (translated < 0) return bad;
  const [flag, method] = rest;
  const text = rest.subarray(translated + 1);
  if (flag === 1) return method === 0 ? inflated(text) : bad;
  if (flag !== 0) return bad;
  return text.length > mostBakedBytes ? { code: 'TOO_LARGE' } : text;
}

/** What stands in the chunk that Open Badges names; every chunk has to be whole. */
export function unbakePng(bytes: Uint8Array): Baked {
  const chunks = chunksOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (chunks === undefined) return { code: 'NOT_WELL_FORMED' };
  const named = chunks
    .filter(({ type }) => type === 'iTXt')
    .map(({ data }) => keywordOf(data))
    .filter((each) => each !== undefined)
    .filter(({ keyword }) => keywords.has(keyword));
  return onlyOne(named.map(({ rest }) => textOf(rest)));
}
