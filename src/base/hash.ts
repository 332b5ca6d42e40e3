import { createHash, createHmac } from 'node:crypto';

/** SHA-256 in lower-case hex. */
export const sha256Hex = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** SHA-256 as 43 characters of base64url. */
export const sha256Url = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url');

/** Joins parts so that no two lists give the same text: each part carries its length. */
export const unambiguous = (parts: readonly string[]): string =>
  parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');

/** HMAC-SHA-256 over a list of parts, as 43 characters of base64url. */
export const keyedHash = (key: Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', key).update(unambiguous(parts)).digest('base64url');
