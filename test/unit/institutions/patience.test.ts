import { describe, expect, it } from 'vitest';
import { sourceProblemOf } from '../../../src/institutions/index.js';
import { association } from '../../fixtures/oeapi-v5.js';
import { fromCatalogue, listed, pages, paperSchool, type Said, samira } from './paper-school.js';

const good = listed([association()]);
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
/** A school that says these things of a learner, one after the other, and the last for ever. */
const saying = (...said: readonly Said[]) => {
  let at = -1;
  return paperSchool((path) => {
    if (path !== pages) return fromCatalogue(path);
    at += 1;
    return said[Math.min(at, said.length - 1)] ?? good;
  });
};

const many = (count: number) => Array.from({ length: count }, (_, n) => `row-${n}`);

describe('one question', () => {
  // biome-ignore format: a table is read in columns
  const troubles = [
    // of a school that        says                      tries  problem
    ['is gone',                { how: 'drop' },              3, 'NO_ANSWER'],
    ['asks for less',          { status: 429 },              3, 'BUSY'],
    ['is out of order',        { status: 503 },              3, 'BUSY'],
    ['stands behind a wall',   { status: 502 },              3, 'NO_ANSWER'],
    ['is slow behind a wall',  { status: 504 },              3, 'NO_ANSWER'],
    ['made a mistake',         { status: 500 },              1, 'NO_ANSWER'],
    ['does not know us',       { status: 401 },              1, 'REFUSED'],
    ['does not want us',       { status: 403 },              1, 'REFUSED'],
    ['has no such learner',    { status: 404 },              1, 'UNREADABLE'],
    ['sends us elsewhere',     { status: 302 },              1, 'UNREADABLE'],
    ['answers no page',        { body: { items: 1 } },       1, 'UNREADABLE'],
    ['answers a web page',     { headers: { 'content-type': 'text/html' } }, 1, 'UNREADABLE'],
  ] as const;
  it.each(troubles)(
    'of a school that %s: %j is tried %i times: %s',
    async (_, said, tries, problem) => {
      const { asked, clock, connect } = saying(said);
      const failure = await clock.until(failureOf(connect().readLearner(samira, 'row-1')));
      expect(sourceProblemOf(failure)).toBe(problem);
      expect(asked).toHaveLength(tries);
    },
  );

  it('is asked again after a while that doubles, and the answer is as good as the first', async () => {
    const { clock, connect } = saying({ status: 503 }, { how: 'drop' }, good);
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(reading).toMatchObject({ complete: true, issues: [] });
    expect(reading).not.toHaveProperty('problem');
    expect(clock.waits.slice(1)).toEqual([250, 500]); // the first is the time of the run
  });

  // biome-ignore format: a table is read in columns
  const waits = [
    [{ 'retry-after': '2' },                                          2000],
    [{ 'retry-after': '0' },                                           250],
    [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:03 GMT', date: 'Wed, 25 Nov 2026 12:00:00 GMT' }, 3000],
    [{ 'retry-after': 'later' },                                       250],
    [{ 'retry-after': '-5' },                                          250],
  ] as const;
  it.each(waits)('waits as long as the school asks: %j', async (headers, wait) => {
    const { clock, connect } = saying({ status: 503, headers }, good);
    await clock.until(connect().readLearner(samira, 'row-1'));
    expect(clock.waits.slice(1)).toEqual([wait]);
  });

  it('is not asked again of a school that wants more patience than we have', async () => {
    const { asked, clock, connect } = saying({ status: 429, headers: { 'retry-after': '60' } });
    const failure = await clock.until(failureOf(connect().readLearner(samira, 'row-1')));
    expect([sourceProblemOf(failure), asked.length]).toEqual(['BUSY', 1]);
  });
});

const once = { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 };

describe('a school that keeps failing', () => {
  it('is left alone for a while, then asked once, and that decides', async () => {
    let isUp = false;
    const school = paperSchool((path) => {
      if (!isUp) return { status: 504 };
      return path === pages ? good : fromCatalogue(path);
    });
    const { asked, clock } = school;
    const connection = school.connect({}, { retry: once });
    const run = () => clock.until(failureOf(connection.readLearner(samira, 'row-1')));
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(sourceProblemOf(await run())).toBe('NO_ANSWER');
    }
    expect(sourceProblemOf(await run())).toBe('PAUSED');
    expect(asked).toHaveLength(5);

    clock.skip(30_000);
    const two = [connection.readLearner(samira, 'row-1'), connection.readLearner(samira, 'row-2')];
    const failures = await clock.until(Promise.all(two.map(failureOf)));
    expect(new Set(failures.map(sourceProblemOf))).toEqual(new Set(['NO_ANSWER', 'PAUSED']));
    expect(asked).toHaveLength(6);
    expect(sourceProblemOf(await run())).toBe('PAUSED');

    clock.skip(30_000);
    isUp = true;
    expect(await run()).toBeUndefined();
    expect(await run()).toBeUndefined();
  });

  it('is not one that stumbles over one learner, each time that learner asks', async () => {
    const school = paperSchool((path) => (path === pages ? { status: 500 } : fromCatalogue(path)));
    const connection = school.connect();
    for (let times = 1; times <= 12; times += 1) {
      const failure = await school.clock.until(failureOf(connection.readLearner(samira, 'row-1')));
      expect(sourceProblemOf(failure)).toBe('NO_ANSWER');
    }
  });

  it('is not asked any more by who was waiting for a turn', async () => {
    const { asked, clock, connect } = saying({ status: 504 });
    const gate = { atOnce: 2, perSecond: 100, burst: 100 };
    const connection = connect({}, { gate, retry: once });
    const runs = many(20).map((row) => failureOf(connection.readLearner(samira, row)));
    const problems = (await clock.until(Promise.all(runs))).map(sourceProblemOf);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(problems.filter((problem) => problem === 'PAUSED')).toHaveLength(20 - asked.length);
  });

  it('is not one that answers what we do not like', async () => {
    const { asked, clock, connect } = saying({ status: 401 });
    const connection = connect();
    for (let time = 1; time <= 12; time += 1) {
      const failure = await clock.until(failureOf(connection.readLearner(samira, 'row-1')));
      expect(sourceProblemOf(failure)).toBe('REFUSED');
    }
    expect(asked).toHaveLength(12);
  });
});

describe('all that is asked of one school', () => {
  it('comes no faster than a school can bear', async () => {
    const { askedAt, clock, connect } = saying(listed([]));
    const connection = connect({}, { gate: { atOnce: 4, perSecond: 10, burst: 3 } });
    await clock.until(Promise.all(many(8).map((row) => connection.readLearner(samira, row))));
    expect(askedAt.map((at) => at - 1000)).toEqual([0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it('stands still when the school says it is too much', async () => {
    const { askedAt, clock, connect } = saying(
      { status: 429, headers: { 'retry-after': '2' } },
      listed([]),
    );
    const connection = connect({}, { gate: { atOnce: 1, perSecond: 10, burst: 5 } });
    await clock.until(Promise.all(many(3).map((row) => connection.readLearner(samira, row))));
    expect(askedAt.map((at) => at - 1000)).toEqual([0, 2000, 2100, 2200]);
  });

  it('is at most so much at once, and who waits too long is let go', async () => {
    const { busiest, clock, connect } = saying({ how: 'hang' });
    const connection = connect({ budgetMs: 1000 });
    const runs = many(6).map((row) => failureOf(connection.readLearner(samira, row)));
    const failures = await clock.until(Promise.all(runs));
    expect(busiest()).toBe(4);
    expect(failures.map(sourceProblemOf)).toEqual(many(6).map(() => 'NO_ANSWER'));
    expect(clock.ms()).toBe(2000);
  });
});
