import type { GrantId, LearnerId } from '../base/index.js';
import type { Facet } from '../records/index.js';
import { type Block, type Blocked, underBlocks } from './block.js';
import type { Grant } from './grant.js';
import { type Ask, isAsking } from './grantee.js';
import type { Purpose } from './purpose.js';
import { closeFacets } from './scope.js';

/** The grants between this learner and whoever asks, whatever became of them, and the learner's own no, at one policy epoch. */
export interface Policy {
  readonly epoch: number;
  readonly grants: readonly Grant[];
  readonly blocks: readonly Block[];
}

declare const minted: unique symbol;
/** Proof of a yes under one grant. Only `compilePlan` makes one, and a view can be read with nothing else. */
export type Permit = Grant & Blocked & { readonly [minted]: true };

/** What may be read of one learner for one operation. */
export interface AccessPlan {
  readonly learner: LearnerId;
  readonly purpose: Purpose;
  readonly epoch: number;
  readonly permits: readonly Permit[];
}
/** ENDED: this agent could read for this purpose through this client once, and cannot now. */
export type Refusal = 'NO_GRANT' | 'ENDED';
export type Decision =
  | { readonly kind: 'plan'; readonly plan: AccessPlan }
  | { readonly kind: 'refused'; readonly because: Refusal };

const isFor = (grant: Grant, ask: Ask): boolean =>
  grant.learner === ask.learner &&
  isAsking(grant.grantee, ask) &&
  grant.purpose === ask.purpose &&
  grant.clients.includes(ask.client);

const hasUsesLeft = ({ maxSessions, used }: Grant): boolean =>
  maxSessions === undefined || used < maxSessions;

/** The window is half open: from its first instant, up to and not at its last. */
export const isLive = (grant: Grant, now: Date): boolean =>
  grant.state === 'ACTIVE' &&
  grant.validFrom <= now &&
  now < grant.validUntil &&
  hasUsesLeft(grant);

/** Once in force and not now. One that never was is nothing its grantee knows of. */
export const hasEnded = (grant: Grant, now: Date): boolean =>
  grant.wasActive && (grant.state !== 'ACTIVE' || grant.validUntil <= now || !hasUsesLeft(grant));

/** Answers from the grants alone: no clock, no network, and no grant means no. */
export function compilePlan(ask: Ask, policy: Policy): Decision {
  const meant = policy.grants.filter((grant) => isFor(grant, ask));
  const live = meant.filter((grant) => isLive(grant, ask.now));
  if (live.length === 0) {
    const ended = meant.some((grant) => hasEnded(grant, ask.now));
    return { kind: 'refused', because: ended ? 'ENDED' : 'NO_GRANT' };
  }
  const { learner, purpose } = ask;
  const permits = live.map((grant) => underBlocks(grant, policy.blocks) as Permit);
  return { kind: 'plan', plan: { learner, purpose, epoch: policy.epoch, permits } };
}

/** Whether every record in the plan shows this facet: what may be filtered and sorted by, decided without data. */
export const planShows = (plan: AccessPlan, facet: Facet): boolean =>
  plan.permits.every(({ scope, facets }) => scope.length === 0 || closeFacets(facets).has(facet));

/** Names of the grants a plan stands on, for the log. */
export const grantsIn = (plan: AccessPlan): readonly { id: GrantId; version: number }[] =>
  plan.permits.map(({ id, version }) => ({ id, version }));
