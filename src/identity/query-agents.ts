import { Fault, type GrantId, type WebId } from '../base/index.js';
import { delegateKey, type Grantee, roleLifeMs } from '../consent/index.js';
import { addressesAt } from './addresses.js';
import { agentNames } from './agent-names.js';
import { dpopFetch } from './dpop.js';
import type { QueryKeys } from './keys.js';
import { minter } from './mint.js';
import { type Principal, requireGenuine } from './principal.js';

export interface QueryAgentsDeps {
  /** Where our issuer and documents are published, without trailing slash. */
  readonly origin: string;
  readonly keys: QueryKeys;
  /** From `podTransport`. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

export interface QueryAgents {
  /**
   * Reads the view of one grant. The agent is computed from the principal; a grant id, purpose or client that
   * does not belong to it names an agent the pod does not know.
   * @param as which of their faces to show; one they have not is shown as themself.
   */
  readonly delegateFetch: (
    principal: Principal,
    purpose: string,
    grant: { readonly id: GrantId; readonly grantee: Grantee },
  ) => typeof fetch;
  /**
   * Reads the learner's own records.
   * @throws Fault `Forbidden` for a token: an app gets the learner's records by a grant only.
   */
  readonly selfFetch: (principal: Principal) => typeof fetch;
}

/** Told from the principal alone: what the grant says of its grantee only chooses among what they are. */
function faceOf(principal: Principal, as: Grantee, now: Date): string {
  const { webId, clientId, roles = [], linkHash } = principal;
  const themself: Grantee = { kind: 'person', webId };
  const face = (): Grantee => {
    if (as.kind === 'app') return { kind: 'app', client: clientId };
    if (as.kind === 'link' && linkHash !== undefined) return { kind: 'link', secretHash: linkHash };
    if (as.kind !== 'role') return themself;
    const held = roles.find(
      ({ issuer, organisation, role, assertedAt }) =>
        issuer === as.issuer &&
        organisation === as.organisation &&
        role === as.role &&
        now.getTime() - assertedAt.getTime() <= roleLifeMs,
    );
    if (held === undefined) return themself;
    const { issuer, organisation, role } = held;
    return { kind: 'role', issuer, organisation, role };
  };
  return delegateKey(face(), webId);
}

/** The query path's way to pods, at most as the one who asks. */
export function queryAgents({ origin, keys, fetch, now }: QueryAgentsDeps): QueryAgents {
  const { queryIssuer, gatewayClient } = addressesAt(origin);
  const names = agentNames(origin, keys);
  const tokenFor = minter({ issuer: queryIssuer, client: gatewayClient, keys, now });
  const as = (agent: WebId): typeof fetch =>
    dpopFetch({ token: () => tokenFor(agent), key: keys.dpop, fetch, now });
  return {
    delegateFetch: (principal, purpose, { id: grantId, grantee: meant }) => {
      requireGenuine(principal);
      const grantee = faceOf(principal, meant, now());
      return as(names.delegateOf({ grantId, grantee, client: principal.clientId, purpose }));
    },
    selfFetch: (principal) => {
      requireGenuine(principal);
      if (principal.kind !== 'session') throw new Fault('Forbidden', 'own records: session only');
      return as(names.selfAgentOf(principal.webId));
    },
  };
}
