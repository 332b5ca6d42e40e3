import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { standingOf } from './agreed-document.js';
import type { ReceiptEvent } from './consent-documents.js';
import type { Workshop } from './house.js';

/** What became of a grant with one of its versions. */
export function eventOf(all: readonly GrantRow[], { version, validUntil }: GrantRow): ReceiptEvent {
  const before = all.find((one) => one.version === version - 1);
  if (before === undefined) return 'GRANTED';
  return before.validUntil < validUntil ? 'EXTENDED' : 'NARROWED';
}

/**
 * Versions before this one that another took the place of before the pod had them in writing, oldest first: what the next
 * one says it replaces must be there to read.
 */
export async function skippedBefore(
  shop: Workshop,
  learner: LearnerRow,
  grant: GrantRow,
): Promise<readonly GrantRow[]> {
  const skipped: GrantRow[] = [];
  if (grant.version === 1) return skipped;
  const all = await shop.ledger.grants.versions(grant.id);
  for (const version of all.filter((one) => one.version <= grant.version)) {
    if ((await standingOf(shop, learner, version)) !== 'gone') break;
    if (version.version < grant.version) skipped.unshift(version);
  }
  return skipped;
}
