import { z } from 'zod';
import type { LearnerId } from '../base/index.js';
import type { Workshop } from './house.js';
import { openKluis } from './open-kluis.js';

/** For somebody who came with an eduID alone: what the login calls them, where it does. */
export const ForPod = z.object({
  person: z.object({ name: z.object({ given: z.string(), family: z.string() }).exactOptional() }),
});

/** Has a pod made for somebody we host, or takes the one that they brought, and makes it a kluis. Safe to do again: what there is stays. */
export async function makePod(
  shop: Workshop,
  id: LearnerId,
  { person }: z.infer<typeof ForPod>,
): Promise<void> {
  const learner = await shop.ledger.learners.byId(id);
  if (learner === undefined || (await shop.ledger.learners.isOpened(id))) return;
  const { webId, storage, brought } = learner;
  if (brought === undefined) await shop.makePod({ webId, storage });
  await openKluis(shop, { webId, storage, person });
}
