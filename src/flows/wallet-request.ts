import { z } from 'zod';
import { institutionId, sha256Hex } from '../base/index.js';
import {
  type AnswerKey,
  clientIdOf,
  type ResponseMode,
  responseModes,
} from '../credentials/index.js';
import type { WalletRequestRow } from '../ledger/index.js';
import type { House } from './house.js';

/** Where the wallet is: in the hand of who looks at our page on another device, or on the same one. */
export type WalletPlace = 'ELSEWHERE' | 'HERE';

/** What only we may know of a request until it is answered. */
export interface RequestSecrets {
  readonly nonce: string;
  readonly state: string;
  readonly key: AnswerKey;
}
/** One credential that came, and whether it was proven to be of whoever showed it. */
export interface CameText {
  readonly text: string;
  readonly isTheirs: boolean;
}

const Jwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
});
const Secrets = z.object({
  nonce: z.string(),
  state: z.string(),
  key: z.object({
    publicJwk: Jwk.extend({ kid: z.string() }),
    privateJwk: Jwk.extend({ d: z.string() }),
  }),
});
const Came = z.array(z.object({ text: z.string(), isTheirs: z.boolean() }));
const Mode = z.enum(responseModes);

/** What lies sealed for one request opens for no other. */
const sealedFor = (id: string) => institutionId(`wallet request ${sha256Hex(id)}`);

export const sealSecrets = ({ rowSeal }: House, id: string, secrets: RequestSecrets): string =>
  rowSeal.seal(sealedFor(id), JSON.stringify(secrets));

export const sealCame = ({ rowSeal }: House, id: string, came: readonly CameText[]): string =>
  rowSeal.seal(sealedFor(id), JSON.stringify(came));

function opened<T>({ rowSeal }: House, id: string, sealed: string, shape: z.ZodType<T>) {
  const text = rowSeal.open(sealedFor(id), sealed);
  return text === undefined ? undefined : shape.safeParse(JSON.parse(text)).data;
}

/** A request that waits for its answer. */
export interface OpenRequest extends RequestSecrets {
  readonly row: WalletRequestRow;
  readonly mode: ResponseMode;
}
export async function openRequest(house: House, id: string): Promise<OpenRequest | undefined> {
  const row = await house.ledger.walletRequests.find(id);
  if (row?.state !== 'WAITING') return undefined;
  const secrets = opened(house, id, row.sealed, Secrets);
  const mode = Mode.safeParse(row.mode).data;
  return secrets && mode && { ...secrets, row, mode };
}

export const cameIn = (
  house: House,
  id: string,
  row: WalletRequestRow,
): readonly CameText[] | undefined =>
  row.state === 'CAME' ? opened(house, id, row.sealed, Came) : undefined;

/** Addresses of one request, by where the wallet is. */
export const addressesOf = ({ verifier: { did, origin } }: House, id: string) => {
  const tail = { ELSEWHERE: id, HERE: `${id}/here` } as const;
  return {
    clientId: clientIdOf(did),
    requestAt: (place: WalletPlace) => `${origin}/openid4vp/requests/${tail[place]}`,
    responseAt: (place: WalletPlace) => `${origin}/openid4vp/responses/${tail[place]}`,
    /** What the browser comes back by stands behind the #: no server on the way sees it. */
    comeBack: (code: string) => `${origin}/add#wallet=${id}.${code}`,
  };
};
