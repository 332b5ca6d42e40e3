import { type JsonObject, sha256Url } from '../base/index.js';
import { type TokenAsked, walletPaths, walletSeconds } from '../credentials/index.js';
import type { House } from './house.js';
import { txHashOf } from './offer-to-wallet.js';
import { mayGoOn, proofOf, refusal, type Told, unguessable } from './wallet-desk.js';

/** RFC 7636. */
const verifierForm = /^[A-Za-z0-9\-._~]{43,128}$/;

type Token = { readonly tokenHash: string; readonly jkt: string };
type ByCode = Extract<TokenAsked, { grant: 'code' }>;

async function isRedeemed(house: House, asked: TokenAsked, token: Token): Promise<boolean> {
  const { wallet } = house.ledger;
  const codeHash = sha256Url(asked.code);
  if (asked.grant === 'pre-authorized') {
    return wallet.redeem(codeHash, txHashOf(house, asked.code, asked.txCode ?? ''), token);
  }
  const { client = '', redirect = '', verifier = '' } = asked;
  const bound = { client, redirect, challenge: sha256Url(verifier) };
  return wallet.redeemBound(codeHash, bound, token);
}

const isWhole = ({ client, redirect, verifier }: ByCode): boolean =>
  client !== undefined && redirect !== undefined && verifierForm.test(verifier ?? '');

/** A wallet changes a code for a token that is bound to its key, good for one credential. */
export async function redeemOffer(house: House, asked: TokenAsked): Promise<Told<JsonObject>> {
  // Before anything is counted or noted: what nobody was given costs us one look.
  if (!(await house.ledger.wallet.isCode(sha256Url(asked.code)))) return refusal('invalid_grant');
  if (!(await mayGoOn(house, asked.code))) return refusal('temporarily_unavailable');
  const isReadable = asked.grant === 'code' ? isWhole(asked) : asked.txCode !== undefined;
  if (!isReadable) return refusal('invalid_request');
  const use = await proofOf(house, asked.dpop, { path: walletPaths.token });
  if (use === undefined) return refusal('invalid_dpop_proof');
  const token = unguessable();
  const made = { tokenHash: sha256Url(token), jkt: use.jkt };
  if (!(await isRedeemed(house, asked, made))) return refusal('invalid_grant');
  return { given: { access_token: token, token_type: 'DPoP', expires_in: walletSeconds } };
}
