import { createHash, createHmac, createSecretKey, hash, KeyObject } from 'node:crypto';
import { inSlices } from './slices.js';

/** SHA-256 in lower-case hex. */
export const sha256Hex = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex');

const bytesAtOnce = 4_000_000;

/** The same of something large, while others have their turns. */
export async function sha256InSlices(bytes: Uint8Array): Promise<string> {
  const others = inSlices();
  const sum = createHash('sha256');
  for (let at = 0; at < bytes.byteLength; at += bytesAtOnce) {
    sum.update(bytes.subarray(at, at + bytesAtOnce));
    await others();
  }
  return sum.digest('hex');
}

/** SHA-256 as 43 characters of base64url. */
export const sha256Url = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'base64url');

/** Joins parts so that no two lists give the same text: each part carries its length. */
export const unambiguous = (parts: readonly string[]): string =>
  parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');

/** HMAC-SHA-256 over a list of parts, as 43 characters of base64url. Bytes as key cost more than the hash itself. */
export const keyedHash = (key: KeyObject | Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', key instanceof KeyObject ? key : createSecretKey(key))
    .update(unambiguous(parts))
    .digest('base64url');

/** A UUID (version 8: of our own making) that the same text always gives again. */
export function uuidOf(text: string): string {
  const hex = sha256Hex(text);
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
