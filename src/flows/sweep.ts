import type { Workshop } from './house.js';

/**
 * What time does, with nobody asking: grants that ran out are closed, work that no wake-up came for is woken, spent
 * proofs and old sessions are forgotten. Any number of processes may do it.
 */
export async function sweep({ ledger, builder }: Workshop): Promise<void> {
  await ledger.grants.endOverdue({ ...builder });
  await ledger.outbox.wakeDue();
  await ledger.usedProofs.sweep();
}
