import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../base/index.js';
import { Digest } from './record-shapes.js';
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
const Document = z.record(Digest, Entry);
type Entry = z.infer<typeof Entry>;

function entryOf({ mediaType, bytes }: SignedContent): Entry {
  if (isUtf8(bytes)) return { mediaType, body: Buffer.from(bytes).toString() };
  return { mediaType, body: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}

/** What stands in one document beside a view, by digest. The same content is the same text. */
export const signedDocument = (contents: readonly SignedContent[]): string =>
  canonicalJson(
    Object.fromEntries(contents.map((content) => [content.digest, entryOf(content)] as const)),
  );

const bytesOf = ({ body, encoding }: Entry): Uint8Array => Buffer.from(body, encoding ?? 'utf8');

/** Bytes that stand under a digest, or that what stands there has another: it is not what was signed. */
export type FoundSigned = SignedContent | 'altered';

/** What a document beside a view holds. Of one that is none of ours, nothing. */
export function readSignedDocument(body: string): ReadonlyMap<string, FoundSigned> {
  const found = Object.entries(readShape(Document, body) ?? {});
  return new Map(
    found.map(([digest, entry]) => {
      const { mediaType } = entry;
      const bytes = bytesOf(entry);
      const isSame = sha256Hex(bytes) === digest;
      return [digest, isSame ? { digest, mediaType, bytes } : 'altered'] as const;
    }),
  );
}
