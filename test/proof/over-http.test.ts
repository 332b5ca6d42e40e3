/**
 * Noninterference from the outside: two worlds that differ only in what an ask may not see, and a real HTTP server in
 * each. Not a byte of the answer, not a header, not a call behind it and not a line of the log differs.
 */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { moveIn } from '../fixtures/asking.js';
import { type MemoryDoors, openMemoryDoors, type Trace } from '../fixtures/memory-doors.js';
import { webIdOf } from '../fixtures/memory-names.js';
import { everything } from '../fixtures/naive-view.js';
import { twoWorlds } from '../fixtures/other-worlds.js';
import { page, samira } from '../fixtures/people.js';
import {
  cases,
  lateFailureOf,
  mainCases,
  patience,
  proved,
  say,
  seed,
} from '../fixtures/properties.js';
import { type Question, questionText, someQuestion, variablesOf } from '../fixtures/questions.js';
import type { World } from '../fixtures/worlds.js';

let doors: MemoryDoors;
beforeAll(async () => {
  doors = await openMemoryDoors();
  return doors.stop;
});

/** Of a shown record is asked what comes of its credential; which one that is, no asker is told. How many are asked for counts. */
const withoutDigests = (call: string): string =>
  call.startsWith('ledger.credentials.') ? call.replaceAll(/"[0-9a-f]{64}"/g, 'digest') : call;

async function traceOf(world: World, question: Question): Promise<Trace> {
  const { kluis } = doors;
  moveIn(kluis, world);
  const { agent: reader, purpose } = world.ask;
  const { idsFor } = kluis.house;
  const variables = variablesOf(question, { idsFor, reader, webId: webIdOf({ id: samira }) });
  const trace = await doors.post({ query: questionText(question), variables }, purpose);
  return { ...trace, calls: trace.calls.map(withoutDigests) };
}

/** With everything granted, what was withheld is not. */
const opened = (world: World): World => ({
  ...world,
  grants: world.grants.map((grant) => ({ ...grant, ...everything })),
});

/** Whoever is signed in asks through the page. */
const someCase = fc.record({
  worlds: twoWorlds.filter(({ here }) => here.ask.client === page),
  question: someQuestion,
});

describe(`two worlds behind an HTTP server (seed ${seed})`, { timeout: patience }, () => {
  it('cannot be told apart, in 150 pairs', async () => {
    const count = mainCases(150);
    let [answered, calls] = [0, 0];
    const failure = await lateFailureOf(
      someCase,
      async ({ worlds: { here, elsewhere }, question }) => {
        const trace = await traceOf(here, question);
        expect(await traceOf(elsewhere, question)).toEqual(trace);
        if (!trace.body.includes('"errors"')) answered += 1;
        calls += trace.calls.length;
      },
      count,
    );
    const note = `${answered} answered without an error, ${calls} calls behind them`;
    say(`${count} pairs of worlds over HTTP, ${note}`);
    const mismatches = failure === undefined ? 0 : 1;
    proved({ method: 'two worlds over http', cases: count, mismatches, note });
    expect(failure).toBeUndefined();
    expect(answered).toBeGreaterThan(count / 2);
    expect(calls).toBeGreaterThan(count);
  });

  it('do differ where all is granted, in what leaves and in what is written down', async () => {
    const count = cases(60);
    let told = 0;
    const failure = await lateFailureOf(
      someCase,
      async ({ worlds: { here, elsewhere }, question }) => {
        const [one, other] = [
          await traceOf(opened(here), question),
          await traceOf(opened(elsewhere), question),
        ];
        if (one.body !== other.body) told += 1;
      },
      count,
    );
    expect(failure).toBeUndefined();
    expect(told).toBeGreaterThan(count / 4);
  });
});
