import { deflateSync, gzipSync } from 'node:zlib';

/** Index 0 is the left-most bit; multibase `u`: base64url without padding. */
export const encodeBitstring = (bits: Uint8Array): string =>
  `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;

/** Index 0 is in the least significant bits; zlib's own format, base64url without padding. */
export const encodeTokenList = (bits: Uint8Array): string =>
  deflateSync(bits, { level: 9 }).toString('base64url');
