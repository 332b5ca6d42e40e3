import { z } from 'zod';
import { grantId, type LearnerId } from '../base/index.js';
import type { DueWork, Lane } from '../ledger/index.js';
import { deliverResults, ForDelivery } from './deliver-results.js';
import type { Workshop } from './house.js';
import { closeGrant, openGrant } from './keep-views.js';

const ForGrant = z.object({ grantId: z.uuid().transform(grantId) });

/** Does one piece of work the pod is owed. Safe to do twice: a crash between doing and noting it costs nothing. */
async function doWork(shop: Workshop, { kind, payload, learner }: DueWork): Promise<void> {
  const content: unknown = JSON.parse(payload);
  if (kind === 'OPEN_VIEW') return openGrant(shop, ForGrant.parse(content).grantId);
  if (kind === 'CLOSE_VIEW') return closeGrant(shop, learner, ForGrant.parse(content).grantId);
  return deliverResults(shop, learner, ForDelivery.parse(content));
}

/** All that is due for one learner in one lane. */
export const workOutbox = (shop: Workshop, learner: LearnerId, lane: Lane): Promise<void> =>
  shop.ledger.outbox.drain(learner, lane, (work) => doWork(shop, work));
