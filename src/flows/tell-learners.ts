import type { MessageDue } from '../ledger/index.js';
import { readPerson } from '../pod/index.js';
import type { Workshop } from './house.js';
import type { Messenger } from './messenger.js';

/** One address, and nothing that a mail server could read as more than one. */
const address = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,190}$/u;

async function tellOne(shop: Workshop, messenger: Messenger, due: MessageDue): Promise<void> {
  const learner = await shop.ledger.learners.byId(due.learner);
  const person = learner && (await readPerson(shop.build, learner.storage));
  const email = person?.contact?.email ?? '';
  const reachable = address.test(email);
  // One message for all that waits, whatever it is.
  if (reachable) await messenger.tell(email);
  await shop.ledger.messages.settle(due, reachable);
}

/** News of a grant's first use is in the log and on the page; what is unusual is worth a message. */
async function unusualLooks({ ledger }: Workshop): Promise<void> {
  const unsent = await ledger.alerts.unsent();
  for (const { learner, kind } of unsent) {
    if (kind !== 'FIRST_USE') await ledger.messages.due(learner, 'ALERT');
  }
  await ledger.alerts.markSent(unsent.map(({ id }) => id));
}

/**
 * Tells learners that something waits. The address is read in their own pod, for this, and kept nowhere. What fails is
 * tried again later, ten times in all.
 */
export async function tellLearners(
  shop: Workshop,
  onError: (error: unknown) => void,
): Promise<void> {
  const { messenger } = shop;
  if (messenger === undefined) return;
  await unusualLooks(shop).catch(onError);
  for (const due of await shop.ledger.messages.take()) {
    await tellOne(shop, messenger, due).catch(onError);
  }
}
