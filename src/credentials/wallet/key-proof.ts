import { Oauth2ServerErrorResponseError } from '@openid4vc/oauth2';
import type { PublicJwk } from '../public-key.js';
import { messages, type WalletIssuer } from './metadata.js';
import { holderKeyOf } from './proof-signature.js';

/** Seconds a wallet's clock may differ from ours, and its proof may have been on its way. */
const windowSeconds = 300;

export interface KeyProof {
  readonly holder: PublicJwk;
  /** Whether it is one of ours, and the first use of it, is still to be asked. */
  readonly nonce: string | undefined;
}

/** For nobody but us: a proof made out to several can be shown on by any of them. */
const isForUs = (audience: string | readonly string[], origin: string): boolean =>
  typeof audience === 'string' ? audience === origin : audience.every((one) => one === origin);

/**
 * That a wallet holds the key it wants a credential bound to (OpenID4VCI 1.0, appendix F.1).
 * @returns undefined for a proof that is none.
 */
export async function readKeyProof(
  jwt: string,
  { origin, metadata }: WalletIssuer,
  now: Date,
): Promise<KeyProof | undefined> {
  try {
    const proven = await messages.verifyCredentialRequestJwtProof({
      issuerMetadata: metadata,
      jwt,
      now,
    });
    const { signer, payload } = proven;
    const holder = holderKeyOf(signer);
    const age = Math.abs(now.getTime() / 1000 - payload.iat);
    const isGood = isForUs(payload.aud, origin) && payload.aud.length > 0 && age <= windowSeconds;
    return holder !== undefined && isGood ? { holder, nonce: payload.nonce } : undefined;
  } catch (error) {
    if (error instanceof Oauth2ServerErrorResponseError) return undefined;
    throw error;
  }
}
