import { randomBytes } from 'node:crypto';
import { type JsonObject, present, sha256Hex } from '../base/index.js';
import {
  checkTokens,
  learningQuery,
  type PresentationProblem,
  readResponse,
  signedRequest,
} from '../credentials/index.js';
import type { House } from './house.js';
import {
  addressesOf,
  type CameText,
  type OpenRequest,
  openRequest,
  sealCame,
  type WalletPlace,
} from './wallet-request.js';

/** Of what one request may be asked in a minute, what one message of a wallet costs. */
const cost = 20;
/** How old the holder's word may be. */
const maxAgeSeconds = 300;

/** Anybody may knock on a request whose address they saw; not without end. */
const mayKnock = (house: House, id: string): Promise<boolean> =>
  house.rates.take(`wallet ${sha256Hex(id)}`, 'operations', cost);

/** @returns undefined for what nobody asked, what is over, and what was asked for too often. */
async function knocked(house: House, id: string): Promise<OpenRequest | undefined> {
  const open = await openRequest(house, id);
  return open !== undefined && (await mayKnock(house, id)) ? open : undefined;
}

/**
 * What a learner asks their wallet, signed by us.
 * @param walletNonce what the wallet wants to find in it, so that it knows it to be new.
 */
export async function questionToWallet(
  house: House,
  id: string,
  { place, walletNonce }: { readonly place: WalletPlace; readonly walletNonce?: string },
): Promise<string | undefined> {
  const open = await knocked(house, id);
  if (open === undefined) return undefined;
  const { clientId, responseAt } = addressesOf(house, id);
  const { nonce, state, mode, key, row } = open;
  const request = {
    clientId,
    clientName: 'Leerkluis',
    nonce,
    state,
    mode,
    responseUri: responseAt(place),
    query: learningQuery,
    encryptTo: key.publicJwk,
    issuedAt: row.madeAt,
    expiresAt: row.expiresAt,
  };
  return signedRequest(request, house.verifier.signer, walletNonce);
}

export type WalletAnswered =
  | { readonly kind: 'taken'; readonly comeBack?: string }
  /** Nobody waits for it: never asked, over, or answered before. */
  | { readonly kind: 'over' }
  | { readonly kind: 'refused'; readonly because: PresentationProblem };

/** Proven by its issuer, since only then is the key in it the holder's; and not told to be anything else than it is. */
async function provenTexts(
  house: House,
  texts: readonly string[],
): Promise<readonly CameText[] | PresentationProblem> {
  const toJudge = texts.map((text) => ({
    digest: sha256Hex(text),
    bytes: async () => Buffer.from(text),
    subject: 'UNCHECKED' as const,
  }));
  const verdicts = await house.credentials.judge(toJudge);
  const proofs = texts.map((text) => verdicts.get(sha256Hex(text))?.proof);
  if (proofs.some((proof) => proof === 'INVALID' || proof === 'NONE')) return 'CHANGED';
  return texts.map((text, at) => ({ text, isTheirs: proofs[at] === 'VALID' }));
}

async function shownIn(
  house: House,
  { nonce, state, mode, key }: OpenRequest,
  { posted, clientId }: { readonly posted: JsonObject; readonly clientId: string },
): Promise<
  | { readonly came: readonly CameText[] }
  | { readonly problem: PresentationProblem }
  | { readonly notHeard: PresentationProblem }
> {
  const response = await readResponse(posted, { state, mode, key });
  if (!('tokens' in response)) return response;
  const asked = { nonce, audience: clientId, now: new Date(), maxAgeSeconds };
  const presented = await checkTokens(response, learningQuery, asked);
  if (typeof presented === 'string') return { problem: presented };
  const came = await provenTexts(house, [...new Set(presented.map(({ text }) => text))]);
  return typeof came === 'string' ? { problem: came } : { came };
}

/**
 * A wallet answers. What it shows waits, sealed, until the learner who asked looks at it; nothing of it is kept. The first
 * answer that is one to this request is the answer: what follows, whatever it is, comes too late.
 * @param posted the fields of the form.
 */
export async function takeShown(
  house: House,
  id: string,
  { place, posted }: { readonly place: WalletPlace; readonly posted: JsonObject },
): Promise<WalletAnswered> {
  const open = await knocked(house, id);
  if (open === undefined) return { kind: 'over' };
  const { clientId, comeBack } = addressesOf(house, id);
  const found = await shownIn(house, open, { posted, clientId });
  if ('notHeard' in found) return { kind: 'refused', because: found.notHeard };
  const { walletRequests: wallets } = house.ledger;
  if ('problem' in found) {
    const { problem } = found;
    const isFirst = await wallets.answer(id, { state: 'REFUSED', problem });
    return isFirst ? { kind: 'refused', because: problem } : { kind: 'over' };
  }
  const code = place === 'HERE' ? randomBytes(16).toString('base64url') : undefined;
  const codeHash = code && sha256Hex(code);
  const sealed = sealCame(house, id, found.came);
  const isFirst = await wallets.answer(id, present({ state: 'CAME' as const, sealed, codeHash }));
  if (!isFirst) return { kind: 'over' };
  return present({ kind: 'taken' as const, comeBack: code && comeBack(code) });
}
