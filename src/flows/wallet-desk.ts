import { randomBytes } from 'node:crypto';
import { sha256Url } from '../base/index.js';
import { type WalletError, walletSeconds } from '../credentials/index.js';
import { type ProofUse, readProof } from '../identity/index.js';
import type { House } from './house.js';

/** As nobody guesses it: 128 bits. */
export const unguessable = (): string => randomBytes(16).toString('base64url');

/** Of what one asker may ask in a minute, counted by what they show: nothing else is known of a wallet. */
export const mayGoOn = ({ rates }: House, shown: string): Promise<boolean> =>
  rates.take(`wallet ${sha256Url(shown)}`, 'operations', 1);

/** A proof of possession, used up by this. */
export async function proofOf(
  house: House,
  proof: string | undefined,
  expected: {
    readonly path: string;
    readonly token?: string;
    readonly jkt?: string;
  },
): Promise<ProofUse | undefined> {
  if (proof === undefined) return undefined;
  const { path, ...of } = expected;
  const url = `${house.wallet.issuer.origin}${path}`;
  const use = await readProof(proof, { ...of, method: 'POST', url, now: new Date() });
  if (typeof use === 'string') return undefined;
  const isFirst = await house.ledger.usedProofs.isFirst(`wallet ${use.id}`, use.expiresAt);
  return isFirst ? use : undefined;
}

/** Made out without being kept: when it ends stands in it, and that it is ours. */
export function newNonce({ wallet }: House, now = Date.now()): string {
  const said = `${(now + walletSeconds * 1000).toString(36)}.${unguessable()}`;
  return `${said}.${wallet.mark('nonce', said)}`;
}

/** Once. */
export async function useNonce(house: House, nonce: string | undefined): Promise<boolean> {
  const [end = '', random = '', mark, ...more] = (nonce ?? '').split('.');
  const isOurs = mark === house.wallet.mark('nonce', `${end}.${random}`) && more.length === 0;
  const until = Number.parseInt(end, 36);
  if (!isOurs || nonce === undefined || until < Date.now()) return false;
  return house.ledger.usedProofs.isFirst(`wallet nonce ${sha256Url(nonce)}`, new Date(until));
}

/** What a wallet asked for, or the code of why not. */
export type Told<T> = { readonly given: T } | { readonly error: WalletError };
export const refusal = (error: WalletError) => ({ error });
