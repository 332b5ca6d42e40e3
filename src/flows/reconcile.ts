import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { standingOf } from './agreed-document.js';
import type { Workshop } from './house.js';
import { aloneWithView, learnerOf } from './keep-views.js';
import { delegatesOf } from './settle-view.js';

/** Each grant in force is held against the pod once in so many seconds. */
const everySeconds = 30;
/** Most grants one round compares; more wait for the next. */
const atOnce = 300;

/** Whether the grant's own document stands in the pod, unchanged, and the pod lets its delegates in. */
async function stillSays(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<boolean> {
  if ((await standingOf(shop, learner, grant)) !== 'as agreed') return false;
  const [delegate] = delegatesOf(grant, learner);
  if (delegate === undefined) return true;
  // Any answer but a plain no is the pod's trouble, not the learner's word.
  const status = await shop.probe(delegate, grant.view);
  return status !== 401 && status !== 403 && status !== 404 && status !== 410;
}

/**
 * Grants in force are held against the pod. What the learner took away or changed there, with whatever app, they took
 * back: a grant's document speaks for itself only as long as it is what we both agreed.
 * @returns how many ended by it.
 */
export async function reconcile(
  shop: Workshop,
  onError: (error: unknown) => void,
): Promise<number> {
  const { grants } = shop.ledger;
  let ended = 0;
  for (const { learner: id, ...ref } of await grants.toCheck(atOnce, everySeconds)) {
    try {
      const learner = await learnerOf(shop, id);
      await aloneWithView(shop, ref.id, async () => {
        const grant = await grants.byId(ref.id);
        const isSettled = grant?.state === 'ACTIVE' && grant.pod === 'CONFIRMED';
        if (!isSettled || grant.version !== ref.version) return;
        if (await stillSays(shop, learner, grant)) return;
        await grants.takenAway(id, ref, { ...shop.builder });
        ended += 1;
      });
    } catch (error) {
      onError(error);
    }
  }
  return ended;
}
