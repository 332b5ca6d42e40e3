import type { WebId } from '../base/index.js';
import type { AccessPlan, Ask, Grant, Grantee, Permit, Policy } from '../consent/index.js';
import type { House } from './house.js';

type Who = Pick<Ask, 'agent' | 'isLearner' | 'roles' | 'linkHash'>;

/** Who asks, where it is just this grantee. Whoever has a role or a link may be anybody, and is nobody else. */
function whoIs(grantee: Grantee, learner: WebId, now: Date): Who {
  const anybody = { agent: learner, isLearner: false, roles: [] };
  if (grantee.kind === 'person') return { ...anybody, agent: grantee.webId };
  if (grantee.kind === 'app') return { ...anybody, isLearner: true };
  if (grantee.kind === 'link') return { ...anybody, linkHash: grantee.secretHash };
  if (grantee.kind === 'institution') return anybody;
  const { issuer, organisation, role } = grantee;
  return { ...anybody, roles: [{ issuer, organisation, role, assertedAt: now }] };
}

interface Seen {
  readonly grant: Grant;
  /** The learner's WebID. */
  readonly learner: WebId;
  readonly now: Date;
}

/** What the grantee of a grant may read at a moment, through its first app: by the same evaluator that answers them. */
export function planAsReceiver(
  { decide }: House,
  { grant, learner, now }: Seen,
  policy: Policy,
): AccessPlan {
  const { purpose, learner: of } = grant;
  const [client] = grant.clients;
  const nothing = { learner: of, purpose, epoch: policy.epoch, permits: [] };
  if (client === undefined) return nothing;
  const ask = { learner: of, ...whoIs(grant.grantee, learner, now), client, purpose, now };
  const decision = decide(ask, policy);
  return decision.kind === 'plan' ? decision.plan : nothing;
}

/** What this one grant permits at a moment; undefined where it permits nothing. */
export const permitOf = (house: House, seen: Seen, policy: Policy): Permit | undefined =>
  planAsReceiver(house, seen, { ...policy, grants: [seen.grant] }).permits[0];
