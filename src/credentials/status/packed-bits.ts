import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { Fault } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { leastEntries } from './status-list.js';

/** 134 million entries of one bit. Half a gigabyte of zeros fits in what a fetch takes. */
const mostBytes = 16 * 1024 * 1024;

/** Both alphabets: old lists were written with either. */
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

const isTooLarge = (error: unknown): boolean =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

function unpacked(
  text: string,
  unpack: (packed: Buffer, options: { readonly maxOutputLength: number }) => Uint8Array,
): Uint8Array | Finding {
  if (!base64.test(text)) return { code: 'STATUS_UNREADABLE' };
  try {
    const bits = unpack(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes });
    return bits.length === 0 ? { code: 'STATUS_UNREADABLE' } : bits;
  } catch (error) {
    return { code: isTooLarge(error) ? 'STATUS_LIST_TOO_LARGE' : 'STATUS_UNREADABLE' };
  }
}

/** Multibase `u` and gzip. Lists of before the standard go without the letter: gzip itself begins with an H. */
export const decodeBitstring = (text: string): Uint8Array | Finding =>
  unpacked(text.startsWith('u') ? text.slice(1) : text, gunzipSync);

export const decodeTokenList = (text: string): Uint8Array | Finding => unpacked(text, inflateSync);

/** `encodedList` of a status list credential of the W3C, with one bit for each entry. */
export function encodeBitstring(bits: Uint8Array): string {
  if (bits.length * 8 < leastEntries) {
    throw new Fault('BadInput', 'A status list has 131,072 entries or more.');
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}

/** `lst` of a status list token of the IETF. */
export const encodeTokenList = (bits: Uint8Array): string =>
  deflateSync(bits, { level: 9 }).toString('base64url');
