import { randomUUID } from 'node:crypto';
import { grantId, type WebId } from '../base/index.js';
import { addressesAt } from './addresses.js';
import { agentNames, type DelegateParts } from './agent-names.js';
import { dpopFetch } from './dpop.js';
import { minter } from './mint.js';
import type { QueryAgentsDeps } from './query-agents.js';

/** A status and no more: whoever probes learns whether the door is open, not what is behind it. */
export type DelegateProbe = (parts: DelegateParts, url: string) => Promise<number>;

/** Asks a pod what it would say to a grant's delegate, for proving that a view was opened or shut. */
export function delegateProbe({ origin, keys, fetch, now }: QueryAgentsDeps): DelegateProbe {
  const { queryIssuer, gatewayClient } = addressesAt(origin);
  const { delegateOf } = agentNames(origin, keys);
  const tokenFor = minter({ issuer: queryIssuer, client: gatewayClient, keys, now });
  return async (parts, url) => {
    const agent: WebId = delegateOf(parts);
    const ask = dpopFetch({ token: () => tokenFor(agent), key: keys.dpop, fetch, now });
    const response = await ask(url);
    await response.body?.cancel();
    return response.status;
  };
}

/** Asks as one of our own agents that no grant ever named: somebody who is signed in, and whom a pod does not know. */
export function strangerFetch({ origin, keys, fetch, now }: QueryAgentsDeps): typeof fetch {
  const { queryIssuer, gatewayClient } = addressesAt(origin);
  const tokenFor = minter({ issuer: queryIssuer, client: gatewayClient, keys, now });
  const nobodys = { grantId: grantId(randomUUID()), grantee: '', client: gatewayClient };
  const agent = agentNames(origin, keys).delegateOf({ ...nobodys, purpose: '' });
  return dpopFetch({ token: () => tokenFor(agent), key: keys.dpop, fetch, now });
}
