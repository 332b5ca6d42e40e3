import type { Finding } from '../finding.js';

/** What a picture may weigh, in bytes. */
export const mostImageBytes = 2_000_000;
/** What may be baked into it, in bytes. */
export const mostBakedBytes = 65_536;

/** A credential out of a picture, or why there is none to be had. */
export type Baked = Uint8Array | Finding;

/** Several in one picture: which of them is meant, nobody says. */
export const onlyOne = (found: readonly Baked[]): Baked => {
  const [first, ...others] = found;
  if (first === undefined) return { code: 'NO_CREDENTIAL' };
  return others.length > 0 ? { code: 'NOT_WELL_FORMED' } : first;
};
