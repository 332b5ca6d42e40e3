import type { InstitutionId, LearnerId } from '../base/index.js';
import { type InstitutionSigners, signWalletList, walletListPath } from '../credentials/index.js';
import type { CopyPlace, SignList } from '../ledger/index.js';
import type { RecordVersion } from '../records/index.js';
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
  (list, revoked) =>
    signWalletList(signers, listUrl(shop, list), revoked, new Date());

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

async function takeBack(shop: Signing, copies: readonly CopyPlace[]): Promise<void> {
  const schools = Map.groupBy(copies, ({ institution }) => institution);
  for (const [institution, mine] of schools) {
    const signers = await signersOf(shop, institution);
    if (signers === undefined) throw new Error('an institution with copies in wallets has no keys');
    await shop.ledger.wallet.revokeCopies(mine, listSigner(shop, signers));
  }
}

/** Copies of records that are not what their sources say any more hold no longer. */
export async function revokeWalletCopies(
  shop: Signing,
  learner: LearnerId,
  records: readonly Pick<RecordVersion, 'key' | 'version' | 'status'>[],
): Promise<void> {
  const standing = await shop.ledger.wallet.standingCopies(learner);
  if (standing.length === 0) return;
  const current = new Set(
    records.flatMap(({ key, version, status }) =>
      status === 'CURRENT' ? [`${key} ${version}`] : [],
    ),
  );
  const gone = standing.filter(({ record, version }) => !current.has(`${record} ${version}`));
  await takeBack(shop, gone);
}

/** One that is not going to be handed out. */
export const revokeCopy = (shop: Signing, copy: CopyPlace): Promise<void> => takeBack(shop, [copy]);
