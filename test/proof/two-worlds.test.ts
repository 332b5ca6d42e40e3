/** Noninterference, end to end: what an ask may not see has no part in anything that leaves or is written down. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordKey } from '../../src/base/index.js';
import type { RecordVersion } from '../../src/records/index.js';
import { asks, moveIn } from '../fixtures/asking.js';
import { type MemoryHouse, openMemoryHouse } from '../fixtures/memory-house.js';
import { everything, seenIn } from '../fixtures/naive-view.js';
import { type TwoWorlds, twoWorlds } from '../fixtures/other-worlds.js';
import {
  cases,
  lateFailureOf,
  mainCases,
  patience,
  proved,
  say,
  seed,
} from '../fixtures/properties.js';
import { type Question, someQuestion } from '../fixtures/questions.js';
import { someWorld, type World } from '../fixtures/worlds.js';

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse();
  return kluis.stop;
});

/** All that comes of a question, as bytes. */
async function traceOf(world: World, question: Question) {
  moveIn(kluis, world);
  const { status, text } = await asks(kluis, world, question);
  const { fetched, released, refused } = kluis;
  return { status, text, notes: JSON.stringify({ fetched, released, refused }, undefined, 1) };
}

/** With everything granted, what was withheld is not. */
const openedUp = (world: World): World => ({
  ...world,
  grants: world.grants.map((grant) => ({ ...grant, ...everything })),
});

const someCase = fc.record({ worlds: twoWorlds, question: someQuestion });

describe(`two worlds that differ only in what an ask may not see (seed ${seed})`, {
  timeout: patience,
}, () => {
  it('give the same answer, fetches, log row and refused tries, byte for byte, in 2,000 cases', async () => {
    const count = mainCases(2000);
    let answered = 0;
    const failure = await lateFailureOf(
      someCase,
      async ({ worlds: { here, elsewhere }, question }) => {
        const trace = await traceOf(here, question);
        expect(await traceOf(elsewhere, question)).toEqual(trace);
        if (!trace.text.includes('"errors"')) answered += 1;
      },
      count,
    );
    say(
      `${count} pairs of worlds told apart by nothing, ${answered} of the answers without an error`,
    );
    proved({
      method: 'two worlds',
      cases: count,
      mismatches: failure === undefined ? 0 : 1,
      note: `${answered} answered without an error`,
    });
    expect(failure).toBeUndefined();
    expect(answered).toBeGreaterThan(count / 2);
    expect(kluis.faults).toEqual([]);
  });

  it('do differ: to an ask that may see everything, most are two', async () => {
    const count = cases(100);
    let told = 0;
    const differ = async ({ worlds, question }: { worlds: TwoWorlds; question: Question }) => {
      const { text } = await traceOf(openedUp(worlds.here), question);
      if ((await traceOf(openedUp(worlds.elsewhere), question)).text !== text) told += 1;
    };
    expect(await lateFailureOf(someCase, differ, count)).toBeUndefined();
    expect(told).toBeGreaterThan(count / 3);
  });

  it('an id of a withheld record reads like an id of no record, and like nonsense', async () => {
    const fields = ['title', 'assessment'] as const;
    const failure = await lateFailureOf(
      someWorld,
      async (world) => {
        const seen = seenIn(world);
        if (seen.refused !== undefined || seen.read.length === 0) return;
        const isSeen = ({ key }: RecordVersion) =>
          seen.records.some((record) => record.key === key);
        const withheld = world.records.find((record) => !isSeen(record))?.key;
        const targets = [
          withheld ?? 'nonsense',
          recordKey('no-such-record'),
          'elsewhere',
          'foreign',
        ] as const;
        const nonsense = await traceOf(world, {
          learner: undefined,
          node: { target: 'nonsense', fields },
        });
        for (const target of targets) {
          const { status, text } = await traceOf(world, {
            learner: undefined,
            node: { target, fields },
          });
          expect({ status, text }).toEqual({ status: nonsense.status, text: nonsense.text });
        }
      },
      cases(100),
    );
    expect(failure).toBeUndefined();
  });
});
