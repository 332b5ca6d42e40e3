import { z } from 'zod';
import { Fault, present, sha256Url, type WebId } from '../base/index.js';
import {
  type AuthorizationAsked,
  type WalletKind,
  walletKindOf,
  walletKinds,
} from '../credentials/index.js';
import type { Caller, House } from './house.js';
import { recordIn, sessionOf, whyNoOffer } from './offer-to-wallet.js';
import type { RecordRef } from './own-entry-terms.js';
import { ownLearner } from './own-records.js';
import type { Reading } from './reading.js';
import { unguessable } from './wallet-desk.js';

/** What its learner is asked. */
export interface WalletQuestion {
  /** Where they are led back to: nobody here knows whose wallet it is. */
  readonly to: string;
  /** The offer says which record it is. */
  readonly isOffered: boolean;
  readonly kinds: readonly WalletKind[];
}

/** Milliseconds in which somebody answers. */
const goodForMs = 600_000;
const text = z.string();
const Sealed = z.object({
  session: text,
  until: z.number(),
  client: text,
  redirect: text,
  challenge: text,
  state: text.optional(),
  issuerState: text.optional(),
  kinds: z.array(z.enum(walletKinds)),
});

/**
 * A question for this session alone, sealed with a key that all processes have: nothing is kept until it is answered.
 * @returns undefined for one that is too long to be told again.
 */
export function sealWalletAsk(
  house: House,
  { webId, sessionHash: session }: { readonly webId: WebId; readonly sessionHash: string },
  ask: AuthorizationAsked,
): string | undefined {
  const ids = house.idsFor(webId);
  const said = JSON.stringify({
    ...ask,
    session,
    until: Date.now() + goodForMs,
    id: unguessable(),
  });
  const ticket = ids.seal('wallet', said);
  return ids.open('wallet', ticket) === undefined ? undefined : ticket;
}

interface OpenAsk extends AuthorizationAsked {
  /** For the wallet; it follows from the question, so that of one question there is one, however often it is answered. */
  readonly code: string;
}

function askIn(house: House, caller: Caller, ticket: string): OpenAsk {
  const opened = house.idsFor(caller.principal.webId).open('wallet', ticket) ?? '';
  const said = Sealed.safeParse(opened === '' ? undefined : JSON.parse(opened));
  const isGood =
    said.success && said.data.session === sessionOf(caller) && Date.now() < said.data.until;
  if (!isGood) throw new Fault('NotFound', 'no such question of a wallet');
  const { session: _session, until: _until, state, issuerState, ...ask } = said.data;
  return { ...ask, ...present({ state, issuerState }), code: house.wallet.mark('code', opened) };
}

async function offeredIn(house: House, learner: string, { issuerState }: AuthorizationAsked) {
  if (issuerState === undefined) return undefined;
  const found = await house.ledger.wallet.offered('state_hash', sha256Url(issuerState));
  if (found?.learner !== learner) throw new Fault('NotFound', 'no such offer of this learner');
  return found;
}

/** @throws Fault `NotFound` for a question that is not this session's, or over. */
export async function walletQuestion(
  house: House,
  caller: Caller,
  ticket: string,
): Promise<WalletQuestion> {
  const learner = await ownLearner(house, caller);
  const ask = askIn(house, caller, ticket);
  const offered = await offeredIn(house, learner.id, ask);
  const { protocol, host } = new URL(ask.redirect);
  const to = protocol === 'https:' ? host : protocol.slice(0, -1);
  return { to, isOffered: offered !== undefined, kinds: ask.kinds };
}

function backTo(
  { redirect, state }: AuthorizationAsked,
  house: House,
  said: Record<string, string>,
): string {
  const at = new URL(redirect);
  const all = present({ ...said, state, iss: house.wallet.issuer.origin });
  for (const [name, value] of Object.entries(all)) at.searchParams.set(name, value);
  return at.href;
}

/**
 * The learner answers a wallet that came in their browser: with one record, with the one that was offered, or not at all.
 * @returns where their browser goes with it.
 */
export async function answerWallet(
  house: House,
  caller: Caller,
  reading: Reading,
  { ticket, record }: { readonly ticket: string; readonly record?: RecordRef | 'OFFERED' },
): Promise<string> {
  const learner = await ownLearner(house, caller);
  const ask = askIn(house, caller, ticket);
  if (record === undefined) return backTo(ask, house, { error: 'access_denied' });
  const { client, redirect, challenge, code } = ask;
  const bound = { client, redirect, challenge };
  const codeHash = sha256Url(code);
  if (record === 'OFFERED') {
    const offered = await offeredIn(house, learner.id, ask);
    const { wallet } = house.ledger;
    const isBound =
      offered !== undefined && (await wallet.bindOffer(offered.id, learner.id, codeHash, bound));
    if (!isBound) throw new Fault('NotFound', 'no such offer of this learner');
    return backTo(ask, house, { code });
  }
  if (record.learner !== learner.id) throw new Fault('NotFound', 'no such record');
  const found = recordIn(reading, record.record);
  const kind = walletKindOf(found.core.recordType);
  const isFit = kind !== undefined && ask.kinds.includes(kind);
  if (!isFit || (await whyNoOffer(house, found)) !== undefined) {
    throw new Fault('BadInput', 'This record does not go to a wallet.');
  }
  const made = await house.ledger.wallet.offer(learner.id, {
    sessionHash: sessionOf(caller),
    record: record.record,
    version: found.version,
    kind,
    codeHash,
    bound,
  });
  if (made === undefined) throw new Fault('NotFound', 'no such question of a wallet');
  return backTo(ask, house, { code });
}
