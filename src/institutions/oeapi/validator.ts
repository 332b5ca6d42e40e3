import { z } from 'zod';

const text = z.string().regex(/^[\x20-\x7e]{1,200}$/);

/** What a server says by which it knows an answer of its own again (RFC 9110). Its own words, and nothing to us. */
export const ValidatorShape = z.strictObject({
  etag: text.exactOptional(),
  lastModified: text.exactOptional(),
});
export type Validator = z.infer<typeof ValidatorShape>;

/** Milliseconds. What changed twice within so long of an answer may bear one and the same date (RFC 9110, 8.8.2.2). */
const settlesAfter = 60_000;

/** By the server's own clock; without its word for now, nothing is. */
const isLongAgo = (lastModified: string, now: string | null): boolean =>
  Date.parse(now ?? '') - Date.parse(lastModified) >= settlesAfter;

/** @returns undefined for an answer that says neither, or no more than a date that may still be that of another one. */
export function validatorIn(headers: Headers): Validator | undefined {
  const etag = text.safeParse(headers.get('etag')).data;
  const dated = text.safeParse(headers.get('last-modified')).data;
  const isKnownAgain =
    dated !== undefined && (etag !== undefined || isLongAgo(dated, headers.get('date')));
  const lastModified = isKnownAgain ? dated : undefined;
  if (etag === undefined && lastModified === undefined) return undefined;
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

export const askedUnless = ({ etag, lastModified }: Validator): Record<string, string> => ({
  ...(etag !== undefined && { 'if-none-match': etag }),
  ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
});
