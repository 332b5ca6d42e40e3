import { z } from 'zod';
import { sameIssuer } from './trusted-issuers.js';

export interface ProviderExitsDeps {
  /** A guarded fetch that may post. */
  readonly fetch: typeof fetch;
  /** As whom each provider knows us. */
  readonly clientOf: (issuer: string) => { readonly id: string; readonly secret?: string };
  /** Where a browser comes back to after it was signed out there. */
  readonly afterwards: string;
  readonly onFault: (error: unknown) => void;
}

export interface ProviderExits {
  /** Has tokens that were needed for a login alone declared void, where the provider does that. Nothing waits for it. */
  readonly giveUp: (issuer: string, tokens: readonly string[]) => void;
  /**
   * Where a browser can go to be signed out at the provider as well. It names nobody: the provider knows whom its own
   * cookie means. @returns undefined where the provider has no such door, or does not say so in a second.
   */
  readonly exitOf: (issuer: string) => Promise<string | undefined>;
}

const Discovery = z.object({
  issuer: z.string(),
  revocation_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
});
const patienceMs = 1000;

/** The doors by which a provider lets go of somebody. */
export function providerExits(deps: ProviderExitsDeps): ProviderExits {
  const { fetch, clientOf, afterwards, onFault } = deps;
  const discover = async (issuer: string, signal?: AbortSignal) => {
    const at = `${sameIssuer(issuer)}/.well-known/openid-configuration`;
    const response = await fetch(at, { ...(signal && { signal }) });
    const { data } = Discovery.safeParse(await response.json());
    return data !== undefined && sameIssuer(data.issuer) === sameIssuer(issuer) ? data : undefined;
  };
  const revoke = async (issuer: string, tokens: readonly string[]): Promise<void> => {
    const at = (await discover(issuer))?.revocation_endpoint;
    if (at === undefined) return;
    const { id, secret } = clientOf(issuer);
    const basic = [id, secret ?? ''].map(encodeURIComponent).join(':');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(secret !== undefined && {
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
      }),
    };
    for (const token of tokens) {
      const said = { token, ...(secret === undefined && { client_id: id }) };
      await fetch(at, { method: 'POST', headers, body: new URLSearchParams(said).toString() });
    }
  };
  return {
    giveUp: (issuer, tokens) => void revoke(issuer, tokens).catch(onFault),
    exitOf: async (issuer) => {
      const found = discover(issuer, AbortSignal.timeout(patienceMs));
      const at = (await found.catch(() => undefined))?.end_session_endpoint;
      if (at === undefined) return undefined;
      const url = new URL(at);
      url.searchParams.set('client_id', clientOf(issuer).id);
      url.searchParams.set('post_logout_redirect_uri', afterwards);
      return url.href;
    },
  };
}
