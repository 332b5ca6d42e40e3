/**
 * Askers and changes of policy interleaved on one server, questions repeated: each answer is what the oracle says for
 * the policy by which it was let out. In memory, so for very many; over HTTP and on real pods in test/flow/house.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { idsOf } from '../fixtures/asking.js';
import { expectedOf } from '../fixtures/naive-answer.js';
import { seenIn } from '../fixtures/naive-view.js';
import { lateFailureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import { type Heard, openStage, play, type Stage, someScene } from '../fixtures/scenes.js';
import type { World } from '../fixtures/worlds.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  return stage.stop;
});

const lanes = 8;
const each = 10;
const count = { answers: 0, restarted: 0, conflicts: 0, shown: 0, mixed: 0, otherAtStart: 0 };

function expected({ question }: Heard, world: World) {
  const { codes, data } = expectedOf(world, question, { ids: idsOf(stage, world), start: 0 });
  return { codes, data };
}
const told = ({ answer: { codes, data } }: Heard) => ({ codes: codes.toSorted(), data });

/** Of the records there are, some in the answer and some not. */
function isMixed({ question, world, answer }: Heard): boolean {
  const seen = seenIn(world).records.length;
  const all = new Set(world.records.map(({ key }) => key)).size;
  const isList = question.learner?.list !== undefined && answer.codes.length === 0;
  return isList && seen > 0 && seen < all;
}

/** A no says nothing of anybody: it leaves as it was found, also when the policy moved meanwhile. */
const wasTrue = (heard: Heard): boolean =>
  heard.met.some((one) => JSON.stringify(told(heard)) === JSON.stringify(expected(heard, one)));

/** How the answer came about, which shows that askers and changes did cross. */
function counted(heard: Heard, now: object): void {
  const { answer, met, world } = heard;
  if (answer.codes.length === 0) count.shown += 1;
  if (isMixed(heard)) count.mixed += 1;
  const [first] = met;
  if (first === undefined || first.grants === world.grants) return;
  if (JSON.stringify(expected(heard, first)) !== JSON.stringify(now)) count.otherAtStart += 1;
}

function judge(heard: Heard): void {
  const { answer, met, world } = heard;
  count.answers += 1;
  // An answer costs two looks, at the start and at its release.
  if (met.length > 2) count.restarted += 1;
  if (answer.codes.includes('CONFLICT')) {
    // Three tries in all, each with its own two looks.
    count.conflicts += 1;
    if (answer.data !== null || met.length < 6) throw new Error('given up too early, or not whole');
    return;
  }
  const now = expected(heard, world);
  // What is shown is by the policy of its release.
  const isSettled = answer.codes.length > 0 && wasTrue(heard);
  expect(told(heard)).toEqual(isSettled ? told(heard) : now);
  counted(heard, now);
}

describe(`askers and changes interleaved (seed ${seed})`, { timeout: patience }, () => {
  it('each of 2,000 answers is what its moment allows', async () => {
    const wanted = mainCases(2000);
    const failure = await lateFailureOf(
      someScene,
      async (scene) => {
        for (const heard of await play(stage, scene, { lanes, each, answersPerChange: 5 })) {
          judge(heard);
        }
      },
      Math.ceil(wanted / (lanes * each)),
    );
    const { answers, restarted, conflicts, shown, mixed, otherAtStart } = count;
    const percent = (some: number): string => `${((100 * some) / answers).toFixed(0)} %`;
    const note = `${percent(shown)} shown, ${percent(mixed)} mixed, ${restarted} begun anew, ${conflicts} in conflict, ${otherAtStart} not what the start allowed`;
    say(`${answers} interleaved answers, ${note}`);
    const mismatches = failure === undefined ? 0 : 1;
    proved({ method: 'interleaved', cases: answers, mismatches, note });
    expect(failure).toBeUndefined();
    expect(stage.faults).toEqual([]);
    expect(answers).toBeGreaterThanOrEqual(wanted);
    // A judge by the policy of the start would have found these wrong.
    expect(otherAtStart).toBeGreaterThan(0);
    expect(restarted).toBeGreaterThan(answers / 100);
    expect(shown).toBeGreaterThan(answers / 4);
  });
});
