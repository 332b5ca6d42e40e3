import { randomInt } from 'node:crypto';
import { Fault, type JsonObject, type RecordKey, sha256Url } from '../base/index.js';
import {
  isWalletCopy,
  type NoWalletCopy,
  offerMessage,
  type WalletKind,
  walletCopyOf,
  walletKindOf,
  walletKinds,
  walletPaths,
} from '../credentials/index.js';
import type { OfferState } from '../ledger/index.js';
import { type CoreFacet } from '../records/index.js';
import type { Caller, House } from './house.js';
import type { RecordRef } from './own-entry-terms.js';
import { ownLearner } from './own-records.js';
import type { ReadableRecord, Reading } from './reading.js';
import { mayGoOn, unguessable } from './wallet-desk.js';

/** OWN_WORD: the learner typed or brought it. NO_KEYS: its school lets nothing be signed in its name here. */
export type NoOffer = NoWalletCopy | 'NOT_CURRENT' | 'OWN_WORD' | 'NO_KEYS';
export const noOffers = [
  'KIND',
  'NOT_FINAL',
  'OVER',
  'NOT_CURRENT',
  'OWN_WORD',
  'NO_KEYS',
] as const satisfies readonly NoOffer[];

export interface WalletOffer {
  readonly id: string;
  /** What a wallet is shown: it leads to the offer and says nothing of it. */
  readonly uri: string;
  /** Six digits that the learner types over: whoever only saw the square has nothing. */
  readonly txCode: string;
  readonly expiresAt: Date;
}
export type OfferAnswer =
  | { readonly kind: 'OFFERED'; readonly offer: WalletOffer }
  | { readonly kind: 'REFUSED'; readonly because: NoOffer };

const isInstitutions = ({ assertedBy }: CoreFacet): boolean =>
  assertedBy === 'INSTITUTION' || assertedBy === 'ISSUER_SIGNED';

async function facetsOf(record: ReadableRecord) {
  const assessment = await record.peek('assessment');
  const known = assessment.shared ? assessment.content : undefined;
  return { core: record.core, ...(known !== undefined && { assessment: known }) };
}

/** Why a record does not go to a wallet, as far as that can be told before it is signed. */
export async function whyNoOffer(
  house: House,
  record: ReadableRecord,
): Promise<NoOffer | undefined> {
  if (!isInstitutions(record.core)) return 'OWN_WORD';
  if (record.status !== 'CURRENT') return 'NOT_CURRENT';
  const copy = walletCopyOf(await facetsOf(record), new Date());
  if (!isWalletCopy(copy)) return copy;
  const { id } = record.core.institution;
  return (await house.ledger.wallet.issuesToWallets(id)) ? undefined : 'NO_KEYS';
}

/** @throws Fault `NotFound` for no record of this learner. */
export function recordIn({ records }: Reading, key: RecordKey): ReadableRecord {
  const found = records.find((one) => one.key === key);
  if (found === undefined) throw new Fault('NotFound', 'no such record');
  return found;
}

/** @throws Fault `Forbidden` outside a session of our own page. */
export function sessionOf({ principal }: Caller): string {
  if (principal.sessionHash === undefined) {
    throw new Fault('Forbidden', 'Sign in on our own page for this.');
  }
  return principal.sessionHash;
}

/** All that opens an offer follows from its reference, which is kept nowhere. */
function keysOf({ wallet }: House, reference: string) {
  const code = wallet.mark('code', reference);
  return { code, state: wallet.mark('issuer state', reference) };
}
export const txHashOf = ({ wallet }: House, code: string, txCode: string): string =>
  wallet.mark('transaction code', `${code} ${txCode}`);

/**
 * A learner has one of their records offered to a wallet. Nothing of it is signed, or leaves, until a wallet comes for it with the
 * code that they see in this session.
 */
export async function offerToWallet(
  house: House,
  caller: Caller,
  reading: Reading,
  { learner: asked, record: key }: RecordRef,
): Promise<OfferAnswer> {
  const learner = await ownLearner(house, caller);
  if (asked !== learner.id) throw new Fault('NotFound', 'no such record');
  const sessionHash = sessionOf(caller);
  const record = recordIn(reading, key);
  const because = await whyNoOffer(house, record);
  const kind = walletKindOf(record.core.recordType);
  if (because !== undefined || kind === undefined) {
    return { kind: 'REFUSED', because: because ?? 'KIND' };
  }
  const reference = unguessable();
  const { code, state } = keysOf(house, reference);
  const txCode = String(randomInt(1_000_000)).padStart(6, '0');
  const made = await house.ledger.wallet.offer(learner.id, {
    sessionHash,
    record: key,
    version: record.version,
    kind,
    referenceHash: sha256Url(reference),
    stateHash: sha256Url(state),
    codeHash: sha256Url(code),
    txHash: txHashOf(house, code, txCode),
  });
  if (made === undefined) throw new Error('two offers with one reference');
  const at = `${house.wallet.issuer.origin}${walletPaths.offers}/${reference}`;
  const uri = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(at)}`;
  return { kind: 'OFFERED', offer: { ...made, uri, txCode } };
}

/** Where one of their offers stands. @returns undefined for none of theirs. */
export async function walletOffer(
  house: House,
  caller: Caller,
  id: string,
): Promise<OfferState | undefined> {
  const learner = await ownLearner(house, caller);
  return house.ledger.wallet.offerState(learner.id, id);
}

export const isWalletKind = (kind: string): kind is WalletKind =>
  walletKinds.some((one) => one === kind);

/** What a wallet finds at the address it was shown. It says nothing of the record, or of whose it is. */
export async function openOffer(house: House, reference: string): Promise<JsonObject | undefined> {
  const found = await house.ledger.wallet.offered('reference_hash', sha256Url(reference));
  if (found === undefined || !isWalletKind(found.kind)) return undefined;
  if (!(await mayGoOn(house, reference))) return undefined;
  return offerMessage(house.wallet.issuer, found.kind, keysOf(house, reference));
}
