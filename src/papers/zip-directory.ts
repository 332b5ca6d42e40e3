/** Where one file of an archive stands in its bytes, as the directory at the end says. */
export interface ZipEntry {
  readonly name: string;
  /** 0: as it is; 8: DEFLATE. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header begins, and its content. */
  readonly from: number;
  readonly at: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const headerBytes = 30;
/** The end may be followed by a note, of so many bytes at most. */
const mostNote = 65_535;
/** Its content is encrypted, or its directory is. */
const secret = 0x0001 | 0x0040 | 0x2000;
/** What stands where a number is too large for this form of archive. */
const inLongForm = 0xffffffff;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function endOf(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - endBytes - mostNote);
  for (let at = bytes.length - endBytes; at >= first; at -= 1) {
    const isEnd = bytes.readUInt32LE(at) === endMark;
    if (isEnd && at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  return undefined;
}

/** Where the content begins: the header before it has a length of its own. */
function contentAt(bytes: Buffer, from: number): number | undefined {
  if (from + headerBytes > bytes.length || bytes.readUInt32LE(from) !== headerMark)
    return undefined;
  return from + headerBytes + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
}

/** A line of the directory as it stands; what it says was not looked at. */
function lineAt(bytes: Buffer, place: number) {
  const [named = 0, extra = 0, note = 0] = [28, 30, 32].map((at) => bytes.readUInt16LE(place + at));
  const name = bytes.subarray(place + entryBytes, place + entryBytes + named);
  return {
    isOpen: (bytes.readUInt16LE(place + 8) & secret) === 0,
    name: utf8.decode(name),
    method: bytes.readUInt16LE(place + 10),
    crc: bytes.readUInt32LE(place + 16),
    packedBytes: bytes.readUInt32LE(place + 20),
    bytes: bytes.readUInt32LE(place + 24),
    from: bytes.readUInt32LE(place + 42),
    next: place + entryBytes + named + extra + note,
  };
}

const isPlain = ({ isOpen, method, bytes }: ReturnType<typeof lineAt>): boolean =>
  isOpen && (method === 0 || method === 8) && bytes !== inLongForm;

/** @returns undefined for what is not written as plainly as we write, or lies. */
function entryAt(bytes: Buffer, place: number): { entry: ZipEntry; next: number } | undefined {
  const isEntry = place + entryBytes <= bytes.length && bytes.readUInt32LE(place) === entryMark;
  if (!isEntry) return undefined;
  const line = lineAt(bytes, place);
  const at = contentAt(bytes, line.from);
  if (!isPlain(line) || at === undefined) return undefined;
  const { isOpen: _isOpen, next, ...said } = line;
  const isInside = next <= bytes.length && at + said.packedBytes <= bytes.length;
  return isInside ? { entry: { ...said, at }, next } : undefined;
}

/** Two files that share bytes are how a small archive becomes a huge one. */
function shareBytes(entries: readonly ZipEntry[]): boolean {
  const inOrder = entries.toSorted((a, b) => a.from - b.from);
  return inOrder.some(({ at, packedBytes }, n) => {
    const next = inOrder[n + 1];
    return next !== undefined && at + packedBytes > next.from;
  });
}

/**
 * What an archive says is in it. Nothing is unpacked.
 * @returns undefined for what is no archive, or one of a kind that we do not write: encrypted, in parts, in the long form.
 */
export function zipDirectory(archive: Uint8Array, most: number): readonly ZipEntry[] | undefined {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  const isInParts = bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count;
  if (isInParts || count > most) return undefined;
  const entries: ZipEntry[] = [];
  try {
    for (let place = bytes.readUInt32LE(end + 16); entries.length < count; ) {
      const found = entryAt(bytes, place);
      if (found === undefined) return undefined;
      entries.push(found.entry);
      place = found.next;
    }
  } catch {
    // A name that is no text.
    return undefined;
  }
  return shareBytes(entries) ? undefined : entries;
}
