import type { GrantId, LearnerId } from '../base/index.js';
import { canonicalJson, sha256Url } from '../base/index.js';
import type { Selector } from './selector.js';

/** A learner's no to part of their records. It beats every grant, but for those the learner excepted by name. */
export interface Block {
  readonly id: string;
  readonly learner: LearnerId;
  /** Which records: any of these. A selector without a status means records of every status. */
  readonly scope: readonly Selector[];
  readonly exceptGrants: readonly GrantId[];
}

/** What of a learner's records stays hidden under one grant, whatever it says. */
export interface Blocked {
  readonly blocked: readonly Selector[];
}

/** A grant beside the learner's own no to it. */
export function underBlocks<G extends { readonly id: GrantId; readonly learner: LearnerId }>(
  grant: G,
  blocks: readonly Block[],
): G & Blocked {
  const holding = blocks.filter(
    ({ learner, exceptGrants }) => learner === grant.learner && !exceptGrants.includes(grant.id),
  );
  return { ...grant, blocked: holding.flatMap(({ scope }) => scope) };
}

/** What a view was built under: answers that cannot be checked again from the view itself count only while this is the same. */
export const blockMark = ({ blocked }: Blocked): string =>
  sha256Url(
    blocked
      .map((selector) => canonicalJson(selector))
      .toSorted()
      .join('\n'),
  );
