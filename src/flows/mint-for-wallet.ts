import { z } from 'zod';
import {
  allotIndex,
  isWalletCopy,
  mintSdJwt,
  type PublicJwk,
  type WalletCopy,
  walletCopyOf,
  walletFormats,
  walletKindOf,
  walletListRoom,
  walletListSize,
} from '../credentials/index.js';
import type { CopyPlace, MintAsked } from '../ledger/index.js';
import type { Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import { type Vouched, vouchedRecord } from './vouched-record.js';
import { listSigner, listUrl, revokeCopy, signersOf } from './wallet-lists.js';

const text = z.string();
const Holder = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: text,
  y: text,
}) satisfies z.ZodType<PublicJwk>;
const Format = z.enum(walletFormats);

/** Nine of ten are given out: a place has to be as good as random. */
function choosePlace(isTaken: (place: number) => boolean): number | undefined {
  let taken = 0;
  for (let place = 0; place < walletListSize; place += 1) taken += isTaken(place) ? 1 : 0;
  return taken >= walletListRoom ? undefined : allotIndex(isTaken, walletListSize);
}

interface Copy extends Vouched {
  readonly copy: WalletCopy;
}

/** What is to be signed, by what the pod holds and the institution said last. */
async function copyFor(shop: Workshop, asked: MintAsked): Promise<Copy | undefined> {
  const owner = await learnerOf(shop, asked.learner);
  const vouched = await vouchedRecord(shop, owner, asked);
  if (vouched === undefined) return undefined;
  if (walletKindOf(vouched.facets.core.recordType) !== asked.kind) return undefined;
  const copy = walletCopyOf(vouched.facets, new Date());
  return isWalletCopy(copy) ? { ...vouched, copy } : undefined;
}

async function signed(
  shop: Workshop,
  { institution, copy, hash }: Copy,
  asked: MintAsked,
): Promise<{ readonly place: CopyPlace; readonly credential: string } | undefined> {
  const signers = await signersOf(shop, institution);
  if (signers === undefined) return undefined;
  const sign = listSigner(shop, signers);
  const place = await shop.ledger.wallet.allot(institution, { ...asked, hash }, choosePlace, sign);
  const status = { status_list: { idx: place.place, uri: listUrl(shop, place) } };
  const credential = await mintSdJwt({
    ...copy,
    holder: Holder.parse(asked.holder),
    signer: signers.wallets,
    typ: Format.parse(asked.format),
    status,
  });
  return { place, credential };
}

/**
 * Signs one copy for a wallet, in the name of the institution that said the record, by who holds its key. Of whoever asked it
 * believes nothing but which record, which version of it, and for which key.
 */
export async function mintForWallet(shop: Workshop, offer: string): Promise<void> {
  const { wallet } = shop.ledger;
  const asked = await wallet.mintAsked(offer);
  // Nobody waits for it any more.
  if (asked === undefined) return;
  const copy = await copyFor(shop, asked);
  const made = copy && (await signed(shop, copy, asked));
  if (copy === undefined || made === undefined) return wallet.voidOffer(offer);
  const { institution } = copy;
  // It may have been taken back since it was read; from here on whoever takes it back finds this copy.
  const now = await copyFor(shop, asked);
  const isStill = now?.hash === copy.hash && now.saidBy === copy.saidBy;
  const sealed = shop.rowSeal.seal(institution, made.credential);
  const kept = isStill ? await wallet.keepMinted(offer, institution, sealed) : 'TOO_LATE';
  if (kept === 'KEPT') return;
  await revokeCopy(shop, made.place);
  // The other one is good, and somebody waits for it.
  if (kept === 'TOO_LATE') await wallet.voidOffer(offer);
}
