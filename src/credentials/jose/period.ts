import type { JsonObject } from '../../base/index.js';

/** Last second of the year 9999. */
const latest = 253_402_300_799;
/** No instant: whoever compares it finds that it cannot be read. */
const unreadable = 'unreadable';

/** Seconds since 1970, as registered claims write an instant, written out. */
export function instantOf(seconds: unknown): string | undefined {
  if (seconds === undefined) return undefined;
  const isInstant = typeof seconds === 'number' && seconds >= 0 && seconds <= latest;
  return isInstant ? new Date(Math.floor(seconds) * 1000).toISOString() : unreadable;
}

const textOf = (stated: unknown): string | undefined => {
  if (stated === undefined) return undefined;
  return typeof stated === 'string' ? stated : unreadable;
};

export const isReadable = (instant: string): boolean => !Number.isNaN(Date.parse(instant));

/** What bounds a period most; what cannot be read comes first, since nothing is known of it. */
function narrowest(instants: readonly (string | undefined)[], sign: 1 | -1): string | undefined {
  const stated = instants.filter((instant) => instant !== undefined);
  const odd = stated.find((instant) => !isReadable(instant));
  return odd ?? stated.toSorted((a, b) => sign * (Date.parse(a) - Date.parse(b)))[0];
}

/**
 * From when to when a credential in a JWT is valid, both by what it says and by what the JWT says of itself: where these
 * differ, only while both hold.
 * @param stated the credential; the payload itself where it says no more.
 */
export function periodOf(payload: JsonObject, stated: JsonObject) {
  const from = [stated['validFrom'], stated['issuanceDate']].map(textOf);
  const since = instantOf(payload['nbf']);
  const isSaid = [...from, since].some((instant) => instant !== undefined);
  const until = [stated['validUntil'], stated['expirationDate']].map(textOf);
  return {
    validFrom: isSaid ? narrowest([...from, since], -1) : instantOf(payload['iat']),
    validUntil: narrowest([...until, instantOf(payload['exp'])], 1),
  };
}
