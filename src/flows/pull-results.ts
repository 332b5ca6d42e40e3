import { canonicalJson, sha256Hex } from '../base/index.js';
import {
  isOfConnection,
  retryAfterOf,
  type Seen,
  SeenShape,
  type SourceProblem,
  sourceProblemOf,
} from '../institutions/index.js';
import type { DuePull, KnownHash, PullResult } from '../ledger/index.js';
import { fetchRecords, type Visit } from './fetch-records.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import {
  jittered,
  leaveAfterTrouble,
  type PullPace,
  usualPace,
  waitAfterFailure,
} from './pull-schedule.js';
import { forSoLong } from './time-limit.js';

export interface PullRound {
  readonly pace: PullPace;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Asked before each: a stop does not wait for a whole round. */
  readonly goesOn: () => boolean;
  readonly onError: (error: unknown) => void;
}
export interface PullCounts {
  readonly asked: number;
  /** Of those, where the institution said that nothing changed. */
  readonly unchanged: number;
  /** Of those, where not all came. */
  readonly failed: number;
}

/** Milliseconds in which a pod is asked under which ids a school knows what it did not name. */
const podMs = 20_000;

interface Pulling {
  readonly shop: Workshop;
  readonly due: DuePull;
  readonly desk: InstitutionDesk;
  readonly personId: string;
  readonly round: PullRound;
}
type Came =
  | { readonly kind: 'WHOLE'; readonly seen: PullResult['seen']; readonly isOvertaken?: boolean }
  | {
      readonly kind: 'FAILED';
      readonly problem: SourceProblem;
      /** Nothing came, and it is not for this learner only. */
      readonly isTrouble: boolean;
      readonly retryAfterMs?: number | undefined;
    };

/** What we know of this learner there, as a hash: what a source says of changes is said of this and of nothing else. */
function standOf({ shop, due, personId }: Pulling, known: ReadonlyMap<string, KnownHash>): string {
  const mine = [...known]
    .filter(([, { institution }]) => institution === due.institution)
    .map(([key, { hash }]) => [key, hash] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return shop.fingerprint(due.learner, sha256Hex(canonicalJson({ personId, known: mine })));
}

function seenIn(text: string | undefined): Seen | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  return SeenShape.safeParse(value).data;
}

async function personOf({ ledger }: Workshop, due: DuePull): Promise<string | undefined> {
  const links = await ledger.learners.links(due.learner, new Date());
  return links.find(({ institution }) => institution === due.institution)?.personId;
}

/** That nothing changed is asked only where all was read whole, and where nothing moved on our side since. */
async function isUnchanged(pulling: Pulling, stand: string): Promise<boolean> {
  const { due, desk, personId } = pulling;
  const seen = due.stand === stand ? seenIn(due.seen) : undefined;
  return seen !== undefined && desk.connection.isUnchanged(personId, seen);
}

async function whatCame(pulling: Pulling): Promise<Came> {
  const { shop, due, desk, personId } = pulling;
  const { ledger, fingerprint, builder } = shop;
  const known = await ledger.deliveries.known(due.learner);
  if (await isUnchanged(pulling, standOf(pulling, known))) return { kind: 'WHOLE', seen: 'SAME' };
  const learner = await learnerOf(shop, due.learner);
  // Counted from the first question to the pod, which comes once the school has answered.
  let limited: Workshop['build']['fetch'] | undefined;
  const podFetch: typeof fetch = (input, init) => {
    limited ??= forSoLong(shop, podMs).build.fetch;
    return limited(input, init);
  };
  const visit: Visit = { ledger, fingerprint, learner, desk, known, actor: builder, podFetch };
  // A link that ended while the school thought about it brings nothing any more.
  const isStill = async () => (await personOf(shop, due)) === personId;
  const { reading, isSettled, isOvertaken } = await fetchRecords(visit, personId, isStill);
  const { problem, retryAfterMs, seen } = reading;
  if (problem !== undefined) return { kind: 'FAILED', problem, isTrouble: false, retryAfterMs };
  if (!isSettled || seen === undefined) return { kind: 'WHOLE', seen: undefined, isOvertaken };
  const stand = standOf(pulling, await ledger.deliveries.known(due.learner));
  return { kind: 'WHOLE', seen: { said: JSON.stringify(seen), stand } };
}

async function cameOf(pulling: Pulling): Promise<Came> {
  try {
    return await whatCame(pulling);
  } catch (error) {
    const problem = sourceProblemOf(error);
    if (problem === undefined) throw error;
    const isTrouble = isOfConnection(error);
    return { kind: 'FAILED', problem, isTrouble, retryAfterMs: retryAfterOf(error) };
  }
}

async function settleFailure(
  { shop, due, desk, round: { pace, random } }: Pulling,
  { problem, isTrouble, retryAfterMs }: Extract<Came, { kind: 'FAILED' }>,
  tookMs: number,
): Promise<void> {
  const { pulls } = shop.ledger;
  // It was not asked at all: that is nobody's failure.
  if (problem === 'PAUSED') {
    await pulls.putOff(due, jittered(desk.connection.pausedMs() + pace.leaveMs, random));
    return;
  }
  const before = isTrouble ? await pulls.troubleOf(desk.id) : 0;
  const leave = isTrouble && {
    leaveMs: Math.max(
      desk.connection.pausedMs(),
      leaveAfterTrouble(before + 1, retryAfterMs, pace, random),
    ),
  };
  await pulls.noteOutcome(desk.id, { code: problem, isTrouble, tookMs, ...leave });
  const failures = due.failures + 1;
  const waitMs = waitAfterFailure(failures, retryAfterMs, pace, random);
  await pulls.finish(due, {
    code: problem,
    failures,
    waitMs,
    restMs: pace.restMs,
    seen: 'SAME',
  });
}

async function pullOne(pulling: Pulling): Promise<Came['kind'] | 'UNCHANGED' | 'LEFT_ALONE'> {
  const { shop, due, desk, round } = pulling;
  const { pulls } = shop.ledger;
  const { pace, random } = round;
  const pausedMs = desk.connection.pausedMs();
  if (pausedMs > 0) {
    await pulls.putOff(due, jittered(pausedMs + pace.leaveMs, random));
    return 'LEFT_ALONE';
  }
  const beganMs = performance.now();
  const came = await cameOf(pulling);
  const tookMs = performance.now() - beganMs;
  if (came.kind === 'FAILED') {
    await settleFailure(pulling, came, tookMs);
    return 'FAILED';
  }
  const waitMs = jittered(came.isOvertaken === true ? pace.againMs : pace.everyMs, random);
  await pulls.finish(due, { failures: 0, waitMs, restMs: pace.restMs, seen: came.seen });
  await pulls.noteOutcome(desk.id, { isTrouble: false, tookMs });
  return came.seen === 'SAME' ? 'UNCHANGED' : 'WHOLE';
}

async function takeUp(shop: Workshop, due: DuePull, round: PullRound) {
  const { pace, random, onError, goesOn } = round;
  const desk = shop.institutions.get(due.institution);
  try {
    const personId = await personOf(shop, due);
    if (desk !== undefined && personId !== undefined) {
      return await pullOne({ shop, due, desk, personId, round });
    }
  } catch (error) {
    // Work that a stop cuts off is done again by whoever takes it up after it.
    if (goesOn()) onError(error);
    else return 'LEFT_ALONE';
  }
  await shop.ledger.pulls.putOff(due, jittered(pace.againMs, random));
  return 'LEFT_ALONE';
}

/**
 * What institutions have of learners is fetched without anybody asking: each learner at each institution once a day, or as
 * soon as the institution says that something changed. Any number of processes may do it: no two fetch the same at once,
 * and no institution is asked for more than a few learners at a time.
 */
export async function pullResults(
  shop: Workshop,
  onError: (error: unknown) => void,
  changes: Partial<Omit<PullRound, 'onError' | 'pace'>> & {
    readonly pace?: Partial<PullPace>;
  } = {},
): Promise<PullCounts> {
  const { goesOn = () => true, random = Math.random } = changes;
  const pace = { ...usualPace, ...changes.pace };
  const round: PullRound = { pace, random, goesOn, onError };
  const { pulls } = shop.ledger;
  await pulls.followLinks(pace.everyMs);
  const institutions = [...shop.institutions.keys()];
  let left = pace.most;
  const ends: string[] = [];
  const work = async (): Promise<void> => {
    for (; goesOn() && left > 0; ) {
      left -= 1;
      // A round may last as long as its slowest schools; what is said meanwhile does not wait for them.
      await pulls.heedNotices(pace.restMs);
      const due = await pulls.claim(institutions, pace);
      if (due === undefined) return;
      ends.push(await takeUp(shop, due, round));
    }
  };
  await Promise.all(Array.from({ length: pace.atOnce }, work));
  const count = (...kinds: readonly string[]) => ends.filter((end) => kinds.includes(end)).length;
  return {
    asked: count('WHOLE', 'UNCHANGED', 'FAILED'),
    unchanged: count('UNCHANGED'),
    failed: count('FAILED'),
  };
}
