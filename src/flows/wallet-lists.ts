import { z } from 'zod';
import { type InstitutionId, institutionId } from '../base/index.js';
import { type InstitutionSigners, signWalletList, walletListPath } from '../credentials/index.js';
import type { CopyPlace, SignList } from '../ledger/index.js';
import type { Workshop } from './house.js';

type Signing = Pick<Workshop, 'ledger' | 'signers' | 'issuerOrigin'>;

/** Hours after which a list is signed anew, of the 24 that it is good for. */
const signedAnewHours = 12;

/** @returns undefined for an institution that lets nothing be signed in its name here. */
export async function signersOf(
  { signers }: Pick<Workshop, 'signers'>,
  institution: InstitutionId,
): Promise<InstitutionSigners | undefined> {
  const keys = await signers.keysOf(institution);
  return keys === undefined ? undefined : signers.signersOf(institution);
}

export const listUrl = (
  { issuerOrigin }: Pick<Workshop, 'issuerOrigin'>,
  { institution, number }: Omit<CopyPlace, 'place'>,
): string => `${issuerOrigin}${walletListPath(institution, number)}`;

/** Signs lists of one institution. */
export const listSigner =
  (shop: Signing, signers: InstitutionSigners): SignList =>
  (list, marked) =>
    signWalletList(signers, listUrl(shop, list), marked, new Date());

/** Every institution that issues here has a list, signed lately: whoever asks is then told that it goes on. */
export async function keepWalletLists(
  shop: Signing & Pick<Workshop, 'institutions'>,
  onError: (error: unknown) => void,
): Promise<void> {
  for (const institution of shop.institutions.keys()) {
    try {
      const signers = await signersOf(shop, institution);
      if (signers === undefined) continue;
      const sign = listSigner(shop, signers);
      await shop.ledger.wallet.keepLists(institution, signedAnewHours, sign);
    } catch (error) {
      onError(error);
    }
  }
}

async function signerOf(shop: Signing, institution: InstitutionId): Promise<SignList> {
  const signers = await signersOf(shop, institution);
  if (signers === undefined) throw new Error('an institution with copies in wallets has no keys');
  return listSigner(shop, signers);
}

const ForList = z.object({
  institution: z.string().transform((text): InstitutionId => institutionId(text)),
  number: z.int(),
});

/** Copies were taken back, suspended or let hold again: their list is signed, and says so from then on. */
export async function signWalletListOf(shop: Signing, payload: unknown): Promise<void> {
  const list = ForList.parse(payload);
  await shop.ledger.wallet.signList(list, await signerOf(shop, list.institution));
}

/** One that is not going to be handed out. */
export const revokeCopy = async (shop: Signing, copy: CopyPlace): Promise<void> =>
  shop.ledger.wallet.revokeCopy(copy, await signerOf(shop, copy.institution));
