import { z } from 'zod';

const text = z.string().regex(/^[\x20-\x7e]{1,200}$/);

/** What a server says by which it knows an answer of its own again (RFC 9110). Its own words, and nothing to us. */
export const ValidatorShape = z.strictObject({
  etag: text.exactOptional(),
  lastModified: text.exactOptional(),
});
export type Validator = z.infer<typeof ValidatorShape>;

/** @returns undefined for an answer that says neither. */
export function validatorIn(headers: Headers): Validator | undefined {
  const etag = text.safeParse(headers.get('etag')).data;
  const lastModified = text.safeParse(headers.get('last-modified')).data;
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
