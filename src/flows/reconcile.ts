import { Fault } from '../base/index.js';
import type { GrantRow, LearnerRow, ToCheck } from '../ledger/index.js';
import { standingOf } from './agreed-document.js';
import type { Workshop } from './house.js';
import { forAWhile, inTurn } from './in-turn.js';
import { learnerOf } from './keep-views.js';
import { stillLetsIn } from './settle-view.js';
import { betweenTwoNoes, saysNo } from './taken-away.js';
import { aloneWithAccess, shutUnknown } from './write-access.js';

/** Each grant in force is held against the pod once in so many seconds. */
const everySeconds = 30;
/** Grants taken up together; then the next, as long as the round lasts. */
const most = 200;
const roundMs = 20_000;

/** Whether the grant's own document stands in the pod, unchanged, and the pod lets its delegates or its institution in. */
async function stillSays(shop: Workshop, learner: LearnerRow, grant: GrantRow): Promise<boolean> {
  if ((await standingOf(shop, learner, grant)) !== 'as agreed') return false;
  return stillLetsIn(shop, learner, grant);
}

/**
 * What the pod says of one grant, as long as it is in force as it was to be looked at; no other work on it crosses this.
 * @param then done at a no, before any other work.
 */
async function saysNoTo(
  shop: Workshop,
  { learner: id, ...ref }: ToCheck,
  then: () => Promise<unknown>,
): Promise<boolean> {
  const { grants } = shop.ledger;
  const learner = await learnerOf(shop, id);
  const known = await grants.byId(ref.id);
  let [isNo, isUnreadable] = [false, false];
  await aloneWithAccess(shop, learner, known ?? ref, async () => {
    const grant = await grants.byId(ref.id);
    isUnreadable = grant === undefined;
    const isSettled = grant?.state === 'ACTIVE' && grant.pod === 'CONFIRMED';
    if (!isSettled || grant.version !== ref.version) return;
    isNo = await saysNo(shop, learner, () => stillSays(shop, learner, grant));
    if (isNo) await then();
  });
  // Nothing leaves through us by it; through an inbox nothing comes in either.
  if (isUnreadable) await shutUnknown(shop, learner);
  return isNo;
}

/** Goes through one learner's grants as long as there is time and their pod answers. */
interface Looks {
  readonly saidNo: readonly ToCheck[];
  readonly left: readonly ToCheck[];
}
async function lookAt(
  grants: readonly ToCheck[],
  { goesOn, onError }: { goesOn: () => boolean; onError: (error: unknown) => void },
  look: (one: ToCheck) => Promise<boolean>,
): Promise<Looks> {
  const saidNo: ToCheck[] = [];
  for (const [n, one] of grants.entries()) {
    if (!goesOn()) return { saidNo, left: grants.slice(n) };
    try {
      if (await look(one)) saidNo.push(one);
    } catch (error) {
      onError(error);
      // It has the next grant no sooner than this one: it is asked again another time, and others are waiting.
      if (isOfPod(error)) return { saidNo, left: [] };
    }
  }
  return { saidNo, left: [] };
}
const isOfPod = (error: unknown): boolean =>
  error instanceof Fault && error.kind === 'PodUnreachable';

/**
 * Grants in force are held against the pod, of several learners at once. What the learner took away or changed there,
 * with whatever app, they took back: a grant's document speaks for itself only as long as it is what we both agreed.
 * A pod that is slow, or says no to much, takes its own learner's time and nobody else's.
 * @param goesOn asked before each grant: a stop does not wait for a whole round.
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
  const takenAway = async ({ learner, ...ref }: ToCheck): Promise<void> => {
    await grants.takenAway(learner, ref, { ...shop.builder });
    ended += 1;
  };
  const checkAll = async (mine: readonly ToCheck[]): Promise<void> => {
    const first = await lookAt(mine, { goesOn: isTime, onError }, (one) =>
      saysNoTo(shop, one, async () => undefined),
    );
    await grants.checkSoon(first.left, everySeconds);
    if (first.saidNo.length === 0) return;
    // Nothing waits for this pause but what was doubted, all of it together.
    await betweenTwoNoes();
    const again = { goesOn: forAWhile(roundMs, goesOn), onError };
    const { left } = await lookAt(first.saidNo, again, (one) =>
      saysNoTo(shop, one, () => takenAway(one)),
    );
    await grants.checkSoon(left, everySeconds);
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
