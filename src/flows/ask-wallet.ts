import { randomBytes } from 'node:crypto';
import { Fault, sha256Hex } from '../base/index.js';
import {
  newAnswerKey,
  type PresentationProblem,
  presentationProblems,
  walletAddress,
} from '../credentials/index.js';
import type { LearnerRow, WalletRequestRow } from '../ledger/index.js';
import { subjectOf } from './about-whom.js';
import type { PodState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { type DocumentLook, importDocument, previewDocument } from './import-document.js';
import { ownLearner } from './own-records.js';
import { addressesOf, type CameText, cameIn, sealSecrets } from './wallet-request.js';

export interface WalletAsked {
  readonly id: string;
  /** For a wallet on another device, as a square to look at. */
  readonly requestUri: string;
  /** For one on the device that shows it: it comes back to the page by itself. */
  readonly sameDeviceUri: string;
  readonly expiresAt: Date;
}

/** A document that came, by what it is called within its request. */
export interface WalletDocument {
  readonly id: string;
  readonly look: DocumentLook;
}
export const walletStates = ['WAITING', 'EXPIRED', 'REFUSED', 'CAME'] as const;
export type WalletSaid =
  | { readonly state: 'WAITING' | 'EXPIRED' }
  | { readonly state: 'REFUSED'; readonly problem: PresentationProblem }
  | { readonly state: 'CAME'; readonly documents: readonly WalletDocument[] };

export interface WalletKept {
  /** Records that are new, or were taken back before. */
  readonly kept: number;
  readonly pod: PodState;
}

/** Of what one learner may ask in a minute, what one question to a wallet costs. */
const cost = 20;
const secret = (): string => randomBytes(16).toString('base64url');

/** A learner wants something out of their wallet. What exactly, they choose there. */
export async function askWallet(
  house: House,
  caller: Caller,
  { isEncrypted }: { readonly isEncrypted: boolean },
): Promise<WalletAsked> {
  const learner = await ownLearner(house, caller);
  if (!(await house.rates.take(house.meterOf(caller.principal), 'operations', cost))) {
    throw new Fault('RateLimited', 'too many questions to a wallet in a minute');
  }
  const id = secret();
  const secrets = { nonce: secret(), state: secret(), key: await newAnswerKey() };
  const expiresAt = await house.ledger.walletRequests.ask(learner.id, {
    id,
    mode: isEncrypted ? 'direct_post.jwt' : 'direct_post',
    sealed: sealSecrets(house, id, secrets),
  });
  const { clientId, requestAt } = addressesOf(house, id);
  return {
    id,
    requestUri: walletAddress(clientId, requestAt('ELSEWHERE')),
    sameDeviceUri: walletAddress(clientId, requestAt('HERE')),
    expiresAt,
  };
}

/** By which one a learner looks at what came. The code is in the browser that the wallet sent back, where it did. */
export interface WalletRef {
  readonly id: string;
  readonly code?: string;
}

/** @returns undefined for what is over, and for what is of somebody else. */
async function ownRequest(
  house: House,
  learner: LearnerRow,
  { id }: WalletRef,
): Promise<WalletRequestRow | undefined> {
  const row = await house.ledger.walletRequests.find(id);
  return row?.learner === learner.id ? row : undefined;
}

/** Whoever followed a link to a wallet has to be in the browser that it was shown in. */
const isCodeFor = ({ codeHash }: WalletRequestRow, { code }: WalletRef): boolean =>
  codeHash === undefined || (code !== undefined && sha256Hex(code) === codeHash);

const documentId = (text: string): string => sha256Hex(text).slice(0, 16);

const problemOf = ({ problem }: WalletRequestRow): PresentationProblem =>
  presentationProblems.find((each) => each === problem) ?? 'MALFORMED';

/** What became of a question to a wallet. Nothing of what came is kept by looking at it. */
export async function walletAnswer(
  house: House,
  caller: Caller,
  ref: WalletRef,
): Promise<WalletSaid> {
  const row = await ownRequest(house, await ownLearner(house, caller), ref);
  if (row === undefined) return { state: 'EXPIRED' };
  if (row.state === 'REFUSED') return { state: 'REFUSED', problem: problemOf(row) };
  const came = cameIn(house, ref.id, row);
  if (came === undefined || !isCodeFor(row, ref)) return { state: 'WAITING' };
  const documents: WalletDocument[] = [];
  for (const { text } of came) {
    const look = await previewDocument(house, caller, Buffer.from(text));
    documents.push({ id: documentId(text), look });
  }
  return { state: 'CAME', documents };
}

/** Who holds the key may hold it for somebody else, whom the credential names. */
async function noteHolder(
  house: House,
  { id }: LearnerRow,
  { text, isTheirs }: CameText,
): Promise<void> {
  if (!isTheirs || (await subjectOf(house, id, Buffer.from(text))) === 'NO_MATCH') return;
  await house.ledger.credentials.noteSubject(id, sha256Hex(text), true);
}

/**
 * A learner keeps some of what their wallet showed, in its exact bytes: documents that they hold, of which it is proven that
 * they are theirs. What they do not keep is gone.
 * @param keep none: drops all of it.
 * @throws Fault `NotFound` for what is over or of somebody else, `BadInput` for a document that did not come.
 */
export async function keepFromWallet(
  house: House,
  caller: Caller,
  ref: WalletRef,
  keep: readonly string[],
): Promise<WalletKept> {
  const learner = await ownLearner(house, caller);
  const row = await ownRequest(house, learner, ref);
  const came = row && isCodeFor(row, ref) ? cameIn(house, ref.id, row) : undefined;
  if (came === undefined) throw new Fault('NotFound', 'Nothing of this wallet waits.');
  const byId = new Map(came.map((one) => [documentId(one.text), one]));
  if (keep.some((id) => !byId.has(id))) {
    throw new Fault('BadInput', 'This wallet showed no such document.');
  }
  let [kept, pod]: [number, PodState] = [0, 'CONFIRMED'];
  for (const id of new Set(keep)) {
    const one = byId.get(id);
    if (one === undefined) continue;
    const done = await importDocument(house, caller, Buffer.from(one.text));
    kept += done.kept;
    if (done.pod === 'PENDING') pod = 'PENDING';
    if (done.look.reading.kind === 'IMPORTED') await noteHolder(house, learner, one);
  }
  await house.ledger.walletRequests.forget(learner.id, ref.id);
  return { kept, pod };
}
