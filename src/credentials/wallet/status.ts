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

/** Of one bit each: 1 is what does not hold any more. */
function bitsOf(revoked: readonly number[]): Uint8Array {
  const bits = new Uint8Array(walletListSize / 8);
  for (const place of revoked) setEntry({ kind: 'TOKEN', bitsPerEntry: 1, bits }, place, 1);
  return bits;
}

/** @param url where it is given out; it names itself by it. */
export const signWalletList = (
  { did, wallets }: Pick<InstitutionSigners, 'did' | 'wallets'>,
  url: string,
  revoked: readonly number[],
  now: Date,
): Promise<string> =>
  tokenStatusList(
    {
      url,
      issuer: did,
      bits: bitsOf(revoked),
      bitsPerEntry: 1,
      ttlMs,
      issuedAt: now,
      expires: new Date(now.getTime() + goodForMs),
    },
    wallets,
  );
