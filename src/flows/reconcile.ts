import type { GrantRow, LearnerRow, ToCheck } from '../ledger/index.js';
import { standingOf } from './agreed-document.js';
import type { Workshop } from './house.js';
import { forAWhile, inTurn } from './in-turn.js';
import { learnerOf } from './keep-views.js';
import { delegatesOf } from './settle-view.js';
import { wasTakenAway } from './taken-away.js';
import { aloneWithAccess, stillOpen } from './write-access.js';

/** Each grant in force is held against the pod once in so many seconds. */
const everySeconds = 30;
/** Grants taken up together; then the next, as long as the round lasts. */
const most = 200;
const roundMs = 20_000;

/** Whether the grant's own document stands in the pod, unchanged, and the pod lets its delegates or its institution in. */
async function stillSays(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<boolean> {
  if ((await standingOf(shop, learner, grant)) !== 'as agreed') return false;
  const [delegate] = delegatesOf(grant, learner);
  if (delegate === undefined) return stillOpen(shop, learner, grant);
  // Any answer but a plain no is the pod's trouble, not the learner's word: 401 is said to whoever it does not know.
  const status = await shop.probe(delegate, grant.view);
  return status !== 403 && status !== 404 && status !== 410;
}

/** @returns whether it ended by this. */
async function check(shop: Workshop, { learner: id, ...ref }: ToCheck): Promise<boolean> {
  const { grants } = shop.ledger;
  const learner = await learnerOf(shop, id);
  const known = await grants.byId(ref.id);
  let isOver = false;
  await aloneWithAccess(shop, learner, known ?? ref, async () => {
    const grant = await grants.byId(ref.id);
    const isSettled = grant?.state === 'ACTIVE' && grant.pod === 'CONFIRMED';
    if (!isSettled || grant.version !== ref.version) return;
    isOver = await wasTakenAway(shop, learner, () => stillSays(shop, learner, grant));
    if (isOver) await grants.takenAway(id, ref, { ...shop.builder });
  });
  return isOver;
}

/**
 * Grants in force are held against the pod, of several learners at once. What the learner took away or changed there,
 * with whatever app, they took back: a grant's document speaks for itself only as long as it is what we both agreed.
 * @param goesOn asked before each learner: a stop does not wait for a whole round.
 * @returns how many ended by it.
 */
export async function reconcile(
  shop: Workshop,
  onError: (error: unknown) => void,
  goesOn = () => true,
): Promise<number> {
  const { grants } = shop.ledger;
  const isTime = forAWhile(roundMs, goesOn);
  let ended = 0;
  const checkAll = async (mine: readonly ToCheck[]): Promise<void> => {
    for (const one of mine) {
      try {
        if (await check(shop, one)) ended += 1;
      } catch (error) {
        onError(error);
      }
    }
  };
  for (let isMore = true; isMore && isTime(); ) {
    const due = await grants.toCheck(most, everySeconds);
    const perLearner = [...Map.groupBy(due, ({ learner }) => learner).values()];
    const left = (await inTurn(perLearner, isTime, checkAll)).flat();
    await grants.checkFirst(left);
    isMore = due.length === most;
  }
  return ended;
}
