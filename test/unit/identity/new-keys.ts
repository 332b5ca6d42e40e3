import { randomBytes } from 'node:crypto';
import { type BuilderKeys, newSigningKey, type QueryKeys } from '../../../src/identity/index.js';

const pair = async () => ({ issuer: await newSigningKey(), dpop: await newSigningKey() });

/** Keys that were never in a file. */
export async function newKeys(): Promise<{
  readonly query: QueryKeys;
  readonly builder: BuilderKeys;
}> {
  const agentNames = randomBytes(32);
  const { publicJwk } = await newSigningKey();
  const apps = { jwk: publicJwk, publicJwk, cookies: 'none here' };
  return {
    query: {
      role: 'query',
      ...(await pair()),
      agentNames,
      pairwise: randomBytes(32),
      apps,
      verifier: await newSigningKey(),
    },
    builder: {
      role: 'builder',
      podAccounts: randomBytes(32),
      ...(await pair()),
      attestation: await newSigningKey(),
      agentNames,
    },
  };
}
