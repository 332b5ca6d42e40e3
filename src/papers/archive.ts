import { Zip, type ZipInputFile } from 'fflate';
import type { PackedFile } from './packed-file.js';

const deflated = 8;

/**
 * The files of an archive, in the order given, piece by piece. They were made small before: what is left is to write down
 * where each begins.
 * @param at what each says of when it was made.
 */
export function archiveOf(files: readonly PackedFile[], at: Date): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for (const { path, bytes, crc, packed } of files) {
    const entry: ZipInputFile = {
      filename: path,
      size: bytes,
      crc,
      compression: deflated,
      mtime: at,
    };
    zip.add(entry);
    // The way in is put there by the container, when a file is added to it.
    entry.ondata?.(null, packed, true);
  }
  zip.end();
  return pieces;
}
