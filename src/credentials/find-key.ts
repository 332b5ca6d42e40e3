import { carriedKey } from './dids/carried-key.js';
import { keyOf } from './dids/key-of.js';
import type { KeyOf } from './key-of.js';

/** The key of a verification method: published by a DID, or carried along in an address, and then by nobody. */
export const findKey: KeyOf = async (method, dids) => {
  const carried = await carriedKey(method);
  if (carried === undefined) return keyOf(method, dids);
  return 'code' in carried ? carried : { key: carried };
};
