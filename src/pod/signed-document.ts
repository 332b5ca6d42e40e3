import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../base/index.js';
import { signedPartOf } from '../records/index.js';
import { readShape } from './shapes.js';

/** A signed credential in its exact bytes. */
export interface SignedContent {
  /** Hex SHA-256 of the bytes. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const Entry = z.object({
  mediaType: z.string().max(200),
  body: z.string(),
  /** Absent: the body is the text that the bytes are in UTF-8. */
  encoding: z.literal('base64').exactOptional(),
});
const ofForm = 'form-';
const Name = z.string().regex(/^(form-)?[0-9a-f]{64}$/);
const Document = z.record(Name, Entry);
type Entry = z.infer<typeof Entry>;

function entryOf({ mediaType, bytes }: SignedContent): Entry {
  if (isUtf8(bytes)) return { mediaType, body: Buffer.from(bytes).toString() };
  return { mediaType, body: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}

/**
 * Under which name bytes stand beside a view: their digest; of a selective form, with whichever parts, the digest of what its
 * issuer signed.
 */
export const nameOfForm = (digest: string): string => `${ofForm}${digest}`;

/** Signed bytes, and under which name they stand. */
export type Named = readonly [name: string, content: SignedContent];

/** What stands in one document beside a view, by name. The same content is the same text. */
export const signedDocument = (contents: readonly Named[]): string =>
  canonicalJson(
    Object.fromEntries(contents.map(([name, content]) => [name, entryOf(content)] as const)),
  );

const bytesOf = ({ body, encoding }: Entry): Uint8Array => Buffer.from(body, encoding ?? 'utf8');

/** Whether these bytes may stand under a name. Which parts a form has, whoever shows it has to look. */
function isNamed(name: string, bytes: Uint8Array): boolean {
  if (!name.startsWith(ofForm)) return sha256Hex(bytes) === name;
  const signed = signedPartOf(bytes);
  return signed !== undefined && sha256Hex(signed) === name.slice(ofForm.length);
}

/** Bytes that stand under a name, or that others stand there than were signed. */
export type FoundSigned = SignedContent | 'altered';

/** What a document beside a view holds. Of one that is none of ours, nothing. */
export function readSignedDocument(body: string): ReadonlyMap<string, FoundSigned> {
  const found = Object.entries(readShape(Document, body) ?? {});
  return new Map(
    found.map(([name, entry]) => {
      const { mediaType } = entry;
      const bytes = bytesOf(entry);
      const content = { digest: sha256Hex(bytes), mediaType, bytes };
      return [name, isNamed(name, bytes) ? content : 'altered'] as const;
    }),
  );
}
