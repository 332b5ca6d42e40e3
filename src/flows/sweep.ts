import type { Workshop } from './house.js';

/** Work that has been due for so long, in seconds, that no wake-up for it can be on its way. */
const forgotten = 60;

/**
 * What time does, with nobody asking: grants that ran out are closed, work that no wake-up came for is woken, spent
 * proofs and old sessions are forgotten. Any number of processes may do it. One that fails keeps the others from nothing.
 */
export async function sweep(
  { ledger, builder }: Workshop,
  onError: (error: unknown) => void,
): Promise<void> {
  const parts = [
    ledger.grants.endOverdue({ ...builder }, onError),
    ledger.outbox.wakeDue(forgotten),
    ledger.usedProofs.sweep(),
  ];
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === 'rejected') onError(part.reason);
  }
}
