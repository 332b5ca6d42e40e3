import type { Workshop } from './house.js';
import { tellLearners } from './tell-learners.js';
import { keepWalletLists } from './wallet-lists.js';

/** Work that has been due for so long, in seconds, that no wake-up for it can be on its way. */
const forgotten = 60;
/** Days in which a clerk may still look up why something was refused; minutes in which an answer may still be fetched. */
const refusedDays = 90;
const readBackMinutes = 10;

/**
 * What time does, with nobody asking: grants that ran out are closed, requests and offers nobody answered lapse, work that no
 * wake-up came for is woken, learners are told that something waits, rows that nobody could be given are erased, old proposals, spent proofs, old sessions and names are forgotten. Any number of processes may do it. One that fails keeps the others from nothing.
 */
export async function sweep(shop: Workshop, onError: (error: unknown) => void): Promise<void> {
  const { ledger, builder } = shop;
  const parts = [
    ledger.grants.endOverdue({ ...builder }, onError),
    ledger.outbox.wakeDue(forgotten),
    ledger.usedProofs.sweep(),
    // A name is of use as long as lines of a log may be about whoever has it.
    ledger.people.forget(shop.logRetentionDays),
    ledger.requests.sweep({ ...builder }, onError),
    ledger.rates.sweep(),
    ledger.papers.sweep(),
    ledger.quarantine.sweep(),
    ledger.wallet.sweepOffers(),
    keepWalletLists(shop, onError),
    ledger.walletRequests.sweep(),
    ledger.stepProposals.sweep(),
    ledger.deliveries.forgetRefused(refusedDays),
    ledger.deliveries.forgetReadBack(readBackMinutes),
    ledger.awards.lapse({ ...builder }, onError),
    tellLearners(shop, onError),
  ];
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === 'rejected') onError(part.reason);
  }
}
