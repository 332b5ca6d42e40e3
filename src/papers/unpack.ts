import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { inSlices } from '../base/index.js';
import { type ZipEntry, zipDirectory } from './zip-directory.js';

/** Why a file is not taken for an archive. */
export const unpackRefusals = ['NO_ARCHIVE', 'TOO_MUCH', 'BAD_NAME', 'NAMED_TWICE'] as const;
export type UnpackRefusal = (typeof unpackRefusals)[number];
export type Unpacked =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'refused'; readonly because: UnpackRefusal };

export interface UnpackLimits {
  readonly files: number;
  /** All files together, in bytes as they were. */
  readonly bytes: number;
}
/** A long life's learning, several times over. */
export const usualLimits: UnpackLimits = { files: 20_000, bytes: 120_000_000 };

/** Names below the archive and nothing else: no way up, no drive, no hidden file, no second spelling. */
const part = '[A-Za-z0-9][A-Za-z0-9._-]{0,99}';
const plainName = new RegExp(`^${part}(?:/${part}){0,4}/?$`);

const refused = (because: UnpackRefusal): Unpacked => ({ kind: 'refused', because });

const inflateAside = promisify(inflateRaw);
/** Bytes from which a file is unpacked aside of the process: below that it costs more than it spares. */
const large = 500_000;

/** @throws for content that is not what the directory says: longer, shorter, or broken. */
async function contentOf(
  archive: Uint8Array,
  { method, at, packedBytes, bytes, crc }: ZipEntry,
): Promise<Uint8Array> {
  const small = archive.subarray(at, at + packedBytes);
  // Given up as soon as more comes out than was said: how much that would have been is never found out.
  const limit = { maxOutputLength: Math.max(bytes, 1) };
  const inflated = () =>
    bytes < large ? inflateRawSync(small, limit) : inflateAside(small, limit);
  const content = method === 0 ? small : await inflated();
  if (content.byteLength !== bytes || crc32(content) !== crc) throw new RangeError('not as said');
  return content;
}

/** Unpacks an archive that a stranger may have made, while others have their turns. All of it or nothing. */
export async function unpack(
  archive: Uint8Array,
  limits: UnpackLimits = usualLimits,
): Promise<Unpacked> {
  const entries = zipDirectory(archive, limits.files);
  if (entries === undefined) return refused('NO_ARCHIVE');
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > limits.bytes) return refused('TOO_MUCH');
  if (!entries.every(({ name }) => plainName.test(name))) return refused('BAD_NAME');
  const spelled = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (spelled.size < entries.length) return refused('NAMED_TWICE');
  const files = new Map<string, Uint8Array>();
  const others = inSlices();
  try {
    for (const entry of entries) {
      if (!entry.name.endsWith('/')) files.set(entry.name, await contentOf(archive, entry));
      await others();
    }
  } catch {
    return refused('NO_ARCHIVE');
  }
  return { kind: 'files', files };
}
