import { z } from 'zod';
import { Fault, type FaultKind, grantId, type LearnerId } from '../base/index.js';
import type { Craft, DueWork, Lane, Setback } from '../ledger/index.js';
import { deliverResults, ForDelivery } from './deliver-results.js';
import type { Workshop } from './house.js';
import { eraseCopies } from './keep-log.js';
import { settleView } from './settle-view.js';

const ForGrant = z.object({ grantId: z.uuid().transform(grantId) });

const ForErasure = z.object({ before: z.iso.datetime() });

const contentOf = ({ payload }: DueWork): unknown => JSON.parse(payload);

/** Does what the pod is owed. Safe to do twice: a crash between doing and noting it costs nothing. */
async function doWorks(shop: Workshop, works: readonly DueWork[]): Promise<void> {
  const [first] = works;
  if (first === undefined) return;
  if (first.kind === 'DELIVER') {
    const deliveries = works.flatMap((work) => ForDelivery.parse(contentOf(work)).deliveries);
    return deliverResults(shop, first.learner, deliveries);
  }
  for (const work of works) {
    const { learner, since } = work;
    if (work.kind === 'ERASE_LOG') {
      await eraseCopies(shop, learner, new Date(ForErasure.parse(contentOf(work)).before));
      continue;
    }
    await settleView(shop, { learner, since, id: ForGrant.parse(contentOf(work)).grantId });
  }
}

/** A pod may be down for a night, or a week-end: some two days of tries, an hour apart in the end. */
const podPatience = 60;
/** What is wrong with the work itself gets no better by trying; a few times all the same. */
const workPatience = 5;

const setbacks: Partial<Record<FaultKind, Setback>> = {
  Conflict: { reason: 'POD_BUSY', patience: podPatience, isOfAll: true },
  NotFound: { reason: 'INSTITUTION_UNKNOWN', patience: workPatience },
  PodRefused: { reason: 'POD_REFUSES', patience: podPatience },
  PodUnreachable: { reason: 'POD_UNREACHABLE', patience: podPatience, isOfAll: true },
  UrlRefused: { reason: 'POD_UNREACHABLE', patience: podPatience, isOfAll: true },
};
const unreadable: Setback = { reason: 'UNREADABLE', patience: workPatience };
/** Of our own making, such as a database that is away for a moment. */
const unforeseen: Setback = { reason: 'UNFORESEEN', patience: podPatience };

function usualSetback(error: unknown): Setback {
  if (error instanceof Fault) return setbacks[error.kind] ?? unforeseen;
  const cannotBeRead = error instanceof z.ZodError || error instanceof SyntaxError;
  return cannotBeRead ? unreadable : unforeseen;
}

/** A stop that the pod does not follow is never given up. */
function setbackOf(error: unknown, kind: string): Setback {
  const setback = usualSetback(error);
  return kind === 'CLOSE_VIEW' || kind === 'NARROW_VIEW'
    ? { ...setback, patience: Number.MAX_SAFE_INTEGER }
    : setback;
}

/** All that is due for one learner in one lane. */
export const workOutbox = (
  shop: Workshop,
  learner: LearnerId,
  lane: Lane,
  onError: Craft['onError'],
): Promise<void> =>
  shop.ledger.outbox.drain(learner, lane, {
    handle: (works) => doWorks(shop, works),
    setbackOf,
    onError,
  });
