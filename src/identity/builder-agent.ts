import { addressesAt } from './addresses.js';
import { dpopFetch } from './dpop.js';
import type { BuilderKeys } from './keys.js';
import { minter } from './mint.js';

export interface BuilderFetchDeps {
  readonly origin: string;
  readonly keys: BuilderKeys;
  /** From `podTransport`. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

/** Writes bundles, views and access rules. Only the worker's side of the house is given `BuilderKeys`. */
export function builderFetch({ origin, keys, fetch, now }: BuilderFetchDeps): typeof fetch {
  const { builderIssuer: issuer, builderClient: client, builderAgent } = addressesAt(origin);
  const tokenFor = minter({ issuer, client, keys, now });
  return dpopFetch({ token: () => tokenFor(builderAgent), key: keys.dpop, fetch, now });
}
