import { type JsonObject, sha256Url } from '../base/index.js';
import {
  type CredentialAsked,
  credentialResponse,
  readCredentialRequest,
  readKeyProof,
  walletPaths,
} from '../credentials/index.js';
import type { RedeemedOffer } from '../ledger/index.js';
import type { House } from './house.js';
import { Notes } from './reading.js';
import { mayGoOn, proofOf, refusal, type Told, useNonce } from './wallet-desk.js';

/** Milliseconds in which the builder's side reads the pod and signs. */
const patienceMs = 30_000;
/** A policy that moves meanwhile is looked at anew this often. */
const tries = 3;

/** Name of what this is, in the log. */
export const toWallet = 'TakeToWallet';

export interface WalletRequest {
  readonly authorization: string | undefined;
  readonly dpop: string | undefined;
  /** Of JSON; undefined for anything else. */
  readonly body: JsonObject | undefined;
}

/** Whose token it is, shown with the key that it is for. */
async function holderOf(
  house: House,
  { authorization, dpop }: WalletRequest,
): Promise<Told<RedeemedOffer>> {
  const token = /^DPoP ([\w-]{22})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return refusal('invalid_token');
  const offer = await house.ledger.wallet.byToken(sha256Url(token));
  if (offer === undefined) return refusal('invalid_token');
  if (!(await mayGoOn(house, token))) return refusal('temporarily_unavailable');
  const bound = { path: walletPaths.credential, token, jkt: offer.jkt };
  const use = await proofOf(house, dpop, bound);
  return use === undefined ? refusal('invalid_dpop_proof') : { given: offer };
}

/** The learner's log says so before it leaves; it is their own doing. */
async function isLogged(house: House, { learner: id, record }: RedeemedOffer): Promise<boolean> {
  const learner = await house.ledger.learners.byId(id);
  if (learner === undefined) return false;
  const { webId } = learner;
  const notes = new Notes();
  for (const facet of ['core', 'assessment', 'credits'] as const) notes.record(record, facet);
  const actor = { webId, client: house.pageClient };
  for (let left = tries; left > 0; left -= 1) {
    const { epoch } = await house.ledger.grants.policyBetween(id, [webId]);
    const said = { purpose: 'SELF_USE', operation: toWallet, grants: [], epoch } as const;
    const log = { kind: 'READ', actor, ...said, ...notes.released() } as const;
    const outcome = await house.ledger.release([{ learner: id, epoch, uses: [], log }]);
    if (outcome.kind === 'released') return true;
  }
  return false;
}

/** Read and signed by the builder's side, and then taken once. */
async function minted(
  house: House,
  offer: RedeemedOffer,
  { configuration: { format } }: CredentialAsked,
  holder: object,
): Promise<Told<string>> {
  const { wallet, outbox } = house.ledger;
  const work = await wallet.askMint(offer, holder, format);
  if (work === undefined) return refusal('invalid_token');
  const isDone = await outbox.isDone(work, patienceMs);
  const isLet = (await wallet.isMinted(offer.id)) && (await isLogged(house, offer));
  const taken = isLet ? await wallet.takeMinted(offer.id) : undefined;
  const credential = taken && house.rowSeal.open(taken.institution, taken.sealed);
  if (credential !== undefined) return { given: credential };
  await wallet.voidOffer(offer.id);
  return refusal(isDone ? 'credential_request_denied' : 'temporarily_unavailable');
}

/** A wallet gets one copy of one record, bound to the key that it proves to hold. */
export async function giveToWallet(
  house: House,
  request: WalletRequest,
): Promise<Told<JsonObject>> {
  const shown = await holderOf(house, request);
  if ('error' in shown) return shown;
  const { given: offer } = shown;
  const { issuer } = house.wallet;
  const asked = readCredentialRequest(request.body ?? {}, issuer);
  if (typeof asked === 'string') return refusal(asked);
  if (asked.configuration.kind !== offer.kind) return refusal('unknown_credential_configuration');
  const proven = await readKeyProof(asked.proof, issuer, new Date());
  if (proven === undefined) return refusal('invalid_proof');
  if (!(await useNonce(house, proven.nonce))) return refusal('invalid_nonce');
  const made = await minted(house, offer, asked, proven.holder);
  return 'error' in made ? made : { given: credentialResponse(asked, made.given) };
}
