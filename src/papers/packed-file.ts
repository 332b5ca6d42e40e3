import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { sha256Hex } from '../base/index.js';

/** One file of an archive, made small as soon as it was read: an archive in the making holds no file in full. */
export interface PackedFile {
  readonly path: string;
  /** What it was called where it came from, if it could not stay so. */
  readonly name?: string;
  /** Hex, over the bytes as they were. */
  readonly sha256: string;
  readonly bytes: number;
  readonly crc: number;
  /** Raw DEFLATE. */
  readonly packed: Uint8Array<ArrayBuffer>;
}

export function packed(path: string, content: Uint8Array | string): PackedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    path,
    sha256: sha256Hex(bytes),
    bytes: bytes.byteLength,
    crc: crc32(bytes),
    packed: deflateRawSync(bytes),
  };
}

export const unpacked = ({ packed: small, bytes }: PackedFile): Uint8Array =>
  inflateRawSync(small, { maxOutputLength: Math.max(bytes, 1) });
