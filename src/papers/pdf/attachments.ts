import { PdfFile } from './file.js';
import { TooLarge } from './unfilter.js';
import {
  Damaged,
  Encrypted,
  type PdfDict,
  PdfName,
  PdfStream,
  PdfText,
  type PdfValue,
  TooMuch,
} from './value.js';

/** Why there is nothing to be had of an attachment that is there. */
export type AttachmentProblem = 'TOO_LARGE' | 'TOO_LARGE_JSON' | 'UNREADABLE';
/** One file that came with a PDF. What it is called, whoever made the PDF could choose. */
export interface FoundAttachment {
  readonly name: string;
  /** As the PDF says. */
  readonly mediaType?: string;
  readonly content: Uint8Array | AttachmentProblem;
}
/** Why nothing is told of a file's attachments. */
export type PdfRefusal = 'NO_PDF' | 'ENCRYPTED' | 'TOO_MUCH' | 'DAMAGED';
export type FoundAttachments =
  | { readonly kind: 'attachments'; readonly all: readonly FoundAttachment[] }
  | { readonly kind: 'refused'; readonly because: PdfRefusal };

/** Bytes of one attachment, bytes of all together, and how many there may be. */
const most = { each: 5_000_000, together: 60_000_000, count: 5000 } as const;

const start = Buffer.from('%PDF-');
/** By its first bytes. */
export const isPdf = (bytes: Uint8Array): boolean => start.equals(bytes.subarray(0, start.length));

// What stands in a tree, leaf by leaf; a branch that leads back to one that was seen leads nowhere.
function* leavesOf(file: PdfFile, root: PdfValue | undefined): Generator<PdfDict> {
  const seen = new Set<PdfValue>();
  const waiting = [root ?? null];
  while (waiting.length > 0) {
    const node = file.dict(waiting.pop());
    if (seen.has(node)) continue;
    seen.add(node);
    yield node;
    for (const kid of file.list(node.entries.get('Kids')).toReversed()) waiting.push(kid);
  }
}

interface Spec {
  readonly spec: PdfDict;
  /** Its place in the list of attachments. */
  readonly key?: PdfValue;
}

function* listed(file: PdfFile): Generator<Spec> {
  const names = file.dict(file.root.entries.get('Names'));
  for (const { entries } of leavesOf(file, names.entries.get('EmbeddedFiles'))) {
    const pairs = file.list(entries.get('Names'));
    if (pairs.length % 2 !== 0) throw new Damaged();
    for (let n = 0; n < pairs.length; n += 2) {
      yield { spec: file.dict(pairs[n + 1]), key: file.resolve(pairs[n]) };
    }
  }
}
// Those that stand in no list, but belong to the whole.
function* associated(file: PdfFile): Generator<Spec> {
  for (const one of file.list(file.root.entries.get('AF'))) yield { spec: file.dict(one) };
}
// Those that hang on a page, as a paper clip.
function* clipped(file: PdfFile): Generator<Spec> {
  for (const { entries } of leavesOf(file, file.root.entries.get('Pages'))) {
    for (const one of file.list(entries.get('Annots'))) {
      const note = file.dict(one).entries;
      if (file.name(note.get('Subtype')) === 'FileAttachment') {
        yield { spec: file.dict(note.get('FS')) };
      }
    }
  }
}

/** Characters. */
const mostOfAName = 300;
const utf16 = new TextDecoder('utf-16be');
/** Text for people: in UTF-16 or UTF-8 where its first bytes say so. */
function textOf(value: PdfValue | undefined): string | undefined {
  if (!(value instanceof PdfText)) return undefined;
  const bytes = value.bytes.subarray(0, mostOfAName * 4);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes);
  const isUtf8 = bytes.subarray(0, 3).toString('hex') === 'efbbbf';
  return isUtf8 ? bytes.subarray(3).toString('utf8') : bytes.toString('latin1');
}

function nameOf(file: PdfFile, { spec, key }: Spec): string {
  const said = ['UF', 'F'].map((name) => textOf(file.resolve(spec.entries.get(name))));
  return (said.find(Boolean) ?? textOf(key) ?? '').slice(0, mostOfAName);
}

/** Different readers open different ones of them: each is told of. */
function streamsOf(file: PdfFile, { spec }: Spec): readonly PdfStream[] {
  const { entries } = file.dict(spec.entries.get('EF'));
  file.work.values(entries.size);
  const found = new Set<PdfStream>();
  for (const value of entries.values()) {
    const one = file.resolve(value);
    if (one instanceof PdfStream) found.add(one);
    else if (one !== null) throw new Damaged();
  }
  return [...found];
}

function* placesOf(file: PdfFile): Generator<Spec> {
  const seen = new Set<PdfDict>();
  for (const places of [listed, associated, clipped]) {
    for (const found of places(file)) {
      if (seen.has(found.spec)) continue;
      seen.add(found.spec);
      yield found;
    }
  }
}

/** Also where nothing but space is known of it. */
function mayBeJson(begins: Buffer): boolean {
  const text = begins.toString('utf8').trimStart();
  return text === '' || text.startsWith('{');
}

function reader(file: PdfFile) {
  let room: number = most.together;
  const known = new Map<PdfStream, FoundAttachment['content']>();
  const read = (stream: PdfStream): FoundAttachment['content'] => {
    try {
      return file.content(stream, most.each);
    } catch (error) {
      if (error instanceof TooLarge)
        return mayBeJson(error.begins) ? 'TOO_LARGE_JSON' : 'TOO_LARGE';
      if (error instanceof Damaged) return 'UNREADABLE';
      throw error;
    }
  };
  return (stream: PdfStream): FoundAttachment['content'] => {
    const content = known.get(stream) ?? read(stream);
    known.set(stream, content);
    // Also where many are the same: each is looked into.
    if (typeof content !== 'string') room -= content.byteLength;
    if (room < 0) throw new TooMuch();
    return content;
  };
}

function attachmentsIn(bytes: Buffer): readonly FoundAttachment[] {
  const file = new PdfFile(bytes);
  const read = reader(file);
  const all: FoundAttachment[] = [];
  for (const place of placesOf(file)) {
    for (const stream of streamsOf(file, place)) {
      if (all.length >= most.count) throw new TooMuch();
      const type = file.resolve(stream.dict.entries.get('Subtype'));
      all.push({
        name: nameOf(file, place),
        ...(type instanceof PdfName && { mediaType: type.name }),
        content: read(stream),
      });
    }
  }
  return all;
}

function refusalOf(error: unknown): PdfRefusal {
  if (error instanceof Encrypted) return 'ENCRYPTED';
  return error instanceof TooMuch ? 'TOO_MUCH' : 'DAMAGED';
}

/**
 * The files that came with a PDF that a stranger may have made, each in its exact bytes. The pages are not looked at. Never
 * throws, and takes no longer than the work that it is given.
 */
export function readAttachments(bytes: Uint8Array): FoundAttachments {
  if (!isPdf(bytes)) return { kind: 'refused', because: 'NO_PDF' };
  try {
    const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { kind: 'attachments', all: attachmentsIn(own) };
  } catch (error) {
    return { kind: 'refused', because: refusalOf(error) };
  }
}
