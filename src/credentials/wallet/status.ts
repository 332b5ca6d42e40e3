import type { InstitutionId } from '../../base/index.js';
import { tokenStatusList } from '../issue/status-list.js';
import type { InstitutionSigners } from '../keys/signer-source.js';
import { leastEntries, setEntry } from '../status/status-list.js';

/** Entries of one list; when nine of ten are taken the next one begins. */
export const walletListSize = leastEntries;
export const walletListRoom = Math.floor(walletListSize * 0.9);

/** Milliseconds for which whoever fetched a list may go by it, and until it says nothing any more. */
const ttlMs = 300_000;
const goodForMs = 24 * 3_600_000;

export const walletListPath = (institution: InstitutionId, number: number): string =>
  `/openid4vci/status/${institution}/${number}`;

/** Places of copies that do not hold, or not for now. */
export interface MarkedPlaces {
  readonly revoked: readonly number[];
  readonly suspended: readonly number[];
}

const bitsPerEntry = 2;

/** As the IETF counts: 1 is what does not hold any more, 2 what does not hold for now. */
function bitsOf({ revoked, suspended }: MarkedPlaces): Uint8Array {
  const bits = new Uint8Array((walletListSize * bitsPerEntry) / 8);
  const list = { kind: 'TOKEN', bitsPerEntry, bits } as const;
  for (const place of suspended) setEntry(list, place, 2);
  for (const place of revoked) setEntry(list, place, 1);
  return bits;
}

/** @param url where it is given out; it names itself by it. */
export const signWalletList = (
  { did, wallets }: Pick<InstitutionSigners, 'did' | 'wallets'>,
  url: string,
  marked: MarkedPlaces,
  now: Date,
): Promise<string> =>
  tokenStatusList(
    {
      url,
      issuer: did,
      bits: bitsOf(marked),
      bitsPerEntry,
      ttlMs,
      issuedAt: now,
      expires: new Date(now.getTime() + goodForMs),
    },
    wallets,
  );
