import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  learnerId,
  type RecordKey,
  recordKey,
} from '../base/index.js';
import { withLearner } from './chain.js';
import type { Database } from './database.js';
import type { Outbox } from './outbox.js';

/** Where one offer stands, as its learner sees it. */
export const offerStates = ['WAITING', 'TAKEN', 'EXPIRED'] as const;
export type OfferState = (typeof offerStates)[number];

/** What opens the steps of an offer, as hashes. */
export interface NewOffer {
  readonly sessionHash: string;
  readonly record: RecordKey;
  readonly version: number;
  readonly kind: string;
  /** Absent with the next for a wallet that came by itself. */
  readonly referenceHash?: string;
  readonly stateHash?: string;
  readonly codeHash: string;
  /** Absent: a code that was given to one client, for one redirect and one challenge. */
  readonly txHash?: string;
  readonly bound?: BoundCode;
}
/** To whom a code was given in a browser, and what it must be shown with. */
export interface BoundCode {
  readonly client: string;
  readonly redirect: string;
  readonly challenge: string;
}
/** A token of an offer, as it stands now. */
export interface RedeemedOffer {
  readonly id: string;
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly kind: string;
  /** Thumbprint of the key that its token is for. */
  readonly jkt: string;
}
export interface MintAsked {
  readonly learner: LearnerId;
  readonly record: RecordKey;
  readonly version: number;
  readonly kind: string;
  readonly format: string;
  readonly holder: unknown;
}
/** What became of a signed copy. ANOTHER: there is one already. TOO_LATE: nobody waits for it any more. */
export type KeptMint = 'KEPT' | 'ANOTHER' | 'TOO_LATE';
/** What a token is made out for. */
interface NewToken {
  readonly tokenHash: string;
  readonly jkt: string;
}

/** Minutes. */
const goodFor = "interval '5 minutes'";
/** Hours after which nothing is known of it any more. */
const keptHours = 1;
/** Wrong transaction codes after which an offer is void. */
const mostTries = 5;

/** Only as long as the session goes on in which it was asked for: who signs out takes it back. */
const isAlive = `expires_at > clock_timestamp() and exists (select from session s
  where s.token_hash = wallet_offer.session_hash and s.expires_at > clock_timestamp())`;

const insert = `insert into wallet_offer (id, learner_id, session_hash, record_key, version, kind, state,
   reference_hash, state_hash, code_hash, tx_hash, client, redirect, challenge, expires_at)
 values (?, ?, ?, ?, ?, ?, 'OFFERED', ?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ${goodFor})
 on conflict (code_hash) do nothing returning expires_at`;

const Expiry = z.array(z.object({ expires_at: z.coerce.date() }));
const Ids = z.array(z.object({ id: z.string(), learner: z.string().transform(learnerId) }));
const Redeemed = z.array(
  z.object({
    id: z.string(),
    learner: z.string().transform(learnerId),
    record: z.string().transform(recordKey),
    kind: z.string(),
    jkt: z.string(),
  }),
);
const Asked = z.array(
  z.object({
    learner: z.string().transform(learnerId),
    record: z.string().transform(recordKey),
    version: z.number(),
    kind: z.string(),
    format: z.string(),
    holder: z.unknown(),
  }),
);
const Minted = z.array(
  z.object({
    sealed: z.string().nullable(),
    institution: z.string().transform(institutionId).nullable(),
  }),
);

/** The steps up to a token. */
const redeemingIn = (db: Database) => ({
  /** By what a wallet was shown; as often as it likes, until a token is made out. */
  async offered(
    by: 'reference_hash' | 'state_hash',
    hash: string,
  ): Promise<
    { readonly id: string; readonly learner: LearnerId; readonly kind: string } | undefined
  > {
    const rows = await db.em().execute(
      `select id, learner_id as learner, kind from wallet_offer
       where ${by} = ? and state = 'OFFERED' and ${isAlive}`,
      [hash],
    );
    return z.array(Ids.element.extend({ kind: z.string() })).parse(rows)[0];
  },

  /** Whether a code was ever given out and is not forgotten, good or not. */
  async isCode(codeHash: string): Promise<boolean> {
    const asked = 'select id from wallet_offer where code_hash = ?';
    return (await db.em().execute<unknown[]>(asked, [codeHash])).length > 0;
  },

  /**
   * One statement, so that of two at once one gets the token. A wrong transaction code is counted; after five the offer is void.
   * @returns whether it did.
   */
  async redeem(codeHash: string, txHash: string, { tokenHash, jkt }: NewToken): Promise<boolean> {
    const rows = await db.em().execute<{ state: string }[]>(
      `update wallet_offer set
         tries = tries + case when tx_hash = ? then 0 else 1 end,
         state = case when tx_hash = ? then 'TOKEN' when tries + 1 >= ${mostTries} then 'VOID' else state end,
         token_hash = case when tx_hash = ? then ? end,
         jkt = case when tx_hash = ? then ? end,
         expires_at = case when tx_hash = ? then clock_timestamp() + ${goodFor} else expires_at end
       where code_hash = ? and state = 'OFFERED' and tx_hash is not null and ${isAlive}
       returning state`,
      [txHash, txHash, txHash, tokenHash, txHash, jkt, txHash, codeHash],
    );
    return rows[0]?.state === 'TOKEN';
  },

  /** The same of a code that was given to a client. Shown twice, it voids what came of it. */
  async redeemBound(
    codeHash: string,
    { client, redirect, challenge }: BoundCode,
    { tokenHash, jkt }: NewToken,
  ): Promise<boolean> {
    const rows = await db.em().execute<{ state: string }[]>(
      `update wallet_offer set state = case when state = 'OFFERED' and client = ? and redirect = ?
           and challenge = ? then 'TOKEN' else 'VOID' end,
         token_hash = ?, jkt = ?, expires_at = clock_timestamp() + ${goodFor}
       where code_hash = ? and state in ('OFFERED', 'TOKEN') and client is not null and ${isAlive}
       returning state`,
      [client, redirect, challenge, tokenHash, jkt, codeHash],
    );
    return rows[0]?.state === 'TOKEN';
  },

  /** What a token is still good for. */
  async byToken(tokenHash: string): Promise<RedeemedOffer | undefined> {
    const rows = await db.em().execute(
      `select id, learner_id as learner, record_key as record, kind, jkt from wallet_offer
       where token_hash = ? and state = 'TOKEN' and ${isAlive}`,
      [tokenHash],
    );
    return Redeemed.parse(rows)[0];
  },
});

/** What was signed, until a wallet takes it. */
const keepingIn = (db: Database) => ({
  /** Of two that were signed at once the first: the other is in a place of its own, and nobody would take that back. */
  async keepMinted(id: string, institution: InstitutionId, sealed: string): Promise<KeptMint> {
    const rows = await db.em().execute<unknown[]>(
      `update wallet_offer set institution = ?, sealed = ?
       where id = ? and state = 'MINTING' and sealed is null and ${isAlive} returning id`,
      [institution, sealed, id],
    );
    if (rows.length === 1) return 'KEPT';
    const other = await db.em().execute<unknown[]>(
      `select id from wallet_offer where id = ?
         and (state = 'TAKEN' or state = 'MINTING' and sealed is not null and ${isAlive})`,
      [id],
    );
    return other.length === 1 ? 'ANOTHER' : 'TOO_LATE';
  },
});

/** The steps from a token to what a wallet gets. */
const mintingIn = (db: Database, outbox: Outbox) => ({
  /** Once for each token. @returns what the builder's side owes; undefined where it is used up, or void by now. */
  askMint: (
    { id, learner }: Pick<RedeemedOffer, 'id' | 'learner'>,
    holder: object,
    format: string,
  ): Promise<readonly string[] | undefined> =>
    withLearner(db, learner, async (tx) => {
      const rows = await tx.execute<unknown[]>(
        `update wallet_offer set state = 'MINTING', holder = ?::jsonb, format = ?
         where id = ? and state = 'TOKEN' and ${isAlive} returning id`,
        [JSON.stringify(holder), format, id],
      );
      if (rows.length === 0) return undefined;
      const work = { lane: 'POLICY', kind: 'MINT_FOR_WALLET', payload: { offer: id } } as const;
      return outbox.add(tx, learner, [work]);
    }),

  /** @returns undefined where nobody waits for it any more. */
  async mintAsked(id: string): Promise<MintAsked | undefined> {
    const rows = await db.em().execute(
      `select learner_id as learner, record_key as record, version, kind, format, holder
       from wallet_offer where id = ? and state = 'MINTING' and sealed is null and ${isAlive}`,
      [id],
    );
    return Asked.parse(rows)[0];
  },

  /** For what was asked too late, refused, or not signed in time. */
  async voidOffer(id: string): Promise<void> {
    const now =
      "update wallet_offer set state = 'VOID', sealed = null where id = ? and state <> 'TAKEN'";
    await db.em().execute(now, [id], 'run');
  },

  /** Whether it was signed, and may still go. */
  async isMinted(id: string): Promise<boolean> {
    const rows = await db
      .em()
      .execute<unknown[]>(
        `select id from wallet_offer where id = ? and state = 'MINTING' and sealed is not null and ${isAlive}`,
        [id],
      );
    return rows.length === 1;
  },

  /** Once. @returns undefined where it may not go any more. */
  async takeMinted(
    id: string,
  ): Promise<{ readonly institution: InstitutionId; readonly sealed: string } | undefined> {
    const rows = await db.em().execute(
      `with taken as (select id, sealed from wallet_offer
         where id = ? and state = 'MINTING' and sealed is not null and ${isAlive} for update)
       update wallet_offer o set state = 'TAKEN', sealed = null from taken where o.id = taken.id
       returning taken.sealed, o.institution`,
      [id],
    );
    const { sealed, institution } = Minted.parse(rows)[0] ?? {};
    return sealed && institution ? { sealed, institution } : undefined;
  },
});

/** Records on their way to wallets: single use, five minutes, by hashes. */
export const walletOffersIn = (db: Database, outbox: Outbox) => ({
  ...redeemingIn(db),
  ...mintingIn(db, outbox),
  ...keepingIn(db),

  /** @returns undefined where this very code was given out before. */
  async offer(
    learner: LearnerId,
    { sessionHash, record, version, kind, codeHash, bound, ...of }: NewOffer,
  ): Promise<{ readonly id: string; readonly expiresAt: Date } | undefined> {
    const id = randomUUID();
    const said = [of.referenceHash, of.stateHash, codeHash, of.txHash];
    const to = [bound?.client, bound?.redirect, bound?.challenge];
    const may = [...said, ...to].map((one) => one ?? null);
    const values = [id, learner, sessionHash, record, version, kind, ...may];
    const [made] = Expiry.parse(await db.em().execute(insert, values));
    return made && { id, expiresAt: made.expires_at };
  },

  /** An offer that its learner answered in a browser: its code is for that client from now on. */
  async bindOffer(
    id: string,
    learner: LearnerId,
    codeHash: string,
    { client, redirect, challenge }: BoundCode,
  ): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `update wallet_offer set code_hash = ?, tx_hash = null, reference_hash = null, state_hash = null,
         client = ?, redirect = ?, challenge = ?
       where id = ? and learner_id = ? and state = 'OFFERED' and client is null and ${isAlive}
         and not exists (select from wallet_offer other where other.code_hash = ?) returning id`,
      [codeHash, client, redirect, challenge, id, learner, codeHash],
    );
    return rows.length === 1;
  },

  /** @returns undefined for none of this learner. */
  async offerState(learner: LearnerId, id: string): Promise<OfferState | undefined> {
    const rows = await db.em().execute<{ state: string; alive: boolean }[]>(
      // As text: of a uuid each spelling would be the same, and what is none an error.
      `select state, ${isAlive} as alive from wallet_offer where id::text = ? and learner_id = ?`,
      [id, learner],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    if (row.state === 'TAKEN') return 'TAKEN';
    return row.alive && row.state !== 'VOID' ? 'WAITING' : 'EXPIRED';
  },

  /** What was signed and not fetched is wiped as soon as it is void; a little later the rest is forgotten. */
  async sweepOffers(): Promise<void> {
    const wipe =
      'update wallet_offer set sealed = null where sealed is not null and expires_at < clock_timestamp()';
    await db.em().execute(wipe, [], 'run');
    const old = `delete from wallet_offer where expires_at < clock_timestamp() - interval '${keptHours} hours'`;
    await db.em().execute(old, [], 'run');
  },
});
